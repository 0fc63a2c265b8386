package dev.aether.ajj.cli.terminal;

import dev.aether.ajj.error.Escapes;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Stdout or stderr for humans. On a terminal or with colours, control characters are replaced by visible ones, as jj
 * does. Only the sequences of {@link Style} and {@link #sequence} pass, by a random mark that foreign text cannot
 * contain.
 */
public final class Screen {
    private static final String ESCAPE = "\u001b[";
    private static final char FIRST_OF_MARK = '\ue000';

    private final PrintStream stream;
    private final boolean color;
    private final boolean terminal;
    private final boolean escapes;
    private final String mark =
            FIRST_OF_MARK + Long.toHexString(ThreadLocalRandom.current().nextLong()) + ":";

    public Screen(PrintStream stream, boolean terminal, boolean color) {
        this.stream = stream;
        this.terminal = terminal;
        this.color = color;
        this.escapes = terminal || color;
    }

    public boolean hasColor() {
        return color;
    }

    public Style style() {
        return new Style(color, mark);
    }

    /** Returns a control sequence for a text that is printed here. */
    public String sequence(String code) {
        return mark + code;
    }

    public void println(String line) {
        print(line + System.lineSeparator());
    }

    public void print(String text) {
        stream.print(escapes ? visible(text) : text);
    }

    /** Prints a line for other programs: unchanged, except on a terminal. */
    public void printData(String line) {
        stream.println(terminal ? visible(line) : line);
    }

    /** Prints sanitized text with another program's colours. */
    public void printColored(String text) {
        stream.print(escapes && !color ? visible(text) : text);
    }

    /** Returns a line of another program, in which only colours are kept. */
    public byte[] foreign(byte[] line) {
        if (!escapes) {
            return line;
        }
        return Escapes.keepingColors(new String(line, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    }

    /** Returns a text as it goes to the stream. */
    public byte[] bytes(String text) {
        return (escapes ? visible(text) : text).getBytes(StandardCharsets.UTF_8);
    }

    /** Writes bytes unchanged; returns whether a process still reads them. */
    public boolean write(byte[] bytes) {
        stream.write(bytes, 0, bytes.length);
        return !stream.checkError();
    }

    public void printStackTrace(Throwable thrown) {
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        print(trace.toString());
    }

    public void flush() {
        stream.flush();
    }

    private String visible(String text) {
        return Escapes.onTerminal(text).replace(mark, ESCAPE);
    }
}
