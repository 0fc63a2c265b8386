package dev.aether.ajj.cli.terminal;

import dev.aether.ajj.error.Escapes;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Progress on a terminal: one line for each service, drawn over as it changes. */
public final class LiveProgress implements DisplayedProgress {
    private final Screen err;
    private final Style style;
    private final int columns;
    private final boolean verbose;
    private final Map<String, Line> lines = new LinkedHashMap<>();
    private int drawn;

    /** What follows a subject: the words are made once, so that a time in them stays what it was. */
    private record Line(Stage stage, String words, Instant start) {
        Line aborted() {
            return stage.isOver() ? this : new Line(Stage.FAILED, "interrupted", start);
        }
    }

    /**
     * @param columns width of the terminal: a line that wraps could not be drawn over
     * @param verbose whether calls to jj and the engine are printed, above the lines
     */
    public LiveProgress(Screen err, int columns, boolean verbose) {
        this.err = err;
        this.style = err.style();
        this.columns = columns;
        this.verbose = verbose;
    }

    @Override
    public synchronized void update(String subject, Stage stage, String detail) {
        Line before = lines.get(subject);
        Instant start = before == null ? Instant.now() : before.start();
        lines.put(subject, new Line(stage, PlainProgress.words(stage, detail, start), start));
        draw("");
    }

    @Override
    public synchronized void warn(String message) {
        draw(style.warning("Warning: ") + message + System.lineSeparator());
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
        lines.forEach((subject, line) -> screen.append(line(subject, line)).append(System.lineSeparator()));
        drawn = lines.size();
        err.print(screen.toString());
        err.flush();
    }

    private String line(String subject, Line line) {
        int width = lines.keySet().stream().mapToInt(String::length).max().orElse(0);
        String text = Escapes.of(subject + " ".repeat(width - subject.length()) + "  " + line.words());
        String mark = switch (line.stage()) {
            case READY, REMOVED -> style.good("✔");
            case FAILED, ROLLED_BACK -> style.bad("✘");
            default -> style.doubtful("•");
        };
        int room = columns - 3;
        return mark + " " + (text.length() > room ? text.substring(0, Math.max(0, room - 1)) + "…" : text);
    }

    @Override
    public synchronized void abort() {
        lines.replaceAll((_, line) -> line.aborted());
        draw("");
        finish();
    }

    @Override
    public synchronized void finish() {
        lines.clear();
        drawn = 0;
        err.flush();
    }
}
