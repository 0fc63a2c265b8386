package dev.aether.ajj.compose.text;

import java.util.regex.Pattern;

/** Quotes values for a dotenv file. */
public final class DotEnvText {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+,=?&;~!*-]*");
    /** Separate from {@link #PLAIN}: an alternative for each character of a long text would overflow Java's stack. */
    private static final Pattern TEMPLATE = Pattern.compile("\\{\\{[^{}\"\\n]*\\}\\}");

    private DotEnvText() {}

    /** Returns a value with quotes if necessary. Templates in it need none. */
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
