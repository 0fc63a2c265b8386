package dev.aether.ajj.docker;

import java.io.IOException;
import java.io.InputStream;

/** Passes input on as it comes, and its end too. */
final class StreamedInput implements Runnable {
    private static final int BUFFER = 1 << 14;

    private final InputStream input;
    private final UpgradedConnection connection;

    StreamedInput(InputStream input, UpgradedConnection connection) {
        this.input = input;
        this.connection = connection;
    }

    @Override
    public void run() {
        try {
            byte[] buffer = new byte[BUFFER];
            int length = input.read(buffer);
            while (length >= 0) {
                connection.output().write(buffer, 0, length);
                length = input.read(buffer);
            }
            connection.endOutput();
        } catch (IOException nobodyReads) {
            // The command has ended, or its input is no more: its output goes on and tells what there is to tell.
        }
    }
}
