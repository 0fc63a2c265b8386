package dev.aether.ajj.cli.session;

import dev.aether.ajj.spi.report.Progress;
import java.util.Optional;

/** The progress of the running command, for adapters that are created before the output is known. */
public class CurrentProgress implements Progress {
    private volatile Progress shown = Progress.SILENT;
    private volatile Optional<TraceFile> file = Optional.empty();

    /** Sets the receiver of all further progress. */
    public void showWith(Progress progress) {
        shown = progress;
    }

    /** Sets the trace file for all further work. */
    public void recordIn(Optional<TraceFile> trace) {
        file = trace;
    }

    @Override
    public void update(String subject, Stage stage, String detail) {
        shown.update(subject, stage, detail);
    }

    @Override
    public void waiting(String subject, Wait wait) {
        shown.waiting(subject, wait);
    }

    @Override
    public void pause() {
        shown.pause();
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
        file.flatMap(trace -> trace.add(work, name, startNanos)).ifPresent(this::warn);
    }
}
