package dev.aether.ajj.docker.stack;

import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.spi.backend.Stack;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Something of our name that is not ours: it may be somebody's only copy of his data. */
public final class NameConflict {

    private NameConflict() {}

    /**
     * The failure that says so.
     *
     * @param what such as {@code volume aether-1a2b3-x-data}
     * @param labels those that it has
     */
    public static Failure of(String what, @Nullable Map<String, String> labels) {
        Optional<String> owner = Labels.stack(labels).map(Stack::workspace);
        return new Failure(
                new BackendProblem.SpawnFailed(
                        what,
                        owner.map(workspace -> "it belongs to the workspace \"" + workspace
                                        + "\": both names come to the same")
                                .orElse("the engine has one of this name that ajj did not make for this workspace"),
                        List.of(
                                owner.isPresent()
                                        ? "choose another workspace name with --name, or rename the service or volume"
                                        : "ajj leaves it alone; rename or remove it, or choose another workspace name with --name")));
    }
}
