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
     * Does it.
     *
     * @throws dev.aether.ajj.error.Failure with the reason when it cannot be done
     */
    View run(Session session);

    /** Whether an option of its own asks for JSON, as {@code --json} does. */
    default boolean asksForJson() {
        return false;
    }

    /** What has become of the work when the user interrupted it and nothing else went wrong; may be empty. */
    default String interrupted() {
        return "";
    }

    /**
     * What is said when the user would not wait until it had ended well.
     *
     * @param state what may be left
     * @param hints what to do about it; not empty
     */
    record Left(String state, List<String> hints) {}

    /** What may be left when the user leaves at once, with a second Ctrl-C. */
    default Left left() {
        return new Left("what it had not finished is still to be done", List.of("run it again: it goes on from there"));
    }

    /** The exit status for a failure, where a command has statuses of its own. */
    default int exitStatus(Failure failure) {
        return ErrorCode.of(failure.first()).exitStatus();
    }

    /**
     * Whether the rest of the line, from the first argument on, is the command line of another program, whose exit status is
     * ajj's then.
     */
    default boolean runsOther() {
        return false;
    }

    /** Whether it changes nothing, so that it may also be shown the past: jj's {@code --at-operation}. */
    default boolean onlyLooks() {
        return false;
    }
}
