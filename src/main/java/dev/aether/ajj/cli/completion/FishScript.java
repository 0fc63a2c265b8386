package dev.aether.ajj.cli.completion;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The parts of the fish script: lists of words, and a {@code complete} for each completion. */
final class FishScript {
    private static final int ANY_NUMBER = 9999;

    private FishScript() {}

    static String lists(OfferedCommand ajj) {
        return String.join(
                "\n",
                list("groups", lines(ajj.all().filter(OfferedCommand::isGroup))),
                list("commands", lines(ajj.all())),
                list("forwarding", lines(ajj.all().filter(OfferedCommand::forwardsOptions))),
                list(
                        "not_forwarded",
                        ajj.all().filter(OfferedCommand::forwardsOptions).flatMap(FishScript::options)),
                list("opaque", lines(ajj.all().filter(OfferedCommand::opaque))),
                list("global", OfferedCommand.names(ajj.globalOptions())),
                list(
                        "valued",
                        Stream.concat(valued(ajj.globalOptions()), ajj.all().flatMap(FishScript::valued))));
    }

    private static Stream<String> lines(Stream<OfferedCommand> commands) {
        return commands.flatMap(command -> command.lines().stream());
    }

    private static Stream<String> options(OfferedCommand command) {
        return OfferedCommand.names(command.ownOptions())
                .flatMap(name -> command.lines().stream().map(line -> line + " " + name));
    }

    private static Stream<String> valued(List<OfferedOption> options) {
        return OfferedCommand.names(
                options.stream().filter(option -> option.value().isPresent()).toList());
    }

    private static Stream<String> valued(OfferedCommand command) {
        return valued(command.ownOptions())
                .flatMap(name -> command.lines().stream().map(line -> line + " " + name));
    }

    private static String list(String name, Stream<String> words) {
        return "set -g __ajj_" + name + words.map(word -> " " + quoted(word)).collect(Collectors.joining());
    }

    /** Returns the completions: global options first, then command by command. */
    static String completions(OfferedCommand ajj) {
        Stream<String> global =
                ajj.globalOptions().stream().map(option -> "complete -c ajj -n __ajj_is_own" + option(option));
        Stream<String> others = ajj.all().flatMap(FishScript::completionsOf);
        return Stream.concat(global, others).collect(Collectors.joining("\n"));
    }

    private static Stream<String> completionsOf(OfferedCommand command) {
        String words = command.lines().stream().map(line -> "\"" + line + "\"").collect(Collectors.joining(" "));
        Stream<String> commands = command.commands().stream()
                .flatMap(each -> each.names().stream()
                        .map(name -> "complete -c ajj -n '__ajj_at 0 0 " + words + "' -a " + name
                                + described(each.summary())));
        Stream<String> options = command.ownOptions().stream()
                .map(option -> "complete -c ajj -n '__ajj_in " + words + "'" + option(option));
        return Stream.of(commands, options, arguments(command, words)).flatMap(lines -> lines);
    }

    private static String option(OfferedOption option) {
        String names = option.names().stream()
                .map(name -> name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1))
                .collect(Collectors.joining());
        String flag = option.names().getLast();
        return names + option.value().map(offer -> value(offer, flag)).orElse("") + described(option.summary());
    }

    private static String value(Offer offer, String option) {
        return offer.kind() == Offer.Kind.FILE ? " -rF" : " -x" + offered(offer, option);
    }

    private static Stream<String> arguments(OfferedCommand command, String words) {
        int last = command.arguments().size() - 1;
        return IntStream.rangeClosed(0, last).mapToObj(index -> {
            Offer offer = command.arguments().get(index);
            int end = index == last && command.repeats() ? ANY_NUMBER : index;
            String files = offer.kind() == Offer.Kind.FILE ? " -F" : offered(offer, "");
            return "complete -c ajj -n '__ajj_at " + index + " " + end + " " + words + "'" + files;
        });
    }

    private static String offered(Offer offer, String option) {
        return switch (offer.kind()) {
            case WORDS -> " -a " + quoted(String.join(" ", offer.words()));
            case SERVICES, WORKSPACES -> " -a '(__ajj_names " + offer.kind().word() + ")'";
            case DIRECTORY -> " -a '(__fish_complete_directories)'";
            case COMMAND -> " -a '(__ajj_command_line)'";
            case JJ -> " -k -a '(__ajj_jj_value " + option + ")'";
            case FILE, TEXT -> "";
        };
    }

    private static String described(String summary) {
        return summary.isEmpty() ? "" : " -d " + quoted(summary);
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
