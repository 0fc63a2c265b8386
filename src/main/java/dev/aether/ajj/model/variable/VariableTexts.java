package dev.aether.ajj.model.variable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Values that came from variables, which messages must not show.
 *
 * @param written what the file says, by the value
 */
public record VariableTexts(Map<String, String> written) {
    /** No value came from a variable. */
    public static final VariableTexts NONE = new VariableTexts(Map.of());

    private static final String MASK = "******";

    /** Numbers and words of less are no secrets, and would be masked wherever they occur. Quoted as a whole they are. */
    private static final int SHORTEST = 4;

    /** A message may quote a part of a value, such as the target of a mount. */
    private static final Pattern BETWEEN_PARTS = Pattern.compile("[:,=/@]+");

    /** Ports and switches, which are found in many words. */
    private static final Pattern ORDINARY = Pattern.compile("\\d{1,5}|true|false|null|none");

    private static final Pattern ODD = Pattern.compile("[^\\x21-\\x7e]|[\"\\\\]");

    /** Copies the map. */
    public VariableTexts {
        written = Map.copyOf(written);
    }

    /** All of them together. */
    public static VariableTexts joined(Collection<VariableTexts> all) {
        Map<String, String> written = new HashMap<>();
        all.forEach(each -> written.putAll(each.written()));
        return new VariableTexts(written);
    }

    /** The message with what the file says in place of quoted values, and a mask in place of others and of parts. */
    public String redact(String message) {
        if (written.isEmpty()) {
            return message;
        }
        List<Hidden> hidden = hidden();
        if (hidden.isEmpty()) {
            return whole(message);
        }
        String shown = withinWords(withoutOdd(whole(message), hidden), hidden);
        Pattern any = any(hidden, "(?<!\\w)", "(?!\\w)");
        return Pattern.compile("\"[^\"]*\"|" + any.pattern(), any.flags())
                .matcher(shown)
                .replaceAll(found -> Matcher.quoteReplacement(shown(found.group(), any, hidden)));
    }

    /** A quoted text ends at a quotation mark, also at one of a value; programs show signs in other ways between quotes. */
    private static String withoutOdd(String message, List<Hidden> hidden) {
        String shown = message;
        for (Hidden each : hidden) {
            if (ODD.matcher(each.part()).find()) {
                shown = shown.replace(each.part(), MASK).replace(Secrets.quoted(each.part()), MASK);
            }
        }
        return shown;
    }

    /** A file may have letters beside a variable: {@code x${NAME}y}. */
    private static String withinWords(String message, List<Hidden> hidden) {
        // Also finds whole words, so that no shorter value is found in them.
        return any(hidden, "", "")
                .matcher(message)
                .replaceAll(found -> Matcher.quoteReplacement(
                        isWord(message, found)
                                        || ORDINARY.matcher(found.group()).matches()
                                ? found.group()
                                : MASK));
    }

    private static boolean isWord(String message, MatchResult found) {
        return !isLetter(message, found.start() - 1) && !isLetter(message, found.end());
    }

    private static boolean isLetter(String message, int index) {
        return index >= 0
                && index < message.length()
                && (Character.isLetterOrDigit(message.charAt(index)) || message.charAt(index) == '_');
    }

    private static Pattern any(List<Hidden> hidden, String before, String after) {
        return Pattern.compile(
                hidden.stream()
                        .map(each -> before + Pattern.quote(each.part()) + after)
                        .collect(Collectors.joining("|")),
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    private record Hidden(String part, String written) {}

    /** The longest first. */
    private List<Hidden> hidden() {
        List<Hidden> hidden = new ArrayList<>();
        written.forEach((value, text) -> {
            if (value.length() >= SHORTEST) {
                hidden.add(new Hidden(value, text));
            }
            BETWEEN_PARTS
                    .splitAsStream(value)
                    .filter(part -> part.length() >= SHORTEST)
                    .forEach(part -> hidden.add(new Hidden(part, text)));
        });
        hidden.sort(Comparator.comparingInt((Hidden each) -> each.part().length())
                .reversed()
                .thenComparing(Hidden::part));
        return hidden;
    }

    /** A value may itself hold quotation marks. */
    private String whole(String message) {
        String shown = message;
        for (Map.Entry<String, String> each : written.entrySet()) {
            shown = shown.replace("\"" + each.getKey() + "\"", "\"" + each.getValue() + "\"");
        }
        return shown;
    }

    private String shown(String found, Pattern any, List<Hidden> hidden) {
        if (!found.startsWith("\"")) {
            return MASK;
        }
        String quoted = found.substring(1, Math.max(1, found.length() - 1));
        if (written.containsValue(quoted)) {
            return found;
        }
        Matcher part = any.matcher(quoted);
        if (!part.find()) {
            return found;
        }
        String value = part.group().toLowerCase(Locale.ROOT);
        Optional<String> text = hidden.stream()
                .filter(each -> each.part().toLowerCase(Locale.ROOT).equals(value))
                .map(Hidden::written)
                .findFirst();
        return "\"" + text.orElse(MASK) + "\"";
    }
}
