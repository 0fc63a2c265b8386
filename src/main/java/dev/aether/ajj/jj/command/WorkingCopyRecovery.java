package dev.aether.ajj.jj.command;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.JjProblem;
import dev.aether.ajj.spi.report.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * Runs jj where its working copy may have been left behind: stale, because another workspace rewrote its revision, or at a
 * sibling of the operation that the repository is at, because several jj wrote at once (jj issue 9314). jj refuses to do
 * anything there until it is updated. {@code jj workspace update-stale} mends both, and records what is in the directory
 * before it changes anything, so no edit is lost.
 */
public final class WorkingCopyRecovery {
    private static final String STALE = "working copy is stale";
    private static final String SIBLING = "sibling of the working copy's operation";

    private final JujutsuCommand jujutsu;
    private final Progress progress;

    /** @param progress told when a working copy was updated, because its files have changed then */
    public WorkingCopyRecovery(JujutsuCommand jujutsu, Progress progress) {
        this.jujutsu = jujutsu;
        this.progress = progress;
    }

    /** As {@link JujutsuCommand#run(Path, List)}; when the working copy was left behind, updates it and runs once more. */
    public String run(Path workspaceRoot, List<String> arguments) {
        return run(workspaceRoot, () -> jujutsu.run(workspaceRoot, arguments));
    }

    /** As {@link #run(Path, List)}, and passes jj's warnings on. */
    public String runAndWarn(Path workspaceRoot, List<String> arguments) {
        return run(workspaceRoot, () -> jujutsu.runAndWarn(workspaceRoot, arguments));
    }

    private String run(Path workspaceRoot, Supplier<String> call) {
        try {
            return call.get();
        } catch (Failure failure) {
            if (!(failure.first() instanceof JjProblem.Failed failed) || !isLeftBehind(failed)) {
                throw failure;
            }
            jujutsu.runAndWarn(workspaceRoot, List.of("workspace", "update-stale"));
            progress.warn("the working copy in " + workspaceRoot + " was left behind by other jj commands; it has been"
                    + " updated (`jj workspace update-stale`), and what was changed in it is kept: see `jj op log`");
            return call.get();
        }
    }

    private static boolean isLeftBehind(JjProblem.Failed failed) {
        return failed.stderr().contains(STALE) || failed.stderr().contains(SIBLING);
    }
}
