package dev.aether.ajj.inject.dotenv;

import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces references to variables in one value of a dotenv file, as Docker Compose does: {@code $NAME}, and
 * <code>${NAME}</code> with {@code :-default}, {@code -default}, {@code :+other}, {@code +other}, {@code :?message} or
 * {@code ?message} after the name, nested or not. {@code $$} and {@code \$} are a plain dollar. Other text stays.
 *
 * @param variables resolves a name
 * @param escapes whether to replace escapes such as {@code \n} and {@code \"}, as between double quotes
 * @param maxLength of the value, in characters
 */
record Expansion(Function<String, Optional<String>> variables, boolean escapes, int maxLength) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern BRACED = Pattern.compile("(?s)([A-Za-z_][A-Za-z0-9_]*)(?:(:?)([-+?])(.*))?");
    private static final int MAX_DEPTH = 20;

    String apply(String raw) throws Refused {
        return apply(raw, MAX_DEPTH);
    }

    private String apply(String raw, int depth) throws Refused {
        StringBuilder value = new StringBuilder();
        int index = 0;
        while (index < raw.length()) {
            char each = raw.charAt(index);
            if (each == '\\' && index + 1 < raw.length()) {
                value.append(escaped(raw.charAt(index + 1)));
                index += 2;
            } else if (each == '$') {
                index = reference(raw, index, value, depth);
            } else {
                value.append(each);
                index++;
            }
            if (value.length() > maxLength) {
                throw new Refused("the value is too long");
            }
        }
        return value.toString();
    }

    private String escaped(char character) {
        if (character == '$') {
            return "$";
        }
        if (escapes) {
            switch (character) {
                case 'n' -> {
                    return "\n";
                }
                case 'r' -> {
                    return "\r";
                }
                case 't' -> {
                    return "\t";
                }
                case '"', '\\', '`' -> {
                    return String.valueOf(character);
                }
                default -> {}
            }
        }
        return "\\" + character;
    }

    /** Appends the value of the reference that begins with the dollar at {@code start}, and returns the index after it. */
    private int reference(String raw, int start, StringBuilder value, int depth) throws Refused {
        if (raw.startsWith("$$", start)) {
            value.append('$');
            return start + 2;
        }
        if (raw.startsWith("${", start)) {
            int end = closingBrace(raw, start + 1);
            if (end < 0) {
                value.append(raw, start, raw.length());
                return raw.length();
            }
            value.append(braced(raw.substring(start + 2, end), depth));
            return end + 1;
        }
        Matcher name = NAME.matcher(raw).region(start + 1, raw.length());
        if (!name.lookingAt()) {
            value.append('$');
            return start + 1;
        }
        value.append(variables.apply(name.group()).orElse(""));
        return name.end();
    }

    private static int closingBrace(String raw, int open) {
        int depth = 0;
        for (int index = open; index < raw.length(); index++) {
            switch (raw.charAt(index)) {
                case '\\' -> index++;
                case '{' -> depth++;
                case '}' -> {
                    depth--;
                    if (depth == 0) {
                        return index;
                    }
                }
                default -> {}
            }
        }
        return -1;
    }

    private String braced(String content, int depth) throws Refused {
        Matcher parts = BRACED.matcher(content);
        if (!parts.matches() || depth == 0) {
            return "${" + content + "}";
        }
        Optional<String> found = variables.apply(parts.group(1));
        if (parts.group(3) == null) {
            return found.orElse("");
        }
        boolean isSet = found.filter(value -> parts.group(2).isEmpty() || !value.isEmpty())
                .isPresent();
        return switch (parts.group(3)) {
            case "+" -> isSet ? apply(parts.group(4), depth - 1) : "";
            case "-" -> isSet ? found.orElse("") : apply(parts.group(4), depth - 1);
            default -> {
                if (!isSet) {
                    throw new Refused("the value requires a variable that is not set");
                }
                yield found.orElse("");
            }
        };
    }

    /** Thrown for an invalid line or value. The message never quotes the value. */
    static final class Refused extends Exception {
        Refused(String message) {
            super(message);
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }
}
