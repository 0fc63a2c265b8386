package dev.aether.ajj.lifecycle.workspace;

import dev.aether.ajj.spi.report.Progress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The progress of a command on one workspace: services are shown without its name. During a rollback, removed services
 * are reported as rolled back, and failed ones as failed. Thread-safe.
 */
public final class WorkspaceProgress implements Progress {
    private final Progress shown;
    private final Set<String> failed = ConcurrentHashMap.newKeySet();
    private volatile boolean rollingBack;

    public WorkspaceProgress(Progress shown) {
        this.shown = shown;
    }

    /** Reports further removals as rollback. */
    public void rollBack() {
        rollingBack = true;
    }

    @Override
    public void update(String subject, Stage stage, String detail) {
        String service = subject.substring(subject.lastIndexOf('/') + 1);
        if (stage == Stage.FAILED) {
            failed.add(service);
        } else if (rollingBack && failed.contains(service)) {
            return;
        }
        shown.update(service, rollingBack ? rolledBack(stage) : stage, detail);
    }

    private static Stage rolledBack(Stage stage) {
        return switch (stage) {
            case REMOVING -> Stage.ROLLING_BACK;
            case REMOVED -> Stage.ROLLED_BACK;
            default -> stage;
        };
    }

    @Override
    public void waiting(String subject, Wait wait) {
        if (!rollingBack) {
            shown.waiting(subject, wait);
        }
    }

    @Override
    public void warn(String message) {
        shown.warn(message);
    }

    @Override
    public void trace(String call, long millis) {
        shown.trace(call, millis);
    }

    @Override
    public void record(Work work, String name, long startNanos) {
        shown.record(work, name, startNanos);
    }
}
