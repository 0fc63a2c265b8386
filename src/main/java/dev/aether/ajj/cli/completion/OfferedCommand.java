package dev.aether.ajj.cli.completion;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * A command as completion scripts need it, without hidden parts.
 *
 * @param path the words that lead to it, {@code ajj} first, each with its alternatives
 * @param repeats whether the last argument can be repeated
 * @param forwardsOptions whether unknown options are passed to jj
 * @param opaque whether everything from the first argument on belongs to another command
 */
record OfferedCommand(
        List<List<String>> path,
        String summary,
        List<OfferedOption> options,
        List<Offer> arguments,
        boolean repeats,
        boolean forwardsOptions,
        boolean opaque,
        List<OfferedCommand> commands) {

    /** Returns ajj with all its commands. */
    static OfferedCommand of(CommandSpec ajj) {
        return of(ajj, List.of(List.of(ajj.name())));
    }

    private static OfferedCommand of(CommandSpec spec, List<List<String>> path) {
        List<PositionalParamSpec> arguments = spec.positionalParameters().stream()
                .filter(argument -> !argument.hidden())
                .sorted(Comparator.comparingInt(argument -> argument.index().min()))
                .toList();
        return new OfferedCommand(
                path,
                summary(spec.usageMessage().description()),
                spec.options().stream()
                        .filter(option -> !option.hidden())
                        .map(OfferedOption::of)
                        .toList(),
                arguments.stream().map(Offer::of).toList(),
                !arguments.isEmpty() && arguments.getLast().isMultiValue(),
                !spec.unmatchedArgsBindings().isEmpty(),
                spec.parser().stopAtPositional(),
                commands(spec, path));
    }

    private static List<OfferedCommand> commands(CommandSpec spec, List<List<String>> path) {
        return spec.subcommands().values().stream()
                .distinct()
                .map(CommandLine::getCommandSpec)
                .filter(command -> !command.usageMessage().hidden())
                .map(command -> of(
                        command,
                        Stream.concat(path.stream(), Stream.of(List.of(names(command))))
                                .toList()))
                .toList();
    }

    private static String[] names(CommandSpec command) {
        return command.names().toArray(String[]::new);
    }

    /** Returns the first sentence of a description. */
    static String summary(String... description) {
        String first = description.length == 0 ? "" : description[0].replace("%n", " ");
        int end = first.indexOf(". ");
        return (end < 0 ? first : first.substring(0, end)).replaceFirst("\\.$", "");
    }

    List<String> names() {
        return path.getLast();
    }

    /** Returns the words that lead to it: {@code ajj workspace add}. */
    String line() {
        return String.join(" ", path.stream().map(List::getFirst).toList());
    }

    /** Returns all alternatives of the words that lead to it. */
    List<String> lines() {
        return path.stream()
                .reduce(
                        List.of(""),
                        (lines, names) -> lines.stream()
                                .flatMap(line -> names.stream().map(name -> line.isEmpty() ? name : line + " " + name))
                                .toList());
    }

    /** Returns this command and all below it, parents first. */
    Stream<OfferedCommand> all() {
        return Stream.concat(Stream.of(this), commands.stream().flatMap(OfferedCommand::all));
    }

    boolean isGroup() {
        return !commands.isEmpty();
    }

    List<OfferedOption> ownOptions() {
        return options.stream().filter(option -> !option.global()).toList();
    }

    List<OfferedOption> globalOptions() {
        return options.stream().filter(OfferedOption::global).toList();
    }

    static Stream<String> names(List<OfferedOption> options) {
        return options.stream().flatMap(option -> option.names().stream());
    }
}
