package dev.aether.ajj.cli.terminal;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Escapes characters that JSON allows in strings but that affect a terminal: DEL, U+0080 to U+009F, and changes of text
 * direction. The JSON value is unchanged.
 */
public final class JsonEscapes extends FilterWriter {
    private static final Pattern ACTIVE = Pattern.compile("[\\x7f-\\x9f\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]");

    public JsonEscapes(Writer out) {
        super(out);
    }

    public static String escape(String json) {
        return ACTIVE.matcher(json)
                .replaceAll(found -> String.format(
                        Locale.ROOT, "\\\\u%04X", (int) found.group().charAt(0)));
    }

    @Override
    public void write(int character) throws IOException {
        out.write(escape(Character.toString((char) character)));
    }

    @Override
    public void write(char[] buffer, int offset, int length) throws IOException {
        out.write(escape(new String(buffer, offset, length)));
    }

    @Override
    public void write(String text, int offset, int length) throws IOException {
        out.write(escape(text.substring(offset, offset + length)));
    }
}
