package dev.aether.ajj.cli.terminal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Progress without a terminal: one line for each change, so that a log stays readable. */
public final class PlainProgress implements DisplayedProgress {
    private final Screen err;
    private final Style style;
    private final boolean quiet;
    private final boolean verbose;
    private final Map<String, Stage> last = new ConcurrentHashMap<>();
    private final Map<String, Instant> begun = new ConcurrentHashMap<>();
    private final List<String> warnings = new CopyOnWriteArrayList<>();

    public PlainProgress(Screen err, boolean quiet, boolean verbose) {
        this.err = err;
        this.style = err.style();
        this.quiet = quiet;
        this.verbose = verbose;
    }

    @Override
    public void update(String subject, Stage stage, String detail) {
        Instant start = begun.computeIfAbsent(subject, _ -> Instant.now());
        if (quiet || last.put(subject, stage) == stage) {
            return;
        }
        err.println(subject + ": " + words(stage, detail, Duration.between(start, Instant.now())));
    }

    /** Describes a stage, with its duration if it is over and short details. */
    static String words(Stage stage, String detail, Duration elapsed) {
        String words = stage.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        if (stage == Stage.WAITING) {
            words = "waiting until it answers";
        }
        if (stage == Stage.READY || stage == Stage.PULLED || stage == Stage.BUILT) {
            words += String.format(Locale.ROOT, " after %.1f s", elapsed.toMillis() / 1000.0);
        }
        return detail.isEmpty() ? words : words + " (" + detail + ")";
    }

    /** Prints nothing, because a log needs each wait only once. */
    @Override
    public void waiting(String subject, Wait wait) {}

    @Override
    public void begin(String activity) {}

    @Override
    public void warn(String message) {
        warnings.add(message);
        err.println(style.warning("Warning: ") + message);
    }

    /** Returns the warnings so far, in order. */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    @Override
    public void trace(String call, long millis) {
        if (verbose) {
            err.println(style.faint(String.format(Locale.ROOT, "%6d ms  %s", millis, call)));
        }
    }

    /** Keeps the printed lines. */
    @Override
    public void abort() {
        finish();
    }

    @Override
    public void finish() {
        err.flush();
    }
}
