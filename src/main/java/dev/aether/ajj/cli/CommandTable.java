package dev.aether.ajj.cli;

import dev.aether.ajj.cli.option.GlobalOptions;
import dev.aether.ajj.cli.option.JjOptions;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The names of ajj's commands and global options, read from their annotations. This takes a fraction of the time that
 * picocli needs for its model.
 *
 * @param commands names and aliases of the top-level commands, except {@code help} and {@code workspace}
 * @param workspaceCommands names and aliases of the commands below {@code workspace}
 * @param flags options without a value, short and long
 * @param valued options with a value, short and long
 * @param own options of both kinds that jj lacks, or that ajj answers itself
 */
public record CommandTable(
        Set<String> commands, Set<String> workspaceCommands, Set<String> flags, Set<String> valued, Set<String> own) {
    /** The only group that ajj shares with jj: jj handles the commands below it that ajj lacks. */
    static final String WORKSPACE = "workspace";
    /**
     * Added by {@code mixinStandardHelpOptions}. jj has these too, but on their own they ask for ajj's help or version.
     */
    private static final Set<String> STANDARD = Set.of("-h", "--help", "-V", "--version");
    /** Options of {@link GlobalOptions} that jj has under the same name. */
    private static final Set<String> SHARED = Set.of("--quiet", "--config", "-R", "--repository", "--color");

    /** Read on first use: most calls need no table. */
    private static final class Ajj {
        private static final CommandTable TABLE = read();
    }

    /** The table of ajj. */
    public static CommandTable ajj() {
        return Ajj.TABLE;
    }

    private static CommandTable read() {
        Set<String> commands = new TreeSet<>();
        Set<String> workspaceCommands = new TreeSet<>();
        AjjCommand.COMMANDS.forEach(type -> {
            if (command(type).name().equals(WORKSPACE)) {
                Arrays.stream(command(type).subcommands())
                        .flatMap(CommandTable::names)
                        .forEach(workspaceCommands::add);
            } else if (!command(type).helpCommand()) {
                names(type).forEach(commands::add);
            }
        });
        Set<String> own = new TreeSet<>(STANDARD);
        names(GlobalOptions.class, _ -> true)
                .filter(name -> !SHARED.contains(name))
                .forEach(own::add);
        Set<String> flags = new TreeSet<>(STANDARD);
        Set<String> valued = new TreeSet<>();
        for (Class<?> options : new Class<?>[] {GlobalOptions.class, JjOptions.class}) {
            names(options, CommandTable::isFlag).forEach(flags::add);
            names(options, field -> !isFlag(field)).forEach(valued::add);
        }
        return new CommandTable(commands, workspaceCommands, flags, valued, own);
    }

    private static Command command(Class<?> type) {
        return type.getAnnotation(Command.class);
    }

    /** Returns the name and the aliases of a command. */
    static Stream<String> names(Class<?> type) {
        return Stream.concat(
                Stream.of(command(type).name()), Arrays.stream(command(type).aliases()));
    }

    private static Stream<String> names(Class<?> options, Predicate<Field> wanted) {
        return Arrays.stream(options.getDeclaredFields())
                .filter(field -> field.isAnnotationPresent(Option.class))
                .filter(wanted)
                .flatMap(
                        field -> Arrays.stream(field.getAnnotation(Option.class).names()));
    }

    private static boolean isFlag(Field field) {
        return field.getType() == boolean.class;
    }
}
