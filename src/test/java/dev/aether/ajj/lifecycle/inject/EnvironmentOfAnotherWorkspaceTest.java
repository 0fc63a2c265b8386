package dev.aether.ajj.lifecycle.inject;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.lifecycle.backend.Backends;
import dev.aether.ajj.lifecycle.overview.RunInWorkspace;
import dev.aether.ajj.lifecycle.overview.ShowEnvironment;
import dev.aether.ajj.lifecycle.up.BroughtUp;
import dev.aether.ajj.model.variable.VariableChanges;
import dev.aether.ajj.spi.machine.Handover;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.testing.UseCases;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code ajj run} and {@code ajj env} in an environment with another workspace's variables. */
class EnvironmentOfAnotherWorkspaceTest extends BroughtUp {
    private static final String MARK = EnvironmentMark.NAME;

    private final List<VariableChanges> handed = new ArrayList<>();
    private final Handover handover = (_, changes) -> {
        handed.add(changes);
        return 0;
    };
    private final Map<String, String> environment = new HashMap<>(Map.of("HOME", "/home/me"));

    @BeforeEach
    void setVariables() {
        world.ownVariables.put("URL", "this");
        world.ownVariables.put("PORT", "2");
    }

    private VariableChanges run() {
        new RunInWorkspace(UseCases.variables(world), handover, new Backends(List.of(world), world))
                .run(MAIN, List.of("true"), environment, Progress.SILENT);
        return handed.getLast();
    }

    private void anotherHasSet(String... namesAndValues) {
        SequencedMap<String, String> set = new LinkedHashMap<>();
        for (int index = 0; index < namesAndValues.length; index += 2) {
            set.put(namesAndValues[index], namesAndValues[index + 1]);
        }
        environment.putAll(EnvironmentMark.marked("aether-a4f3b-other", set));
    }

    @Test
    void valuesOfAnotherWorkspaceAreReplacedOrRemoved() {
        anotherHasSet("URL", "other", "ONLY_THERE", "x");

        VariableChanges changes = run();

        assertThat(changes.set()).containsEntry("URL", "this").containsEntry("PORT", "2");
        assertThat(changes.unset()).containsExactly("ONLY_THERE");
        environment.putAll(changes.set());
        environment.remove("ONLY_THERE");
        assertThat(new EnvironmentMark(environment).withoutAjj()).containsOnlyKeys("HOME");
    }

    @Test
    void valuesOfTheUserStay() {
        anotherHasSet("URL", "other", "ONLY_THERE", "x");
        environment.put("URL", "mine");
        environment.put("ONLY_THERE", "mine too");
        environment.put("PORT", "3");

        VariableChanges changes = run();

        assertThat(changes.set()).containsOnlyKeys("INJECTED", MARK);
        assertThat(changes.unset()).isEmpty();
    }

    @Test
    void anEarlierValueOfTheSameWorkspaceIsReplaced() {
        environment.putAll(run().set());
        world.ownVariables.put("PORT", "4");

        assertThat(run().set()).containsEntry("PORT", "4");
    }

    @Test
    void aMarkThatIsInvalidIsIgnored() {
        anotherHasSet("URL", "other");
        String valid = String.valueOf(environment.get(MARK));
        for (String invalid : List.of(
                "",
                ";",
                "1",
                "1;",
                "2" + valid.substring(1),
                valid + ";",
                valid + ";PATH",
                valid + "\n",
                valid + ";a=b",
                valid.replace(';', ' '),
                valid + ";X=000000000000".repeat(100_000))) {
            environment.put(MARK, invalid);
            assertThat(run().set())
                    .as(invalid.substring(0, Math.min(99, invalid.length())))
                    .doesNotContainKey("URL");
            assertThat(run().unset()).isEmpty();
        }
    }

    @Test
    void aFileCannotSetTheMark() {
        world.ownVariables.put(MARK, "1;x;HOME=000000000000");

        assertThat(run().set().get(MARK)).startsWith("1;aether-a4f3b-default;INJECTED=");
    }

    @Test
    void theMarkContainsNoValuesAndIsLimited() {
        for (int number = 0; number < 10_000; number++) {
            world.ownVariables.put("SECRET" + number, "hunter2");
        }
        assertThat(run().set().get(MARK)).doesNotContain("hunter2").hasSizeLessThan(128 << 10);
    }

    @Test
    void aShellSwitchesBetweenWorkspaces() {
        anotherHasSet("URL", "other", "ONLY_THERE", "x");
        environment.put("PORT", "3");

        ShowEnvironment.Shown shown =
                new ShowEnvironment(UseCases.variables(world)).show(MAIN, environment, Progress.SILENT);

        assertThat(shown.variables())
                .containsEntry("URL", "this")
                .containsEntry("PORT", "2")
                .doesNotContainKey(MARK);
        assertThat(shown.forShell().unset()).containsExactly("ONLY_THERE");
        assertThat(shown.forShell().set()).containsKeys("URL", "PORT", MARK);
    }

    @Test
    void referencesIgnoreValuesOfAnotherWorkspace() {
        anotherHasSet("URL", "other", "ONLY_THERE", "x");
        environment.put("MINE", "mine");
        environment.put("LANG", "C");

        run();

        assertThat(world.references.find("ONLY_THERE", Optional.empty())).isEmpty();
        assertThat(world.references.find("URL", Optional.of("in file"))).contains("in file");
        assertThat(world.references.find("MINE", Optional.empty()))
                .as("a repository could send it to anybody")
                .isEmpty();
        assertThat(world.references.find("LANG", Optional.empty())).contains("C");
    }
}
