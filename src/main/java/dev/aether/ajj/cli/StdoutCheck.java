package dev.aether.ajj.cli;

import dev.aether.ajj.error.ExitStatus;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Locale;

/**
 * Checks that the answer was written: a print stream hides errors such as a full disk.
 *
 * @param raw the same file, unbuffered: only it reports the cause
 */
record StdoutCheck(PrintStream out, OutputStream raw, PrintStream err) {
    /** Returns the command's exit status, or a failure when its answer could not be written. */
    int exitStatus(int status) {
        if (!out.checkError()) {
            return status;
        }
        String reason = reason();
        // Not an error when the reader closes the pipe: `ajj list | head -1`.
        if (!reason.contains("broken pipe")) {
            err.println("Error: cannot write to stdout" + (reason.isEmpty() ? "" : ": " + reason));
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
