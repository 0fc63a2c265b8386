package dev.aether.ajj.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** Runs another program to its end and collects its output. Its stdin is empty. */
public final class ProgramRun {
    private static final Duration TIME_TO_STOP = Duration.ofSeconds(10);
    private static final Duration TIME_TO_DRAIN = Duration.ofSeconds(5);

    private final Process process;
    private final Drain stdout;
    private final Drain stderr;

    private ProgramRun(Process process, int maxBytes) {
        this.process = process;
        this.stdout = new Drain(process.getInputStream(), maxBytes);
        this.stderr = new Drain(process.getErrorStream(), maxBytes);
    }

    /**
     * Starts a program.
     *
     * @throws IOException when it cannot be started
     */
    public static ProgramRun start(ProcessBuilder builder) throws IOException {
        return start(builder, Integer.MAX_VALUE);
    }

    /**
     * Starts a program with a limit to its output.
     *
     * @param maxBytes of stdout and of stderr; the stream is closed after that
     * @throws IOException when it cannot be started
     */
    public static ProgramRun start(ProcessBuilder builder, int maxBytes) throws IOException {
        Process process = builder.start();
        process.getOutputStream().close();
        return new ProgramRun(process, maxBytes);
    }

    /**
     * Waits until the program ends. Stops it after the timeout, and when this thread is interrupted.
     *
     * @return its exit status; empty after the timeout
     */
    public OptionalInt await(Duration timeout) throws InterruptedException {
        try {
            if (process.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                return OptionalInt.of(process.exitValue());
            }
            stop();
            return OptionalInt.empty();
        } catch (InterruptedException interrupted) {
            stop();
            throw interrupted;
        }
    }

    /** Whether the program, which has ended, printed more than the limit. */
    public boolean isTruncated() {
        return stdout.truncated || stderr.truncated;
    }

    /** Returns what the program printed on stdout, once it has ended. */
    public byte[] output() {
        return stdout.bytes();
    }

    /** Returns what the program printed on stderr, once it has ended. */
    public String messages() {
        return new String(stderr.bytes(), StandardCharsets.UTF_8);
    }

    /** Sends SIGTERM first, so that jj can clean up. Kills the program's children after it. */
    private void stop() {
        List<ProcessHandle> children = process.descendants().toList();
        stopProgram();
        children.forEach(ProcessHandle::destroyForcibly);
    }

    private void stopProgram() {
        process.destroy();
        try {
            if (process.waitFor(TIME_TO_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException _) {
            // interrupted again: kill it now
        }
        process.destroyForcibly();
    }

    /** Reads a stream while the process runs: a full pipe would block it. */
    private static final class Drain {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final Thread reader;
        private volatile boolean truncated;

        Drain(InputStream stream, int maxBytes) {
            reader = Thread.ofPlatform().daemon().start(() -> {
                try (stream) {
                    byte[] part = new byte[1 << 13];
                    int length = stream.read(part);
                    while (length >= 0 && length <= maxBytes - bytes.size()) {
                        bytes.write(part, 0, length);
                        length = stream.read(part);
                    }
                    truncated = length >= 0;
                } catch (IOException _) {
                    // closed because the process was stopped
                }
            });
        }

        /** Waits a limited time: a background process, such as jj's file monitor, may keep the pipe open. */
        byte[] bytes() {
            try {
                boolean _ = reader.join(TIME_TO_DRAIN);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            return bytes.toByteArray();
        }
    }
}
