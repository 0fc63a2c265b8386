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

/**
 * First words that neither ajj nor jj has, but that users type: commands of similar programs, and ajj's own with one typing
 * error. They go to jj, which refuses them or has an alias of that name; after a refusal ajj adds a hint. The launcher script
 * has the same table.
 */
public final class UnknownWords {
    /** A shorter word has too many neighbours. */
    private static final int SHORTEST = 4;

    /** What the commands of similar programs are called here. */
    private static final Map<String, String> GUESSED = Map.ofEntries(
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

    /** Words of jj that the patterns of ajj's commands match. */
    private static final Set<String> OF_JJ = Set.of("log", CommandTable.WORKSPACE);

    private UnknownWords() {}

    /**
     * What to suggest by what was typed, the first match wins.
     *
     * @return patterns, in which {@code ?} is any character, with what to type instead
     */
    public static SequencedMap<List<String>, String> table() {
        SequencedMap<List<String>, String> table = new LinkedHashMap<>();
        GUESSED.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(guess -> table.put(List.of(guess.getKey()), guess.getValue()));
        CommandTable.ajj().commands().stream()
                .filter(name -> name.length() >= SHORTEST && !name.startsWith("_"))
                .forEach(name -> table.put(misspelled(name), "ajj " + name));
        table.put(misspelled(CommandTable.WORKSPACE), "ajj " + CommandTable.WORKSPACE);
        return Collections.unmodifiableSequencedMap(table);
    }

    /** The word with one character left out, added, replaced or exchanged with its neighbour. */
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

    /** Words that the patterns match and that are jj's: they go to it as quickly as all others. */
    public static Set<String> ofJj() {
        return OF_JJ;
    }

    /**
     * What to type instead of a command line that jj does not know; empty when there is nothing to suggest.
     *
     * @param arguments without an option: one could be jj's and change what it knows
     */
    public static Optional<String> suggestion(List<String> arguments) {
        if (arguments.isEmpty()
                || OF_JJ.contains(arguments.getFirst())
                || arguments.stream().anyMatch(argument -> argument.startsWith("-"))) {
            return Optional.empty();
        }
        return table().entrySet().stream()
                .filter(entry -> entry.getKey().stream().anyMatch(pattern -> matches(pattern, arguments.getFirst())))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** Without regular expressions: this is asked before every command of jj. */
    private static boolean matches(String pattern, String word) {
        return pattern.length() == word.length()
                && IntStream.range(0, word.length())
                        .allMatch(index -> pattern.charAt(index) == '?' || pattern.charAt(index) == word.charAt(index));
    }
}
