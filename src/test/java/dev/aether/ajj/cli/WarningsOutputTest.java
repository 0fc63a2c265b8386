package dev.aether.ajj.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aether.ajj.cli.TypedCommand.Seen;
import dev.aether.ajj.testing.Declarations;
import dev.aether.ajj.testing.FakeWorld;
import dev.aether.ajj.testing.OutputSchema;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The JSON document of every command contains every warning that a human would see, on success and on failure. */
class WarningsOutputTest {
    private static final String WARNING = "the registry was damaged";
    /** Commands without a source of warnings, or that run another program. */
    private static final Set<String> SILENT = Set.of("completion", "usage");

    private final FakeWorld world = new FakeWorld(Declarations.config(FakeWorld.service("db", 5432, List.of())));
    private final TypedCommand ajj = new TypedCommand(world);

    static Stream<String> successes() {
        return Stream.of(
                "workspace add /repo/new",
                "workspace forget feature",
                "workspace remove feature",
                "workspace rename trunk",
                "up",
                "down",
                "list",
                "status",
                "cleanup",
                "env",
                "logs db",
                "doctor",
                "trust",
                "__complete services");
    }

    static Stream<String> failures() {
        return Stream.of(
                "workspace add --name default /repo/new",
                "workspace forget nothing",
                "workspace remove default",
                "workspace rename feature",
                "up nothing",
                "env --config nothing.toml",
                "logs nothing",
                "run -- nothing",
                "exec nothing -- ls",
                "init");
    }

    @ParameterizedTest
    @MethodSource({"successes", "failures"})
    void jsonContainsEveryWarning(String line) throws IOException {
        warnOnEveryCall();

        Seen seen = ajj.type(("--json " + line).split(" "));

        JsonNode document = new ObjectMapper().readTree(seen.out());
        assertThat(document.get("warnings").findValuesAsText("message"))
                .isNotEmpty()
                .containsOnly(WARNING);
        assertThat(seen.err().lines()).hasSameSizeAs(document.get("warnings")).containsOnly("Warning: " + WARNING);
    }

    @Test
    void everyOperationIsTried() {
        warnOnEveryCall();
        Set<String> tried = new TreeSet<>(SILENT);

        Stream.concat(successes(), failures())
                .map(line -> ajj.type(("--json " + line).split(" ")).out())
                .forEach(document -> tried.add(operation(document)));

        assertThat(tried)
                .containsAll(() -> StreamSupport.stream(
                                OutputSchema.FILE
                                        .at("/properties/operation/enum")
                                        .spliterator(),
                                false)
                        .map(JsonNode::asText)
                        .iterator());
    }

    @Test
    void anEmptyListWithoutWarnings() throws IOException {
        JsonNode warnings =
                new ObjectMapper().readTree(ajj.type("--json", "list").out()).get("warnings");

        assertThat(warnings.isArray()).isTrue();
        assertThat(warnings).isEmpty();
    }

    private void warnOnEveryCall() {
        ajj.type("up", "-q");
        ajj.type("workspace", "add", "-q", "/repo/feature");
        world.onLocate = () -> ajj.progress.warn(WARNING);
    }

    private static String operation(String document) {
        try {
            return new ObjectMapper().readTree(document).get("operation").asText();
        } catch (IOException e) {
            throw new AssertionError(document, e);
        }
    }
}
