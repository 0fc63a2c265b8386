package dev.aether.ajj.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Suggests commands of ajj for unknown first words: commands of similar programs, misspelled commands of ajj, and
 * misspelled global options before a command of ajj. Such a line goes to jj, which may have an alias of that name; after
 * jj's refusal, ajj adds a hint. The launcher script has the same tables.
 */
public final class UnknownWords {
    /** Shorter words have too many similar ones. */
    private static final int SHORTEST = 4;

    private static final Map<String, String> OF_OTHERS = Map.ofEntries(
            Map.entry("ps", "ajj status, or `ajj list` for all workspaces"),
            Map.entry("ls", "ajj list"),
            Map.entry("start", "ajj up"),
            Map.entry("stop", "ajj down"),
            Map.entry("restart", "ajj down && ajj up"),
            Map.entry("shell", "ajj exec SERVICE -- sh"),
            Map.entry("port", "ajj status"),
            Map.entry("prune", "ajj cleanup"),
            Map.entry("add", "ajj workspace add DEST"),
            Map.entry("forget", "ajj workspace forget"),
            Map.entry("remove", "ajj workspace remove"),
            Map.entry("rm", "ajj workspace remove"));

    /** Words of jj that match a pattern. */
    private static final Set<String> OF_JJ = Set.of("log", CommandTable.WORKSPACE);

    private UnknownWords() {}

    /**
     * Returns the suggestions, the first match wins.
     *
     * @return patterns, in which {@code ?} is any character, with the command to suggest
     */
    public static SequencedMap<List<String>, String> table() {
        SequencedMap<List<String>, String> table = new LinkedHashMap<>();
        OF_OTHERS.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(other -> table.put(List.of(other.getKey()), other.getValue()));
        CommandTable.ajj().commands().stream()
                .filter(name -> name.length() >= SHORTEST && !name.startsWith("_"))
                .forEach(name -> table.put(misspelled(name), "ajj " + name));
        table.put(misspelled(CommandTable.WORKSPACE), "ajj " + CommandTable.WORKSPACE);
        return Collections.unmodifiableSequencedMap(table);
    }

    /** Returns the suggestions for global options, like {@link #table}. */
    public static SequencedMap<List<String>, String> options() {
        SequencedMap<List<String>, String> options = new LinkedHashMap<>();
        Stream.of(CommandTable.ajj().flags(), CommandTable.ajj().valued())
                .flatMap(Set::stream)
                .filter(name -> name.startsWith("--"))
                .forEach(name -> options.put(misspelled(name), name));
        return Collections.unmodifiableSequencedMap(options);
    }

    /** Returns the word with one character left out, added, replaced or swapped with its neighbour. */
    private static List<String> misspelled(String word) {
        List<String> patterns = new ArrayList<>();
        for (int index = 0; index <= word.length(); index++) {
            String start = word.substring(0, index);
            patterns.add(start + "?" + word.substring(index));
            if (index < word.length()) {
                String rest = word.substring(index + 1);
                patterns.add(start + rest);
                patterns.add(start + "?" + rest);
                if (!rest.isEmpty()) {
                    patterns.add(start + rest.charAt(0) + word.charAt(index) + rest.substring(1));
                }
            }
        }
        return patterns.stream().distinct().toList();
    }

    /** Returns the words of jj that match a pattern, and must not be slowed down. */
    public static Set<String> ofJj() {
        return OF_JJ;
    }

    /**
     * Returns a suggestion for a command line that jj does not know.
     *
     * @param arguments an option after the first word excludes a suggestion: it could be jj's and add commands
     */
    public static Optional<String> suggestion(List<String> arguments) {
        if (!arguments.isEmpty() && arguments.getFirst().startsWith("-")) {
            return suggestionForOption(arguments);
        }
        if (arguments.isEmpty()
                || OF_JJ.contains(arguments.getFirst())
                || arguments.stream().anyMatch(argument -> argument.startsWith("-"))) {
            return Optional.empty();
        }
        return first(table(), arguments.getFirst());
    }

    private static Optional<String> suggestionForOption(List<String> arguments) {
        String[] first = arguments.getFirst().split("=", 2);
        return option(first[0]).filter(option -> {
            boolean hasNext = first.length == 1 && CommandTable.ajj().valued().contains(option);
            return arguments.stream()
                    .skip(hasNext ? 2 : 1)
                    .findFirst()
                    .filter(UnknownWords::isCommand)
                    .isPresent();
        });
    }

    private static boolean isCommand(String word) {
        return CommandTable.ajj().commands().contains(word) || word.equals(CommandTable.WORKSPACE);
    }

    /** Returns the global option that a word misspells; empty for a correct one. */
    private static Optional<String> option(String word) {
        boolean isKnown = CommandTable.ajj().flags().contains(word)
                || CommandTable.ajj().valued().contains(word);
        return isKnown ? Optional.empty() : first(options(), word);
    }

    private static Optional<String> first(SequencedMap<List<String>, String> table, String word) {
        return table.entrySet().stream()
                .filter(entry -> entry.getKey().stream().anyMatch(pattern -> matches(pattern, word)))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** Avoids regular expressions, because it runs before every command of jj. */
    private static boolean matches(String pattern, String word) {
        return pattern.length() == word.length()
                && IntStream.range(0, word.length())
                        .allMatch(index -> pattern.charAt(index) == '?' || pattern.charAt(index) == word.charAt(index));
    }
}
