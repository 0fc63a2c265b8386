package dev.aether.ajj.lifecycle.cleanup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.lifecycle.add.AddRequest;
import dev.aether.ajj.lifecycle.backend.Backends;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.model.workspace.WorkspaceEntry.Phase;
import dev.aether.ajj.model.workspace.WorkspaceEntry.ProcessOwner;
import dev.aether.ajj.model.workspace.WorkspaceId;
import dev.aether.ajj.spi.backend.Backend.Kind;
import dev.aether.ajj.spi.backend.Stack;
import dev.aether.ajj.spi.directory.Directories.Mark;
import dev.aether.ajj.spi.machine.Deadline;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.testing.Declarations;
import dev.aether.ajj.testing.FakeWorld;
import dev.aether.ajj.testing.Traces;
import dev.aether.ajj.testing.UseCases;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Two workspaces, {@code one} and {@code two}. The tests change the first; the second must stay unchanged. */
public final class CleanUpScene {
    public final FakeWorld world = new FakeWorld(Declarations.config(FakeWorld.service("db", 5432, List.of())));
    private final Backends backends = new Backends(List.of(world), world);
    private final List<String> ofTwo = new ArrayList<>();
    /** Warnings and progress of the cleanup. */
    final Traces traces = new Traces();

    public CleanUpScene() {
        add("two");
        ofTwo.addAll(world.contents());
        add("one");
    }

    /** Returns all resources of the unchanged workspace. */
    List<String> ofTwo() {
        return List.copyOf(ofTwo);
    }

    void assertOnlyTwoAnd(String... more) {
        List<String> expected = new ArrayList<>(ofTwo);
        expected.addAll(List.of(more));
        assertThat(world.contents()).containsExactlyInAnyOrderElementsOf(expected);
    }

    CleanUp.Outcome cleanUp(boolean force) {
        return cleanUp(force, false);
    }

    CleanUp.Outcome cleanUp(boolean force, boolean everywhere) {
        CleanUpRequest request =
                new CleanUpRequest(Path.of("/repo/main"), Optional.empty(), force, everywhere, Deadline.NONE);
        return UseCases.cleanUp(world, backends).cleanUp(request, traces);
    }

    public void leave(String name, Phase phase, String command) {
        if (command.equals("ajj workspace forget") || command.equals("ajj workspace remove")) {
            world.mark(Path.of("/repo", name), Mark.ENDING);
        }
        change(name, entry -> entry.withPhase(phase).withOwner(new ProcessOwner(Long.MAX_VALUE, command)));
    }

    /** Lets the process that owns the workspace die. */
    public void die(String name) {
        change(
                name,
                entry -> entry.withOwner(
                        new ProcessOwner(Long.MAX_VALUE, entry.owner().command())));
    }

    public void change(String name, UnaryOperator<WorkspaceEntry> change) {
        world.change(world.repository, name, entry -> entry.map(change));
    }

    static WorkspaceEntry named(String name, WorkspaceEntry like) {
        return new WorkspaceEntry(
                name,
                Path.of("/repo", name),
                "aether-a4f3b-" + name,
                like.location(),
                Phase.CREATING,
                like.services(),
                like.envFiles(),
                like.created(),
                like.owner(),
                Optional.empty(),
                Optional.empty());
    }

    void plant(String namespace, String repository, String root) {
        world.engine.createResource(Kind.NETWORK, namespace, stack(namespace, repository, root));
    }

    static Stack stack(String namespace, String repository, String root) {
        return new Stack(new WorkspaceId(repository, "x", Path.of(root)), Path.of(root), namespace);
    }

    dev.aether.ajj.model.config.AetherConfig config() {
        return world.load(Optional.empty(), Path.of("/repo/main"), Path.of("/repo/main"));
    }

    private void add(String name) {
        AddRequest request = new AddRequest(
                Path.of("/repo/main"),
                Optional.empty(),
                Path.of("/repo", name),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of(),
                true,
                Deadline.NONE,
                false);
        UseCases.add(world, backends).add(request, Progress.SILENT);
    }
}
