package dev.aether.ajj.error;

import java.util.Locale;

/** Text from a file, for one line of a message or a comment. */
public final class Visible {
    private static final String BREAKS = "\n\r\t";
    private static final String LETTERS = "nrt";
    private static final int LINE_SEPARATOR = 0x2028;
    private static final int PARAGRAPH_SEPARATOR = 0x2029;

    private Visible() {}

    /**
     * The text with escapes in place of what ends a line, moves the cursor or changes the direction of writing: nobody's
     * terminal is to obey a file, and a comment is to end where it ends.
     */
    public static String of(String text) {
        StringBuilder visible = new StringBuilder();
        for (int index = 0; index < text.length(); index++) {
            char each = text.charAt(index);
            int known = BREAKS.indexOf(each);
            if (known >= 0) {
                visible.append('\\').append(LETTERS.charAt(known));
            } else if (isHidden(each)) {
                visible.append(String.format(Locale.ROOT, "\\u%04X", (int) each));
            } else {
                visible.append(each);
            }
        }
        return visible.toString();
    }

    private static boolean isHidden(char each) {
        boolean turns = (each >= '\u202a' && each <= '\u202e') || (each >= '\u2066' && each <= '\u2069');
        return Character.isISOControl(each) || each == LINE_SEPARATOR || each == PARAGRAPH_SEPARATOR || turns;
    }
}
