package dev.aether.ajj.inject.dotenv;

import dev.aether.ajj.inject.syntax.Segment;
import dev.aether.ajj.model.template.Template;
import dev.aether.ajj.model.text.SourcePosition;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A rendered template that records for each character whether it is the template's own or part of a value. */
public final class RenderedText {
    private final Template template;
    private final String text;
    private final BitSet values = new BitSet();
    private final TreeMap<Integer, Segment> segments = new TreeMap<>();

    /** @param rendered the segments in order */
    public RenderedText(Template template, List<Segment> rendered) {
        this.template = template;
        this.text = rendered.stream().map(Segment::text).collect(Collectors.joining());
        int start = 0;
        for (Segment segment : rendered) {
            int end = start + segment.text().length();
            if (start < end) {
                segments.put(start, segment);
                values.set(start, end, segment.isValue());
            }
            start = end;
        }
    }

    int length() {
        return text.length();
    }

    char at(int index) {
        return text.charAt(index);
    }

    String substring(int start, int end) {
        return text.substring(start, end);
    }

    /** Whether the character is part of a value; false after the end. */
    boolean isValue(int index) {
        return values.get(index);
    }

    /** Whether the template's own text has this character here; false after the end. */
    boolean isOwn(int index, char character) {
        return index < text.length() && text.charAt(index) == character && !isValue(index);
    }

    boolean hasValues(int start, int end) {
        int next = values.nextSetBit(start);
        return next >= 0 && next < end;
    }

    /** Whether the range has none of the template's own text. */
    boolean isAllValues(int start, int end) {
        return values.nextClearBit(start) >= end;
    }

    /** Returns the position in aether.toml of the character, or of the tag of its value. */
    SourcePosition position(int index) {
        Map.Entry<Integer, Segment> found = segments.floorEntry(index);
        if (found == null) {
            return template.start();
        }
        Segment segment = found.getValue();
        int within = segment.isValue()
                ? 0
                : Math.min(index - found.getKey(), segment.text().length() - 1);
        return template.positionAt(segment.token().offset() + within);
    }
}
