package dev.aether.ajj.lifecycle.add;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.aether.ajj.error.ConfigProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.lifecycle.backend.Backends;
import dev.aether.ajj.lifecycle.view.ServiceView;
import dev.aether.ajj.model.config.AetherConfig;
import dev.aether.ajj.model.config.ComposeUse;
import dev.aether.ajj.model.text.SourcePosition;
import dev.aether.ajj.spi.machine.Deadline;
import dev.aether.ajj.spi.vcs.Vcs.RevisionFile;
import dev.aether.ajj.testing.Declarations;
import dev.aether.ajj.testing.FakeWorld;
import dev.aether.ajj.testing.Traces;
import dev.aether.ajj.testing.UseCases;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NewWorkspaceConfigTest {
    private static final String OLD = "old";

    private final FakeWorld world = new FakeWorld(Declarations.config(FakeWorld.service("db", 5432, List.of())));
    private final AetherConfig old = Declarations.config(FakeWorld.service("cache", 6379, List.of()));
    private final Traces heard = new Traces();

    NewWorkspaceConfigTest() {
        world.declarations.put(OLD, old);
    }

    private List<String> add(List<String> revisions, Optional<Path> config) {
        AddRequest request = new AddRequest(
                Path.of("/repo/main"),
                config,
                Path.of("/repo/feature"),
                Optional.empty(),
                revisions,
                Optional.empty(),
                List.of(),
                true,
                Deadline.NONE,
                false);
        Backends backends = new Backends(List.of(world), world);
        return UseCases.add(world, backends).add(request, heard).workspace().services().stream()
                .map(ServiceView::name)
                .toList();
    }

    private List<String> warnings() {
        return heard.updates.stream()
                .filter(update -> update.startsWith("warning: "))
                .toList();
    }

    private void commit(String text) {
        world.committed = Optional.of(new RevisionFile("aether.toml", "1f2e3d4c5b6a", Optional.of(text)));
        world.checkedOut = Optional.of(text);
    }

    @Test
    void usesTheFileOfTheRevision() {
        commit(OLD);

        assertThat(add(List.of("old"), Optional.empty())).containsExactly("cache");
        assertThat(warnings()).isEmpty();
    }

    @Test
    void warnsOfUncommittedChanges() {
        commit(OLD);

        assertThat(add(List.of(), Optional.empty())).containsExactly("cache");
        assertThat(warnings())
                .containsExactly(
                        "warning: aether.toml has uncommitted changes, and the new workspace uses the committed"
                                + " file. To use the changes, run `jj commit` first, or name the file: --config"
                                + " /repo/main/aether.toml");
    }

    @Test
    void theConfigOptionHasPrecedence() {
        commit(OLD);

        assertThat(add(List.of("old"), Optional.of(Path.of("/repo/main/aether.toml"))))
                .containsExactly("db");
        assertThat(world.faults.reached()).doesNotContain("read revision");
        assertThat(warnings()).isEmpty();
    }

    @Test
    void aRevisionWithoutTheFileUsesTheCallersFile() {
        world.committed = Optional.empty();
        world.checkedOut = Optional.empty();

        assertThat(add(List.of(), Optional.empty())).containsExactly("db");
        assertThat(warnings())
                .containsExactly(
                        "warning: aether.toml is not in the new workspace's revision, so `ajj up` there will not find it."
                                + " To add it: `jj commit -m 'Add services' aether.toml` here unless it is committed,"
                                + " then `jj rebase -d default@-` there");
    }

    @Test
    void withoutAnyFileHintsAtAWorkspaceWithoutServices() {
        world.committed = Optional.empty();
        world.whileLoaded = () -> {
            throw new Failure(ConfigProblem.NotFound.above(Path.of("/repo/main")));
        };

        Failure failure = catchThrowableOfType(Failure.class, () -> add(List.of(), Optional.empty()));
        assertThat(failure.first().hints())
                .containsExactly(
                        "write one, from a compose file if there is one: ajj init",
                        "or use the one of another workspace: ajj -c ../NAME/aether.toml up",
                        "or add it without services: ajj workspace add --no-services DEST");
    }

    @Test
    void aFileOutsideTheSparsePatternsIsUsed() {
        commit(OLD);
        world.checkedOut = Optional.empty();

        assertThat(add(List.of("old"), Optional.empty())).containsExactly("cache");
        assertThat(warnings())
                .containsExactly(
                        "warning: aether.toml is in the revision, but not in the sparse patterns of the new workspace, so"
                                + " `ajj up` there will not find it. To add it: `jj sparse set --add aether.toml` in"
                                + " /repo/feature");
    }

    @Test
    void warnsWhenTheCheckedOutFileDiffers() {
        world.committed = Optional.of(new RevisionFile("aether.toml", "1f2e3d4c5b6a", Optional.empty()));
        world.checkedOut = Optional.of(OLD);

        assertThat(add(List.of("a", "b"), Optional.empty())).containsExactly("db");
        assertThat(warnings())
                .containsExactly("warning: the services do not match /repo/feature/aether.toml. To update"
                        + " them, run there: ajj up");
    }

    @Test
    void anInvalidFileNamesTheRevision() {
        commit(OLD);
        ConfigProblem fault = new ConfigProblem.Invalid(
                new SourcePosition(Path.of("/repo/feature/aether.toml"), 3, 1), "wrong", List.of("do right"));
        world.faults.runBefore("parse " + OLD, () -> {
            throw new Failure(fault);
        });

        Failure failure = catchThrowableOfType(Failure.class, () -> add(List.of("old"), Optional.empty()));

        assertThat(failure.first().message()).isEqualTo("wrong");
        assertThat(failure.first().hints())
                .containsExactly(
                        "do right",
                        "this is the file in the new workspace's revision: jj file show -r 1f2e3d4c5b6a"
                                + " 'root:\"aether.toml\"'");
        assertThat(world.contents()).isEmpty();
    }

    private static AetherConfig withCompose(AetherConfig config) {
        ComposeUse use = new ComposeUse(
                List.of(Path.of("/repo/main/compose.yaml")), List.of(), List.of(), List.of(), List.of(), List.of());
        return new AetherConfig(
                config.file(),
                config.backend(),
                config.ports(),
                config.services(),
                config.injections(),
                Optional.of(use));
    }

    /** The compose file was read in the calling workspace. */
    @Test
    void warnsWhenTheNewComposeFileDiffers() {
        world.declarations.put(OLD, withCompose(old));
        commit(OLD);

        assertThat(add(List.of("old"), Optional.empty())).containsExactly("cache");
        assertThat(warnings())
                .as("the world's own configuration is what the new workspace has")
                .containsExactly("warning: the services do not match /repo/feature/aether.toml. To update"
                        + " them, run there: ajj up");
    }
}
