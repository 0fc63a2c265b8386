package dev.aether.ajj.model.variable;

import java.util.ArrayList;
import java.util.Comparator;
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
 * @param written the text in the file, by value
 */
public record VariableTexts(Map<String, String> written) {
    public static final VariableTexts NONE = new VariableTexts(Map.of());

    private static final String MASK = "******";

    /** Shorter values are no secrets, and are only replaced where they are quoted as a whole. */
    private static final int SHORTEST = 4;

    /** A message may quote a part of a value, such as the target of a mount. */
    private static final Pattern BETWEEN_PARTS = Pattern.compile("[:,=/@]+");

    /** Ports and switches, which occur in many words. */
    private static final Pattern ORDINARY = Pattern.compile("\\d{1,5}|true|false|null|none");

    private static final Pattern NEEDS_ESCAPES = Pattern.compile("[^\\x21-\\x7e]|[\"\\\\]");

    public VariableTexts {
        written = Map.copyOf(written);
    }

    /** Replaces quoted values by the text in the file, and masks other occurrences and parts of values. */
    public String redact(String message) {
        if (written.isEmpty()) {
            return message;
        }
        List<Hidden> hidden = hidden();
        if (hidden.isEmpty()) {
            return replaceQuoted(message);
        }
        String shown = maskWithinWords(maskEscaped(replaceQuoted(message), hidden), hidden);
        Pattern any = any(hidden, "(?<!\\w)", "(?!\\w)");
        return Pattern.compile("\"[^\"]*\"|" + any.pattern(), any.flags())
                .matcher(shown)
                .replaceAll(found -> Matcher.quoteReplacement(replacement(found.group(), any, hidden)));
    }

    /** Masks values that need escapes: quotes end at their quotation marks, and programs print them in other ways. */
    private static String maskEscaped(String message, List<Hidden> hidden) {
        String shown = message;
        for (Hidden each : hidden) {
            if (NEEDS_ESCAPES.matcher(each.part()).find()) {
                shown = shown.replace(each.part(), MASK).replace(Secrets.quoted(each.part()), MASK);
            }
        }
        return shown;
    }

    /** Masks values within words: a file may have letters next to a variable, as in {@code x${NAME}y}. */
    private static String maskWithinWords(String message, List<Hidden> hidden) {
        // Matches whole words too, so that no shorter value is found in them.
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

    /** Returns the values and their parts, the longest first. */
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

    /** Replaces quoted values, which may contain quotation marks. */
    private String replaceQuoted(String message) {
        String shown = message;
        for (Map.Entry<String, String> each : written.entrySet()) {
            shown = shown.replace("\"" + each.getKey() + "\"", "\"" + each.getValue() + "\"");
        }
        return shown;
    }

    private String replacement(String found, Pattern any, List<Hidden> hidden) {
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
