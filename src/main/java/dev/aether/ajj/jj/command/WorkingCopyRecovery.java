package dev.aether.ajj.jj.command;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.JjProblem;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * Runs jj, and first updates the working copy if jj refuses to work with it. A working copy is stale when another workspace
 * rewrote its revision. It is at a sibling operation when several jj processes wrote at once (jj issue 9314). {@code jj
 * workspace update-stale} fixes both, and snapshots the directory first, so no edit is lost. The user is warned, because files have changed.
 */
public record WorkingCopyRecovery(JujutsuCommand jujutsu) {
    private static final String STALE = "working copy is stale";
    private static final String SIBLING = "sibling of the working copy's operation";

    /** Runs jj as {@link JujutsuCommand#run(Path, List)} does; updates a stale working copy and retries once. */
    public String run(Path workspaceRoot, List<String> arguments) {
        return run(workspaceRoot, () -> jujutsu.run(workspaceRoot, arguments));
    }

    /** Runs jj as {@link #run(Path, List)} does, and forwards its warnings to the user. */
    public String runAndWarn(Path workspaceRoot, List<String> arguments) {
        return run(workspaceRoot, () -> jujutsu.runAndWarn(workspaceRoot, arguments));
    }

    private String run(Path workspaceRoot, Supplier<String> call) {
        try {
            return call.get();
        } catch (Failure failure) {
            if (!(failure.first() instanceof JjProblem.Failed failed) || !isStale(failed)) {
                throw failure;
            }
            jujutsu.runAndWarn(workspaceRoot, List.of("workspace", "update-stale"));
            jujutsu.progress()
                    .warn("the working copy in " + workspaceRoot + " was stale after other jj commands, and has been"
                            + " updated (`jj workspace update-stale`); your changes are kept: see `jj op log`");
            return call.get();
        }
    }

    private static boolean isStale(JjProblem.Failed failed) {
        return failed.stderr().contains(STALE) || failed.stderr().contains(SIBLING);
    }
}
