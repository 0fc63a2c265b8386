package dev.aether.ajj.cli.help;

import dev.aether.ajj.cli.help.HelpText.Row;
import dev.aether.ajj.cli.option.GlobalOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The sections of a help page: the command's own options come before the global ones. */
public final class HelpLayout {
    private static final int NARROWEST = 55;
    /** Longer lines are hard to read. */
    private static final int WIDEST = 100;

    private final IntSupplier columns;

    private HelpLayout(IntSupplier columns) {
        this.columns = columns;
    }

    private int width() {
        return Math.clamp(columns.getAsInt(), NARROWEST, WIDEST);
    }

    private HelpText text() {
        return new HelpText(width());
    }

    /**
     * Lays out the help of ajj and of all its commands.
     *
     * @param columns of the terminal; asked only when help is printed
     */
    public static void apply(CommandLine ajj, IntSupplier columns) {
        HelpLayout layout = new HelpLayout(columns);
        List<IHelpSectionRenderer> sections = List.of(
                layout::description,
                layout::arguments,
                layout::ownOptions,
                layout::exitStatus,
                layout::commands,
                layout::globalOptions,
                layout::footer);
        List<String> keys = new ArrayList<>(
                List.of(UsageMessageSpec.SECTION_KEY_SYNOPSIS_HEADING, UsageMessageSpec.SECTION_KEY_SYNOPSIS));
        Map<String, IHelpSectionRenderer> renderers = ajj.getHelpSectionMap();
        for (IHelpSectionRenderer section : sections) {
            String key = "ajj" + keys.size();
            keys.add(key);
            renderers.put(key, section);
        }
        renderers.put(UsageMessageSpec.SECTION_KEY_SYNOPSIS, layout::synopsis);
        ajj.setHelpSectionMap(renderers);
        ajj.setHelpSectionKeys(keys);
        keepOrder(ajj);
    }

    private String synopsis(Help help) {
        help.commandSpec().usageMessage().width(width());
        return help.synopsis(help.synopsisHeadingLength());
    }

    private static void keepOrder(CommandLine command) {
        UsageMessageSpec usage = command.getCommandSpec().usageMessage();
        usage.abbreviateSynopsis(true);
        usage.sortOptions(false);
        command.getSubcommands().values().forEach(HelpLayout::keepOrder);
    }

    private String description(Help help) {
        return "\n" + text().paragraphs(help.commandSpec().usageMessage().description());
    }

    private String arguments(Help help) {
        return section(
                "Arguments:",
                help.commandSpec().positionalParameters().stream()
                        .filter(argument -> !argument.hidden())
                        .map(argument -> new Row(
                                argument.paramLabel() + (argument.isMultiValue() ? "..." : ""),
                                name -> help.colorScheme().parameterText(name).toString(),
                                String.join(" ", argument.description()))));
    }

    private String ownOptions(Help help) {
        return section("Options:", rows(help, help.commandSpec(), option -> !GlobalOptions.isGlobal(option)));
    }

    /** Lists the global options in the order of ajj itself, on every page. */
    private String globalOptions(Help help) {
        return section("Options of all commands:", rows(help, help.commandSpec().root(), _ -> true));
    }

    private static Stream<Row> rows(Help help, CommandSpec command, Predicate<OptionSpec> wanted) {
        return command.options().stream()
                .filter(wanted.and(option -> !option.hidden()))
                .map(option -> new Row(
                        names(option),
                        name -> help.colorScheme().optionText(name).toString(),
                        String.join(" ", option.description())));
    }

    /** Aligns long names: {@code -o, --output=FORMAT}. */
    private static String names(OptionSpec option) {
        String names = String.join(", ", option.names());
        String value = option.arity().max() == 0 ? "" : "=" + option.paramLabel();
        return (names.startsWith("--") ? "    " : "") + names + value;
    }

    private String exitStatus(Help help) {
        UsageMessageSpec usage = help.commandSpec().usageMessage();
        return section(
                String.format(usage.exitCodeListHeading()).strip(),
                usage.exitCodeList().entrySet().stream()
                        .map(code -> new Row(code.getKey(), name -> name, code.getValue())));
    }

    private String commands(Help help) {
        return section(
                "Commands:",
                help.commandSpec().subcommands().values().stream()
                        .distinct()
                        .map(CommandLine::getCommandSpec)
                        .filter(command -> !command.usageMessage().hidden())
                        .map(command -> new Row(
                                String.join(", ", command.names()),
                                name -> help.colorScheme().commandText(name).toString(),
                                command.usageMessage().description()[0])));
    }

    private String footer(Help help) {
        return text().paragraphs(help.commandSpec().usageMessage().footer());
    }

    private String section(String heading, Stream<Row> rows) {
        List<Row> all = rows.toList();
        return all.isEmpty() ? "" : "\n" + heading + "\n" + text().columns(all);
    }
}
