package dev.aether.ajj.compose;

import java.util.regex.Pattern;

/** Values of a dotenv file, with quotation marks where they need some. */
final class DotEnvText {
    private static final Pattern PLAIN = Pattern.compile("(?:[A-Za-z0-9_./:@%+,=?&;~!*-]|\\{\\{[^{}\"\\n]*\\}\\})*");

    private DotEnvText() {}

    /** @param template what templates stand for is fit for any place */
    static String value(String template) {
        if (PLAIN.matcher(template).matches()) {
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
