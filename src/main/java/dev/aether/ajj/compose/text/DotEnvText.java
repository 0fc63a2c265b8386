package dev.aether.ajj.compose.text;

import java.util.regex.Pattern;

/** Values of a dotenv file, with quotation marks where they need some. */
public final class DotEnvText {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+,=?&;~!*-]*");
    /** Two patterns instead of one with a choice: Java runs out of stack when a long text chooses at each character. */
    private static final Pattern TEMPLATE = Pattern.compile("\\{\\{[^{}\"\\n]*\\}\\}");

    private DotEnvText() {}

    /**
     * A value, quoted where it has to be.
     *
     * @param template what templates stand for is fit for any place
     */
    public static String value(String template) {
        if (PLAIN.matcher(TEMPLATE.matcher(template).replaceAll("")).matches()) {
            return template;
        }
        if (!template.contains("'") && !template.contains("\n")) {
            return "'" + template + "'";
        }
        String escaped = template.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("$", "\\$")
                .replace("\n", "\\n");
        return '"' + escaped + '"';
    }
}
