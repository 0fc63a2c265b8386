package dev.aether.ajj.docker.access;

import dev.aether.ajj.docker.http.UpgradedConnection;
import java.io.IOException;
import java.io.InputStream;

/** Copies input, and its end, to a command. */
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
            int length = read(buffer);
            while (length >= 0) {
                connection.output().write(buffer, 0, length);
                length = read(buffer);
            }
            connection.endOutput();
        } catch (IOException ended) {
            // The command does not read any more; its exit status counts.
        }
    }

    /** Treats unreadable input as ended. */
    private int read(byte[] buffer) {
        try {
            return input.read(buffer);
        } catch (IOException unreadable) {
            return -1;
        }
    }
}
