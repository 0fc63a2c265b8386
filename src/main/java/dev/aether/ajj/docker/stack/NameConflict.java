package dev.aether.ajj.docker.stack;

import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.spi.backend.Stack;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An existing resource has the name that ajj needs but is not ajj's. It may hold data and is never touched. */
public final class NameConflict {

    private NameConflict() {}

    /**
     * Returns the failure.
     *
     * @param what such as {@code volume aether-1a2b3-x-data}
     * @param labels of the existing resource
     */
    public static Failure of(String what, Map<String, String> labels) {
        Optional<String> owner = Labels.stack(labels).map(Stack::workspace);
        return new Failure(new BackendProblem.SpawnFailed(
                what,
                owner.map(workspace -> "it belongs to the workspace \"" + workspace
                                + "\", for which ajj derives the same name")
                        .orElse(
                                "the engine already has one with this name, which ajj did not create for this workspace"),
                List.of(
                        owner.isPresent()
                                ? "choose another workspace name with --name, or rename the service or volume"
                                : "rename or remove it yourself, or choose another workspace name with --name")));
    }
}
