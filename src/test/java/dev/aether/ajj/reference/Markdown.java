package dev.aether.ajj.reference;

/** Text for Markdown. */
final class Markdown {
    private static final int WIDTH = 120;

    private Markdown() {}

    /** Returns the text, wrapped like the other documents. */
    static String wrapped(String text) {
        StringBuilder lines = new StringBuilder();
        int length = 0;
        for (String word : text.strip().split(" +", -1)) {
            if (length > 0 && length + 1 + word.length() > WIDTH) {
                lines.append('\n');
                length = 0;
            } else if (length > 0) {
                lines.append(' ');
                length++;
            }
            lines.append(word);
            length += word.length();
        }
        return lines.toString();
    }

    /** Returns the text with Markdown's special characters escaped, except between backquotes. */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        String[] parts = text.split("`", -1);
        for (int index = 0; index < parts.length; index++) {
            escaped.append(index == 0 ? "" : "`")
                    .append(index % 2 == 1 ? parts[index] : parts[index].replaceAll("([<*\\\\])", "\\\\$1"));
        }
        return escaped.toString();
    }
}
