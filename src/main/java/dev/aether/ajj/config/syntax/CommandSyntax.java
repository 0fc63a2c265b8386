package dev.aether.ajj.config.syntax;

import dev.aether.ajj.config.toml.BadValue;
import dev.aether.ajj.config.toml.TypeNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Parses commands: an array of strings, or one string that is split as in a shell, with quotes and backslashes. No shell runs, so
 * shell operators are refused. A command may contain a password, so messages do not quote it.
 */
public final class CommandSyntax {
    private static final String HINT = "write an array: [\"program\", \"argument\"]";
    private static final Set<String> SHELL_ONLY = Set.of("|", "||", "&", "&&", ";", "<", ">", ">>", "2>", "2>&1");

    private CommandSyntax() {}

    /** Returns at least one argument; the first is not blank. */
    public static List<String> parse(Object value) {
        List<String> arguments = switch (value) {
            case String text -> new Splitter(text).split();
            case List<?> array -> strings(array);
            default -> throw new BadValue(TypeNames.mismatch("an array of strings or a string", value), HINT);
        };
        if (arguments.isEmpty() || arguments.getFirst().isBlank()) {
            throw new BadValue("it has no program", HINT + ", or remove the key");
        }
        return List.copyOf(arguments);
    }

    /** Parses the command of a healthcheck, and refuses the prefixes that Docker Compose needs. */
    public static List<String> healthcheck(Object value) {
        List<String> arguments = parse(value);
        return switch (arguments.getFirst()) {
            case "CMD" -> throw new BadValue("it begins with \"CMD\"", "remove \"CMD\"");
            case "CMD-SHELL" ->
                throw new BadValue("it begins with \"CMD-SHELL\"", "write [\"sh\", \"-c\", \"...\"] for a shell");
            default -> arguments;
        };
    }

    private static List<String> strings(List<?> array) {
        List<String> strings = new ArrayList<>();
        for (Object each : array) {
            if (!(each instanceof String text)) {
                throw new BadValue(
                        "one of its entries is " + TypeNames.of(each.getClass()) + ", not a string",
                        "put each argument in quotation marks");
            }
            strings.add(text);
        }
        return strings;
    }

    /** Splits one string. A quoted word is never read as a shell operator. */
    private static final class Splitter {
        private final String text;
        private final List<String> words = new ArrayList<>();
        private final StringBuilder word = new StringBuilder();
        private boolean inWord;
        private boolean quoted;

        Splitter(String text) {
            this.text = text;
        }

        List<String> split() {
            for (int index = 0; index < text.length(); index++) {
                char each = text.charAt(index);
                if (text.startsWith("{{", index) && text.indexOf("}}", index) > 0) {
                    index = readTag(index);
                } else if (Character.isWhitespace(each)) {
                    endWord();
                } else if (each == '"' || each == '\'') {
                    index = readQuoted(index + 1, each);
                } else if (each == '\\' && index + 1 < text.length()) {
                    index++;
                    append(text.charAt(index));
                    quoted = true;
                } else {
                    append(each);
                }
            }
            endWord();
            return words;
        }

        /** Adds a template tag to the word; spaces in it do not split the word. */
        private int readTag(int start) {
            int end = text.indexOf("}}", start) + 1;
            inWord = true;
            word.append(text, start, end + 1);
            return end;
        }

        private int readQuoted(int start, char quote) {
            inWord = true;
            quoted = true;
            for (int index = start; index < text.length(); index++) {
                char each = text.charAt(index);
                if (each == quote) {
                    return index;
                }
                boolean escape = each == '\\'
                        && quote == '"'
                        && index + 1 < text.length()
                        && "\"\\$`".indexOf(text.charAt(index + 1)) >= 0;
                if (escape) {
                    index++;
                }
                word.append(text.charAt(index));
            }
            throw new BadValue("a quotation mark is not closed", HINT);
        }

        private void append(char each) {
            inWord = true;
            word.append(each);
        }

        private void endWord() {
            if (inWord && !quoted && SHELL_ONLY.contains(word.toString())) {
                throw new BadValue(
                        "\"" + word + "\" needs a shell, and ajj does not run one", "write [\"sh\", \"-c\", \"...\"]");
            }
            if (inWord) {
                words.add(word.toString());
            }
            word.setLength(0);
            inWord = false;
            quoted = false;
        }
    }
}
