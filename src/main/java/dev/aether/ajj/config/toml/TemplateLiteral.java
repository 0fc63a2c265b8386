package dev.aether.ajj.config.toml;

import dev.aether.ajj.model.template.Template;
import dev.aether.ajj.model.text.SourcePosition;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a TOML string again, to map its characters to positions in the file. tomlj only has the position of the key. */
final class TemplateLiteral {
    /** A key, from any of its parts to the value. The loops do not recurse, because a key can be long. */
    private static final Pattern KEY = Pattern.compile("(?:[^=\"']++|\"(?:[^\"\\\\]++|\\\\.)*+\"|'[^']*+')*+=[ \\t]*+");

    private final ConfigFile file;
    private final String source;
    private final StringBuilder text = new StringBuilder();
    private final List<Template.Mark> marks = new ArrayList<>();
    private int index;
    private int counted;
    /** Of {@code counted}. */
    private SourcePosition position;

    private TemplateLiteral(ConfigFile file, SourcePosition start) {
        this.file = file;
        this.source = file.text();
        this.index = file.offset(start);
        this.counted = index;
        this.position = start;
    }

    /** Returns the template after a key; {@code value} is the string as tomlj read it. */
    static Template read(ConfigFile file, SourcePosition key, String value) {
        TemplateLiteral literal = new TemplateLiteral(file, key);
        Matcher name = KEY.matcher(literal.source).region(literal.index, literal.source.length());
        literal.index = name.lookingAt() ? name.end() : literal.index;
        return literal.read(key, value);
    }

    static Template readEntry(ConfigFile file, SourcePosition start, String value) {
        return new TemplateLiteral(file, start).read(start, value);
    }

    private Template read(SourcePosition start, String value) {
        readString();
        // If the results differ, tomlj's value is used, with only its start as the position.
        return text.toString().equals(value)
                ? new Template(value, marks)
                : new Template(value, marks.isEmpty() ? start : marks.getFirst().position());
    }

    private void readString() {
        char quote = current();
        boolean multiline = source.startsWith(String.valueOf(quote).repeat(3), index);
        index += multiline ? 3 : 1;
        if (multiline && atNewline()) {
            skipNewline();
        }
        mark();
        int end = multiline ? closing(quote) : -1;
        while (!atEnd() && (multiline ? index < end : current() != quote)) {
            readCharacter(quote);
        }
    }

    /** Returns the index of the quotes that close a multi-line string; up to two quotes before them belong to the text. */
    private int closing(char quote) {
        String three = String.valueOf(quote).repeat(3);
        int at = index;
        while (at < source.length() && !source.startsWith(three, at)) {
            at += source.charAt(at) == '\\' && quote == '"' ? 2 : 1;
        }
        int extra = 0;
        while (extra < 2 && at + 3 < source.length() && source.charAt(at + 3) == quote) {
            at++;
            extra++;
        }
        return at;
    }

    private void readCharacter(char quote) {
        if (atNewline()) {
            skipNewline();
            text.append('\n');
            mark();
        } else if (current() == '\\' && quote == '"') {
            index++;
            readEscape();
            mark();
        } else {
            text.append(current());
            index++;
        }
    }

    private void readEscape() {
        char escape = current();
        int digits = "xuU".indexOf(escape) < 0 ? 0 : escape == 'x' ? 2 : escape == 'u' ? 4 : 8;
        if (digits > 0) {
            String hexadecimal = source.substring(index + 1, Math.min(source.length(), index + 1 + digits));
            text.appendCodePoint(Integer.parseInt(hexadecimal, 16));
            index += 1 + digits;
        } else if (Character.isWhitespace(escape)) {
            while (Character.isWhitespace(current())) {
                index++;
            }
        } else {
            int known = "btnfre".indexOf(escape);
            text.append(known < 0 ? escape : "\b\t\n\f\r\u001B".charAt(known));
            index++;
        }
    }

    private void mark() {
        int end = Math.min(index, source.length());
        position = file.position(end, counted, position);
        counted = end;
        marks.add(new Template.Mark(text.length(), position));
    }

    private boolean atNewline() {
        return current() == '\n' || source.startsWith("\r\n", index);
    }

    private void skipNewline() {
        index += current() == '\r' ? 2 : 1;
    }

    private boolean atEnd() {
        return index >= source.length();
    }

    private char current() {
        return atEnd() ? '\0' : source.charAt(index);
    }
}
