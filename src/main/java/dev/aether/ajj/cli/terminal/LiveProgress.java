package dev.aether.ajj.cli.terminal;

import dev.aether.ajj.error.Escapes;
import dev.aether.ajj.model.text.WordWrap;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Progress on a terminal: one line for each service, redrawn on changes and with time. */
public final class LiveProgress implements DisplayedProgress {
    private static final String FRAMES = "\u280b\u2819\u2839\u2838\u283c\u2834\u2826\u2827\u2807\u280f";
    private static final Duration FRAME = Duration.ofMillis(100);
    /** Shorter times would flicker. */
    private static final Duration WORTH_SHOWING = Duration.ofSeconds(1);

    private final Screen err;
    private final Style style;
    private final int columns;
    private final boolean verbose;
    private final InstantSource clock;
    private final Map<String, Line> lines = new LinkedHashMap<>();
    private String activity = "";
    private @Nullable Thread animation;
    private int frame;
    private int drawn;
    private boolean paused;

    /** The state of a subject. Its words are fixed, including a time in them. */
    private record Line(Stage stage, String words, Instant start, Instant since, Optional<Wait> awaited) {
        Line aborted() {
            return stage.isOver() ? this : new Line(Stage.FAILED, "interrupted", start, since, Optional.empty());
        }

        Line waiting(Wait wait) {
            return new Line(stage, "waiting: " + wait.missing(), start, since, Optional.of(wait));
        }
    }

    /**
     * @param columns width of the terminal: wrapped lines could not be redrawn
     * @param verbose whether to print calls to jj and the engine above the lines
     */
    public LiveProgress(Screen err, int columns, boolean verbose) {
        this(err, columns, verbose, InstantSource.system());
    }

    LiveProgress(Screen err, int columns, boolean verbose, InstantSource clock) {
        this.err = err;
        this.style = err.style();
        this.columns = columns;
        this.verbose = verbose;
        this.clock = clock;
    }

    @Override
    public synchronized void begin(String activity) {
        this.activity = activity;
        Thread thread = new Thread(this::animate, "ajj progress");
        thread.setDaemon(true);
        animation = thread;
        thread.start();
        draw("");
    }

    private void animate() {
        try {
            while (tick(Thread.currentThread())) {
                Thread.sleep(FRAME);
            }
        } catch (InterruptedException finished) {
            // Interrupted by finish.
        }
    }

    /** Draws the next frame; returns false after the end. */
    private synchronized boolean tick(Thread thread) {
        if (animation != thread) {
            return false;
        }
        advance();
        return true;
    }

    synchronized void advance() {
        frame++;
        if (!paused
                && drawn > 0
                && (lines.isEmpty()
                        || lines.values().stream()
                                .anyMatch(line -> !line.stage().isOver()))) {
            draw("");
        }
    }

    @Override
    public synchronized void update(String subject, Stage stage, String detail) {
        paused = false;
        Instant now = clock.instant();
        Line before = lines.get(subject);
        Instant start = before == null ? now : before.start();
        Instant since = before == null || before.stage() != stage ? now : before.since();
        String words = PlainProgress.words(stage, detail, Duration.between(start, now));
        lines.put(subject, new Line(stage, words, start, since, Optional.empty()));
        draw("");
    }

    @Override
    public synchronized void waiting(String subject, Wait wait) {
        lines.computeIfPresent(subject, (_, line) -> line.stage() == Stage.WAITING ? line.waiting(wait) : line);
        draw("");
    }

    /** Leaves the lines above the question, and draws further ones below it. */
    @Override
    public synchronized void pause() {
        activity = "";
        draw("");
        drawn = 0;
        paused = true;
    }

    @Override
    public synchronized void warn(String message) {
        draw(warning(message) + System.lineSeparator());
    }

    private String warning(String message) {
        String label = "Warning: ";
        String wrapped = String.join(System.lineSeparator(), WordWrap.labelled(label + message, columns));
        return wrapped.startsWith(label) ? style.warning(label) + wrapped.substring(label.length()) : wrapped;
    }

    @Override
    public synchronized void trace(String call, long millis) {
        if (verbose) {
            draw(style.faint(String.format(Locale.ROOT, "%6d ms  %s", millis, call)) + System.lineSeparator());
        }
    }

    private void draw(String above) {
        StringBuilder screen = new StringBuilder();
        screen.repeat(err.sequence("1A") + err.sequence("2K") + err.sequence("G"), drawn)
                .append(above);
        List<String> now = lines();
        now.forEach(line -> screen.append(line).append(System.lineSeparator()));
        drawn = now.size();
        err.print(screen.toString());
        err.flush();
    }

    private List<String> lines() {
        if (lines.isEmpty()) {
            return activity.isEmpty() ? List.of() : List.of(spinner() + " " + cut(activity, columns - 3));
        }
        int width = lines.keySet().stream().mapToInt(String::length).max().orElse(0);
        List<String> all = new ArrayList<>();
        lines.forEach((subject, line) -> {
            String indent = subject + " ".repeat(width - subject.length()) + "  ";
            all.add(line(indent, line));
            line.awaited().map(Wait::lastLine).filter(text -> !text.isBlank()).ifPresent(text -> {
                String last = " ".repeat(indent.length()) + "last line: " + Escapes.of(text.strip());
                all.add("  " + style.faint(cut(last, columns - 3)));
            });
        });
        return all;
    }

    private String line(String indent, Line line) {
        String mark = switch (line.stage()) {
            case READY, REMOVED -> style.good("✔");
            case FAILED, ROLLED_BACK -> style.bad("✘");
            default -> spinner();
        };
        String elapsed = line.stage().isOver() ? "" : elapsed(line);
        return mark + " " + cut(Escapes.of(indent + line.words()), columns - 3 - elapsed.length())
                + style.faint(elapsed);
    }

    private String spinner() {
        int index = frame % FRAMES.length();
        return style.doubtful(FRAMES.substring(index, index + 1));
    }

    /** Returns the duration of the stage and its timeout; empty for short ones. */
    private String elapsed(Line line) {
        Duration elapsed = Duration.between(line.since(), clock.instant());
        if (elapsed.compareTo(WORTH_SHOWING) < 0) {
            return "";
        }
        String limit = line.awaited()
                .map(wait -> " of " + wait.limit().toSeconds() + " s")
                .orElse(" s");
        return String.format(Locale.ROOT, "  %.1f", elapsed.toMillis() / 1000.0) + limit;
    }

    private static String cut(String text, int room) {
        return text.length() > room ? text.substring(0, Math.max(0, room - 1)) + "…" : text;
    }

    @Override
    public synchronized void abort() {
        lines.replaceAll((_, line) -> line.aborted());
        finish();
    }

    @Override
    public synchronized void finish() {
        Thread thread = animation;
        if (thread != null) {
            animation = null;
            thread.interrupt();
        }
        activity = "";
        draw("");
        lines.clear();
        drawn = 0;
        err.flush();
    }
}
