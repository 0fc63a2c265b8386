package dev.aether.ajj.compose.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A text of a compose file before interpolation of variables. */
public final class RawText {
    /** Begins the mark that replaces a variable's value. It needs no encoding in a URL. */
    private static final String MARK = "ajj-variable-";

    private static final Pattern URL_SAFE = Pattern.compile("[A-Za-z0-9._~-]*");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern DEFAULT = Pattern.compile("(?s)[A-Za-z_][A-Za-z0-9_]*:?-([^$]*)");

    private final List<Part> parts = new ArrayList<>();

    /** @param variable whether the text is a variable's expression, such as {@code NAME:-default}, not a literal */
    private record Part(boolean variable, String text) {}

    public RawText(String text) {
        StringBuilder literal = new StringBuilder();
        int index = 0;
        while (index < text.length()) {
            int end = text.charAt(index) == '$' ? end(text, index) : index;
            if (end > index) {
                addLiteral(literal);
                boolean braces = text.charAt(index + 1) == '{';
                parts.add(new Part(true, text.substring(index + (braces ? 2 : 1), braces ? end - 1 : end)));
                index = end;
            } else {
                literal.append(text.charAt(index));
                index += text.startsWith("$$", index) ? 2 : 1;
            }
        }
        addLiteral(literal);
    }

    private void addLiteral(StringBuilder literal) {
        if (!literal.isEmpty()) {
            parts.add(new Part(false, literal.toString()));
            literal.setLength(0);
        }
    }

    /** Returns the index after a variable that begins at {@code start}; otherwise {@code start}. */
    private static int end(String text, int start) {
        if (!text.startsWith("${", start)) {
            var name = NAME.matcher(text).region(start + 1, text.length());
            return name.lookingAt() ? name.end() : start;
        }
        int depth = 0;
        for (int index = start + 1; index < text.length(); index++) {
            char each = text.charAt(index);
            depth += each == '{' ? 1 : each == '}' ? -1 : 0;
            if (depth == 0) {
                return index + 1;
            }
        }
        return text.length() + 1;
    }

    public boolean hasVariable() {
        return parts.stream().anyMatch(Part::variable);
    }

    /** Returns the value of a text without variables. */
    public String literal() {
        StringBuilder text = new StringBuilder();
        parts.forEach(part -> text.append(part.text()));
        return text.toString();
    }

    /** Returns an interpolated value with marks instead of variables' values. Defaults from the text itself stay. */
    public String marked(String value) {
        StringBuilder marked = new StringBuilder();
        int at = 0;
        for (int index = 0; index < parts.size(); index++) {
            Part part = parts.get(index);
            Optional<Part> next = index + 1 < parts.size() ? Optional.of(parts.get(index + 1)) : Optional.empty();
            if (!part.variable()) {
                if (!value.startsWith(part.text(), at)) {
                    return mark(names(), value);
                }
                marked.append(part.text());
                at += part.text().length();
            } else {
                int end = next.isEmpty()
                        ? value.length()
                        : next.get().variable()
                                ? at
                                : index + 2 == parts.size()
                                        ? value.length() - next.get().text().length()
                                        : value.indexOf(next.get().text(), at);
                if (end < at) {
                    return mark(names(), value);
                }
                String given = value.substring(at, end);
                marked.append(given.isEmpty() || isDefault(part, given) ? given : mark(name(part), given));
                at = end;
            }
        }
        return at == value.length() ? marked.toString() : mark(names(), value);
    }

    private static boolean isDefault(Part variable, String given) {
        var literal = DEFAULT.matcher(variable.text());
        return literal.matches() && literal.group(1).equals(given);
    }

    private String names() {
        return String.join(
                "", parts.stream().filter(Part::variable).map(RawText::name).toList());
    }

    private static String name(Part variable) {
        var name = NAME.matcher(variable.text());
        return name.lookingAt() ? name.group() : "";
    }

    /** Returns a mark with the name of a variable; the value decides whether it must be encoded in a URL. */
    public static String mark(String name, String value) {
        return MARK + name + "." + (URL_SAFE.matcher(value).matches() ? "" : "!");
    }

    /** Whether a text contains a mark, also one that is encoded in a URL. */
    public static boolean isMarked(String text) {
        return text.contains(MARK);
    }
}
