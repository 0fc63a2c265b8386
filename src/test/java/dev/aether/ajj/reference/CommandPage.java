package dev.aether.ajj.reference;

import dev.aether.ajj.cli.option.GlobalOptions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A command's help. Words between backquotes are to be typed literally.
 *
 * @param name all its words: {@code ajj workspace add}
 * @param aliases its other names, with all words
 * @param synopsis the text after the name
 * @param summary one sentence
 * @param description further paragraphs
 * @param options those that not all commands have; for ajj itself those that all commands have
 * @param exitHeading the introduction of the exit statuses; empty if the command has none of its own
 * @param footer paragraphs; lines that begin with a blank are examples
 * @param parent the name of the parent command; empty for ajj itself
 */
record CommandPage(
        String name,
        List<String> aliases,
        String synopsis,
        String summary,
        List<String> description,
        List<Entry> arguments,
        List<Entry> options,
        String exitHeading,
        List<Entry> exitStatuses,
        List<String> footer,
        List<CommandPage> commands,
        String parent) {

    /** A name and its description. */
    record Entry(String name, String text) {}

    static CommandPage of(CommandSpec spec) {
        List<String> description = Arrays.asList(spec.usageMessage().description());
        String name = spec.qualifiedName(" ");
        String parent = spec.parent() == null ? "" : spec.parent().qualifiedName(" ");
        return new CommandPage(
                name,
                Arrays.stream(spec.aliases()).map(alias -> parent + " " + alias).toList(),
                synopsis(spec),
                description.getFirst(),
                description.stream().skip(1).filter(line -> !line.isBlank()).toList(),
                arguments(spec),
                spec.options().stream()
                        .filter(option -> !option.hidden())
                        .filter(option -> spec.parent() == null || !GlobalOptions.isGlobal(option))
                        .map(CommandPage::option)
                        .toList(),
                String.format(spec.usageMessage().exitCodeListHeading()).strip(),
                entries(spec.usageMessage().exitCodeList()),
                Arrays.asList(spec.usageMessage().footer()),
                commands(spec),
                parent);
    }

    private static String synopsis(CommandSpec spec) {
        String words = spec.subcommands().isEmpty()
                ? String.join(
                        " ",
                        spec.positionalParameters().stream()
                                .filter(argument -> !argument.hidden())
                                .map(argument ->
                                        argument.arity().min() == 0 ? "[" + label(argument) + "]" : label(argument))
                                .toList())
                : spec.usageMessage().synopsisSubcommandLabel();
        return "[OPTIONS]" + (words.isEmpty() ? "" : " " + words);
    }

    private static String label(CommandLine.Model.PositionalParamSpec argument) {
        return argument.paramLabel() + (argument.isMultiValue() ? "..." : "");
    }

    private static List<Entry> arguments(CommandSpec spec) {
        return spec.positionalParameters().stream()
                .filter(argument -> !argument.hidden())
                .map(argument -> new Entry(label(argument), String.join(" ", argument.description())))
                .toList();
    }

    private static Entry option(OptionSpec option) {
        String value = option.arity().max() == 0 ? "" : "=" + option.paramLabel();
        return new Entry(String.join(", ", option.names()) + value, String.join(" ", option.description()));
    }

    private static List<Entry> entries(Map<String, String> texts) {
        return texts.entrySet().stream()
                .map(text -> new Entry(text.getKey(), text.getValue()))
                .toList();
    }

    private static List<CommandPage> commands(CommandSpec spec) {
        return spec.subcommands().values().stream()
                .distinct()
                .map(CommandLine::getCommandSpec)
                .filter(command -> !command.usageMessage().hidden())
                .map(CommandPage::of)
                .toList();
    }

    /** Returns this page and all below it, parents first. */
    Stream<CommandPage> all() {
        return Stream.concat(Stream.of(this), commands.stream().flatMap(CommandPage::all));
    }

    boolean isRoot() {
        return parent.isEmpty();
    }
}
