package dev.aether.ajj.cli;

import dev.aether.ajj.testing.SampleProblems;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The commands in ajj's messages, hints and help: in backquotes, or after a colon until the end of the text. */
final class HintedCommands {
    private static final Pattern COMMAND = Pattern.compile("`([^`]+)`|: ((?:cd \\S+ && )?(?:ajj|jj|docker) [^`]+)$");
    private static final Pattern WORD = Pattern.compile("'((?:[^'])*)'|\"((?:[^\"])*)\"|(\\S+)");

    private HintedCommands() {}

    /** Returns the arguments of all commands of a program. */
    static Stream<List<String>> of(String program) {
        Stream<String> samples = SampleProblems.all()
                .flatMap(problem -> Stream.concat(Stream.of(problem.message()), problem.hints().stream()));
        return Stream.concat(samples, SourceTexts.all().stream())
                .flatMap(text -> in(text).stream())
                .map(HintedCommands::words)
                .filter(words -> words.size() > 1 && words.getFirst().equals(program))
                .map(words -> words.subList(1, words.size()))
                .distinct();
    }

    /** The commands in one text, one by one where {@code &&} joins them. */
    static List<String> in(String text) {
        List<String> commands = new ArrayList<>();
        Matcher matcher = COMMAND.matcher(text);
        while (matcher.find()) {
            String found = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
            commands.addAll(List.of(found.split(" && ")));
        }
        return commands;
    }

    private static List<String> words(String command) {
        return WORD.matcher(command)
                .results()
                .map(word ->
                        word.group(1) != null ? word.group(1) : word.group(2) != null ? word.group(2) : word.group(3))
                .toList();
    }
}
