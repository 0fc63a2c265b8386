package dev.aether.ajj.model.text;

import java.util.regex.Pattern;

/** Values as a dotenv file holds them, so that ajj, sh and the usual dotenv libraries read the same. */
public final class DotEnvWord {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+,=?-]*");
    private static final String ESCAPED = "\\\"$`";

    private DotEnvWord() {}

    /** Whether a value needs no quotes, wherever in a longer one it is. */
    public static boolean isPlain(String value) {
        return PLAIN.matcher(value).matches();
    }

    /** The value, in quotes where it needs them: single ones where possible, for nothing has a meaning between them. */
    public static String quoted(String value) {
        if (isPlain(value)) {
            return value;
        }
        return fitsSingleQuotes(value) ? "'" + value + "'" : '"' + escaped(value) + '"';
    }

    /** Compose takes a backslash before the closing quote for an escape, and a carriage return may be lost. */
    public static boolean fitsSingleQuotes(String value) {
        return value.indexOf('\'') < 0 && value.indexOf('\r') < 0 && !value.endsWith("\\");
    }

    /** The value as it is written between double quotes. A line break stays one, which sh reads too. */
    public static String escaped(String value) {
        StringBuilder escaped = new StringBuilder();
        for (int index = 0; index < value.length(); index++) {
            char each = value.charAt(index);
            if (each == '\r') {
                escaped.append("\\r");
            } else {
                escaped.append(ESCAPED.indexOf(each) >= 0 ? "\\" : "").append(each);
            }
        }
        return escaped.toString();
    }
}
