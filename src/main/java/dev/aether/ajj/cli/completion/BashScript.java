package dev.aether.ajj.cli.completion;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The tables of the bash script: the arguments of each command, and the values of its options. */
final class BashScript {

    private BashScript() {}

    static String global(OfferedCommand ajj) {
        return OfferedCommand.names(ajj.globalOptions()).collect(Collectors.joining(" "));
    }

    /** Returns the branches of a {@code case} on a command's words. */
    static String takes(OfferedCommand ajj) {
        return ajj.all().map(BashScript::takesOne).collect(Collectors.joining("\n"));
    }

    private static String takesOne(OfferedCommand command) {
        Stream<String> parts = Stream.of(
                assignment("commands=", command.commands().stream().flatMap(each -> each.names().stream())),
                assignment("options+=", OfferedCommand.names(command.ownOptions())),
                assignment("arguments=", arguments(command)),
                assignment("forwards=", command.forwardsOptions() ? Stream.of("yes") : Stream.empty()),
                assignment("opaque=", command.opaque() ? Stream.of("yes") : Stream.empty()));
        return "    " + pattern(command.lines()) + ")\n" + parts.collect(Collectors.joining()) + "        ;;";
    }

    private static String assignment(String name, Stream<String> words) {
        String joined = words.collect(Collectors.joining(" "));
        String separator = name.endsWith("+=") ? " " : "";
        return joined.isEmpty() ? "" : "        " + name + "'" + separator + joined + "'\n";
    }

    private static Stream<String> arguments(OfferedCommand command) {
        int last = command.arguments().size() - 1;
        return IntStream.rangeClosed(0, last)
                .mapToObj(index ->
                        kind(command.arguments().get(index)) + (index == last && command.repeats() ? "..." : ""));
    }

    /** Returns the branches of a {@code case} on a command's words and an option's name. */
    static String values(OfferedCommand ajj) {
        Stream<String> own = ajj.all()
                .flatMap(command -> command.ownOptions().stream()
                        .flatMap(option -> value(
                                option,
                                command.lines().stream().map(line -> line + " ").toList())));
        Stream<String> global = ajj.globalOptions().stream().flatMap(option -> value(option, List.of("* ")));
        return Stream.concat(own, global).collect(Collectors.joining("\n"));
    }

    private static Stream<String> value(OfferedOption option, List<String> before) {
        String cases = before.stream()
                .flatMap(line -> option.names().stream().map(name -> line + name))
                .map(words -> words.startsWith("*") ? "*'" + words.substring(1) + "'" : "'" + words + "'")
                .collect(Collectors.joining(" | "));
        return option.value().stream().map(offer -> "    " + cases + ") kind='" + kind(offer) + "' ;;");
    }

    /** Returns {@code services}, or {@code words:human,json}. */
    private static String kind(Offer offer) {
        String kind = offer.kind().word();
        return offer.words().isEmpty() ? kind : kind + ":" + String.join(",", offer.words());
    }

    private static String pattern(List<String> lines) {
        return lines.stream().map(line -> "'" + line + "'").collect(Collectors.joining(" | "));
    }
}
