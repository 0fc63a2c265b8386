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

    /** What became of its work when it was interrupted, for the message. */
    default String whenInterrupted() {
        return "everything it had made has been taken back";
    }

    /** The exit status for a failure, where a command has statuses of its own. */
    default int exitStatus(Failure failure) {
        return ErrorCode.of(failure.first()).exitStatus();
    }
}
