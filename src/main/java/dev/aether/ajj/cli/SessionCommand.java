package dev.aether.ajj.cli;

import dev.aether.ajj.cli.output.View;
import dev.aether.ajj.error.ErrorCode;
import dev.aether.ajj.error.Failure;

/** A command of ajj: its fields are its arguments, {@link #run} makes one call and gives one view. */
public interface SessionCommand {

    /** The command's name in JSON, such as {@code workspace_add}. */
    String operation();

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

    /** The exit status for a failure, where a command has statuses of its own. */
    default int exitStatus(Failure failure) {
        return ErrorCode.of(failure.first()).exitStatus();
    }
}
