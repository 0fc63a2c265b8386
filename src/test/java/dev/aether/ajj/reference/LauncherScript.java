package dev.aether.ajj.reference;

import dev.aether.ajj.cli.CommandTable;
import dev.aether.ajj.cli.UnknownWords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The script {@code bin/ajj}, completed with the names of commands and options. */
public final class LauncherScript {
    private static final Path TEMPLATE = Path.of("src/main/dist/bin/ajj");

    private LauncherScript() {}

    public static String text() throws IOException {
        String script = Files.readString(TEMPLATE);
        for (Map.Entry<String, String> part : parts(CommandTable.ajj()).entrySet()) {
            script = script.replace("@" + part.getKey() + "@", part.getValue());
        }
        return script;
    }

    private static Map<String, String> parts(CommandTable table) {
        Predicate<String> own = table.own()::contains;
        Predicate<String> jj = own.negate();
        return Map.ofEntries(
                Map.entry("COMMANDS", pattern(table.commands().stream())),
                Map.entry("WORKSPACE_COMMANDS", pattern(table.workspaceCommands().stream())),
                Map.entry("OWN_FLAGS", pattern(longNames(table.flags(), own))),
                Map.entry("OWN_VALUED", pattern(longNames(table.valued(), own))),
                Map.entry("OWN_VALUED_JOINED", pattern(joined(table, own))),
                Map.entry("JJ_FLAGS", pattern(longNames(table.flags(), jj))),
                Map.entry("JJ_VALUED", pattern(longNames(table.valued(), jj))),
                Map.entry("JJ_VALUED_JOINED", pattern(joined(table, jj))),
                Map.entry("OWN_LETTERS", letters(table.own())),
                Map.entry("VALUED_LETTERS", letters(table.valued())),
                Map.entry("FLAG_LETTERS", letters(table.flags())),
                Map.entry(
                        "NEAR_WORDS_OF_JJ", pattern(UnknownWords.ofJj().stream().sorted())),
                Map.entry("SUGGESTIONS", suggestions("suggestion", UnknownWords.table())),
                Map.entry("OPTION_SUGGESTIONS", suggestions("option", UnknownWords.options())),
                Map.entry(
                        "LEADING_VALUED",
                        pattern(table.valued().stream()
                                .filter(name -> !name.equals("-c"))
                                .map(name -> "yes" + name))));
    }

    private static Stream<String> longNames(Set<String> names, Predicate<String> wanted) {
        return names.stream().filter(name -> name.startsWith("--")).filter(wanted);
    }

    private static Stream<String> joined(CommandTable table, Predicate<String> wanted) {
        return longNames(table.valued(), wanted).map(name -> name + "=*");
    }

    private static String letters(Set<String> names) {
        return names.stream()
                .filter(name -> !name.startsWith("--"))
                .map(name -> name.substring(1))
                .collect(Collectors.joining());
    }

    private static String suggestions(String variable, Map<List<String>, String> table) {
        return table.entrySet().stream()
                .map(entry -> "\n    " + pattern(entry.getKey().stream()) + ") " + variable + "='" + entry.getValue()
                        + "' ;;")
                .collect(Collectors.joining("", "A branch for each suggestion:", ""));
    }

    private static String pattern(Stream<String> words) {
        return words.collect(Collectors.joining(" | "));
    }
}
