package dev.aether.ajj.testing;

import dev.aether.ajj.spi.report.Progress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what it hears of calls and of stages. */
public final class Traces implements Progress {
    /** Calls, in the order in which they ended. */
    public final List<String> calls = new CopyOnWriteArrayList<>();
    /** What was worked on: {@code db PULLING 1.0 MB}. */
    public final List<String> updates = new CopyOnWriteArrayList<>();

    /** What services were waited for: {@code db MISSING | LAST LINE}. */
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
