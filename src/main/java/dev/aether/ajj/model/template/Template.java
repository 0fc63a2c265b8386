package dev.aether.ajj.model.template;

import dev.aether.ajj.model.text.SourcePosition;
import java.util.ArrayList;
import java.util.List;

/**
 * A text of aether.toml with {@code {{ expressions }}}.
 *
 * @param text with TOML's escapes resolved
 * @param marks positions in aether.toml of parts of the text; the first has offset 0, offsets ascend
 */
public record Template(String text, List<Mark> marks) {

    /** The position of the text from an offset to the next mark, within one line. */
    public record Mark(int offset, SourcePosition position) {}

    /** Creates a template of a text that is written without escapes; its further lines begin in column 1. */
    public Template(String text, SourcePosition start) {
        this(text, marksByLine(text, start));
    }

    public Template {
        marks = List.copyOf(marks);
    }

    /** Whether a text has expressions. */
    public static boolean isNeededFor(String text) {
        return text.contains("{{");
    }

    /** Returns the position of the first character. */
    public SourcePosition start() {
        return marks.getFirst().position();
    }

    /** Returns the position of the character at an offset. */
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
