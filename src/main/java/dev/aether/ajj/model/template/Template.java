package dev.aether.ajj.model.template;

import dev.aether.ajj.model.text.SourcePosition;
import java.util.ArrayList;
import java.util.List;

/**
 * A text of aether.toml in which {@code {{ expression }}} stands for a value.
 *
 * @param text the text before rendering, TOML's escapes replaced
 * @param marks where parts of the text stand in aether.toml; the first has offset 0, offsets ascend
 */
public record Template(String text, List<Mark> marks) {

    /**
     * From {@code offset} on, the text stands at {@code position} and goes on along that line, until the next mark.
     *
     * @param offset index into the text
     */
    public record Mark(int offset, SourcePosition position) {}

    /** A text that stands in the file exactly as it is, from {@code start} on; further lines begin in column 1. */
    public Template(String text, SourcePosition start) {
        this(text, marksByLine(text, start));
    }

    public Template {
        marks = List.copyOf(marks);
    }

    /** Whether a text has something to fill in. */
    public static boolean isNeededFor(String text) {
        return text.contains("{{");
    }

    /** Where its first character stands in aether.toml. */
    public SourcePosition start() {
        return marks.getFirst().position();
    }

    /** Where the character at {@code offset} of the text stands in aether.toml. */
    public SourcePosition positionAt(int offset) {
        int low = 0;
        for (int high = marks.size(); high - low > 1; ) {
            int middle = (low + high) / 2;
            if (marks.get(middle).offset() <= offset) {
                low = middle;
            } else {
                high = middle;
            }
        }
        Mark mark = marks.get(low);
        SourcePosition from = mark.position();
        return new SourcePosition(from.file(), from.line(), from.column() + text.codePointCount(mark.offset(), offset));
    }

    private static List<Mark> marksByLine(String text, SourcePosition start) {
        List<Mark> marks = new ArrayList<>();
        marks.add(new Mark(0, start));
        int line = start.line();
        for (int newline = text.indexOf('\n'); newline >= 0; newline = text.indexOf('\n', newline + 1)) {
            line++;
            marks.add(new Mark(newline + 1, new SourcePosition(start.file(), line, 1)));
        }
        return marks;
    }
}
