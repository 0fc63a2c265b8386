package dev.aether.ajj.cli.output;

import dev.aether.ajj.spi.Progress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Passes progress on and keeps its warnings, which belong into the answer that a program reads. Thread-safe. */
final class RecordedProgress implements Progress {
    private final Progress shown;
    private final List<String> warnings = new CopyOnWriteArrayList<>();

    RecordedProgress(Progress shown) {
        this.shown = shown;
    }

    /** Every warning so far, in order. */
    List<String> warnings() {
        return List.copyOf(warnings);
    }

    @Override
    public void update(String subject, Stage stage, String detail) {
        shown.update(subject, stage, detail);
    }

    @Override
    public void warn(String message) {
        warnings.add(message);
        shown.warn(message);
    }

    @Override
    public void trace(String call, long millis) {
        shown.trace(call, millis);
    }
}
