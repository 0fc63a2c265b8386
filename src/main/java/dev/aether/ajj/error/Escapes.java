package dev.aether.ajj.error;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes control characters in foreign text visible and harmless. */
public final class Escapes {
    private static final String BREAKS = "\n\r\t";
    private static final String LETTERS = "nrt";
    private static final int LINE_SEPARATOR = 0x2028;
    private static final int PARAGRAPH_SEPARATOR = 0x2029;
    private static final char DELETE = 0x7f;
    private static final char FIRST_PICTURE = 0x2400;
    private static final char PICTURE_OF_DELETE = 0x2421;
    /** Replaces control characters above ASCII, which have no pictures in Unicode. */
    private static final char REPLACEMENT = 0xfffd;

    private static final Pattern COLOR = Pattern.compile("\u001b\\[[0-9;:]{0,64}m");
    private static final String RESET = "\u001b[0m";

    private Escapes() {}

    /**
     * Escapes a text for one line of a message or a comment: line breaks, and characters that move the cursor or change
     * the direction of text. A file must not control the terminal or end the comment.
     */
    public static String of(String text) {
        StringBuilder visible = new StringBuilder();
        for (int index = 0; index < text.length(); index++) {
            char each = text.charAt(index);
            int known = BREAKS.indexOf(each);
            if (known >= 0) {
                visible.append('\\').append(LETTERS.charAt(known));
            } else if (isControl(each)) {
                visible.append(String.format(Locale.ROOT, "\\u%04X", (int) each));
            } else {
                visible.append(each);
            }
        }
        return visible.toString();
    }

    /**
     * Replaces each control character by one visible character, such as {@code \u241b} for ESC. Tabs and line breaks
     * stay.
     */
    public static String onTerminal(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        for (int index = 0; index < text.length(); index++) {
            char each = text.charAt(index);
            boolean lineBreak = each == '\n' || (each == '\r' && text.startsWith("\n", index + 1));
            visible.append(lineBreak || each == '\t' ? each : picture(each));
        }
        return visible.toString();
    }

    /** Replaces control characters in a line, except colours, which end with the line. */
    public static String keepingColors(String line) {
        StringBuilder visible = new StringBuilder(line.length());
        Matcher color = COLOR.matcher(line);
        int end = 0;
        while (color.find()) {
            visible.append(onTerminal(line.substring(end, color.start()))).append(color.group());
            end = color.end();
        }
        String rest = line.substring(end);
        String text = rest.endsWith("\r") ? rest.substring(0, rest.length() - 1) : rest;
        return visible.append(onTerminal(text)).append(end > 0 ? RESET : "").toString();
    }

    private static char picture(char each) {
        if (each < ' ') {
            return (char) (FIRST_PICTURE + each);
        }
        if (each == DELETE) {
            return PICTURE_OF_DELETE;
        }
        return Character.isISOControl(each) ? REPLACEMENT : each;
    }

    private static boolean isControl(char each) {
        boolean changesDirection = (each >= '\u202a' && each <= '\u202e') || (each >= '\u2066' && each <= '\u2069');
        return Character.isISOControl(each)
                || each == LINE_SEPARATOR
                || each == PARAGRAPH_SEPARATOR
                || changesDirection;
    }
}
