package dev.aether.ajj.cli;

import dev.aether.ajj.error.ExitStatus;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Locale;

/** Checks that the answer was written: a print stream reports no error when the disk is full. */
final class StdoutCheck {
    private final PrintStream out;
    private final OutputStream raw;
    private final PrintStream err;

    /**
     * @param out where the answer was printed
     * @param raw the same file without a stream in between: only it reports the cause
     * @param err where an error is printed
     */
    StdoutCheck(PrintStream out, OutputStream raw, PrintStream err) {
        this.out = out;
        this.raw = raw;
        this.err = err;
    }

    /**
     * The status to end with.
     *
     * @param status of the command
     */
    int status(int status) {
        if (!out.checkError()) {
            return status;
        }
        String reason = reason();
        // A reader that closes the pipe has seen enough: `ajj list | head -1`.
        if (!reason.contains("broken pipe")) {
            err.println("Error: cannot write the answer" + (reason.isEmpty() ? "" : ": " + reason));
        }
        return status == ExitStatus.SUCCESS ? ExitStatus.FAILED : status;
    }

    private String reason() {
        try {
            raw.write('\n');
            raw.flush();
            return "";
        } catch (IOException e) {
            return e.getMessage() == null ? "" : e.getMessage().toLowerCase(Locale.ROOT);
        }
    }
}
