package dev.aether.ajj.docker.stack;

import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.Failure;
import java.util.List;

/** Something of our name that is not ours: it may be somebody's only copy of his data. */
public final class NameConflict {

    private NameConflict() {}

    /**
     * The failure that says so.
     *
     * @param what such as {@code volume aether-1a2b3-x-data}
     */
    public static Failure of(String what) {
        return new Failure(new BackendProblem.SpawnFailed(
                what,
                "the engine has one of this name that ajj did not make for this workspace",
                List.of("ajj leaves it alone; rename or remove it, or choose another workspace name with --name")));
    }
}
