package dev.aether.ajj.cli.session;

import dev.aether.ajj.cli.output.View;
import dev.aether.ajj.error.ErrorCode;
import dev.aether.ajj.error.Failure;
import java.util.List;
import picocli.CommandLine.Command;

/** A command of ajj: its fields are its arguments, {@link #run} makes one call and gives one view. */
public interface SessionCommand {

    /** The command's name in JSON: its own, or with its group's before it, such as {@code workspace_add}. */
    default String operation() {
        return getClass().getAnnotation(Command.class).name();
    }

    /**
     * Executes it.
     *
     * @throws Failure with the reason
     */
    View run(Session session);

    /** Whether an option of its own asks for JSON, as {@code --json} does. */
    default boolean asksForJson() {
        return false;
    }

    /** What it does before there is progress, for a person who waits: {@code reading aether.toml}; may be empty. */
    default String activity() {
        return "";
    }

    /** What has become of the work when the user interrupted it and nothing else went wrong; may be empty. */
    default String interrupted() {
        return "";
    }

    /**
     * What may remain after a command that was killed.
     *
     * @param state one clause that names it
     * @param hints what to do about it; not empty
     */
    record Leftovers(String state, List<String> hints) {}

    /** What may remain when the user presses Ctrl-C a second time. */
    default Leftovers leftovers() {
        return new Leftovers("unfinished steps remain", List.of("run it again: it continues from there"));
    }

    /** The exit status for a failure, where a command has statuses of its own. */
    default int exitStatus(Failure failure) {
        return ErrorCode.of(failure.first()).exitStatus();
    }

    /**
     * Whether everything from the first argument on is the command line of another program. ajj then exits with that
     * program's status.
     */
    default boolean runsAnotherProgram() {
        return false;
    }

    /** Whether it changes nothing, so that it may also run on a past operation: jj's {@code --at-operation}. */
    default boolean isReadOnly() {
        return false;
    }
}
