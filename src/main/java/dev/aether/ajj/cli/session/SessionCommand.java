package dev.aether.ajj.cli.session;

import dev.aether.ajj.cli.output.View;
import dev.aether.ajj.error.ErrorCode;
import dev.aether.ajj.error.Failure;
import java.util.List;
import picocli.CommandLine.Command;

/** A command of ajj. Its fields are its arguments; {@link #run} makes one call and returns one view. */
public interface SessionCommand {

    /** Returns the command's name in JSON, after its group's, such as {@code workspace_add}. */
    default String operation() {
        return getClass().getAnnotation(Command.class).name();
    }

    /**
     * Runs the command.
     *
     * @throws Failure with the reason
     */
    View run(Session session);

    /** Whether one of its own options requests JSON, like {@code --json}. */
    default boolean isJsonRequested() {
        return false;
    }

    /** Returns what a human sees before there is progress: {@code reading aether.toml}; may be empty. */
    default String activity() {
        return "";
    }

    /** Returns what became of the work after an interruption without other problems; may be empty. */
    default String interrupted() {
        return "";
    }

    /**
     * Possible leftovers of a killed command.
     *
     * @param state one clause
     * @param hints what to do about it; not empty
     */
    record Leftovers(String state, List<String> hints) {}

    /** Returns what may remain after a second Ctrl-C. */
    default Leftovers leftovers() {
        return new Leftovers("unfinished steps remain", List.of("run it again: it continues from there"));
    }

    /** Returns the exit status of a failure. */
    default int exitStatus(Failure failure) {
        return ErrorCode.of(failure.first()).exitStatus();
    }

    /** Whether the arguments are another program's command line. ajj returns its exit status. */
    default boolean runsAnotherProgram() {
        return false;
    }

    /** Whether it changes nothing, so that it may also run on a past operation: jj's {@code --at-operation}. */
    default boolean isReadOnly() {
        return false;
    }
}
