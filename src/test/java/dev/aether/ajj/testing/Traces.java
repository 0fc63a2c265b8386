package dev.aether.ajj.testing;

import dev.aether.ajj.spi.report.Progress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Records progress: calls, stages and waits. */
public final class Traces implements Progress {
    /** Calls, in the order of their ends. */
    public final List<String> calls = new CopyOnWriteArrayList<>();
    /** Stages: {@code db PULLING 1.0 MB}. */
    public final List<String> updates = new CopyOnWriteArrayList<>();

    /** Waits for services: {@code db MISSING | LAST LINE}. */
    public final List<String> waits = new CopyOnWriteArrayList<>();

    @Override
    public void update(String subject, Stage stage, String detail) {
        updates.add((subject + " " + stage + " " + detail).strip());
    }

    @Override
    public void waiting(String subject, Wait wait) {
        waits.add(subject + " " + wait.missing() + " | " + wait.lastLine());
    }

    @Override
    public void warn(String message) {
        updates.add("warning: " + message);
    }

    @Override
    public void trace(String call, long millis) {
        calls.add(call);
    }
}
