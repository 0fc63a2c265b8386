package dev.aether.ajj.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** Runs another program to its end and collects its output. The program gets no input. */
public final class ProgramRun {
    private static final Duration TIME_TO_STOP = Duration.ofSeconds(10);
    private static final Duration TIME_TO_DRAIN = Duration.ofSeconds(5);

    private final Process process;
    private final Drain stdout;
    private final Drain stderr;

    private ProgramRun(Process process) {
        this.process = process;
        this.stdout = new Drain(process.getInputStream());
        this.stderr = new Drain(process.getErrorStream());
    }

    /**
     * Starts a program.
     *
     * @throws IOException when it cannot be started
     */
    public static ProgramRun start(ProcessBuilder builder) throws IOException {
        Process process = builder.start();
        process.getOutputStream().close(); // it gets no input, so it must not wait for any
        return new ProgramRun(process);
    }

    /**
     * Waits until the program ends; stops it after the limit, and when this thread is interrupted.
     *
     * @return its exit status; empty when it was stopped after the limit
     */
    public OptionalInt await(Duration limit) throws InterruptedException {
        try {
            if (process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                return OptionalInt.of(process.exitValue());
            }
            stop();
            return OptionalInt.empty();
        } catch (InterruptedException interrupted) {
            stop();
            throw interrupted;
        }
    }

    /** Returns what the program printed on stdout, once it has ended. */
    public byte[] output() {
        return stdout.bytes();
    }

    /** Returns what the program printed on stderr, once it has ended. */
    public String messages() {
        return new String(stderr.bytes(), StandardCharsets.UTF_8);
    }

    /** Gently first: jj's operations are transactions, and it cleans up when it is asked to end. */
    private void stop() {
        process.destroy();
        try {
            if (process.waitFor(TIME_TO_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException _) {
            // asked twice: it is not waited for any longer
        }
        process.destroyForcibly();
    }

    /** Reads a stream to its end while the process runs; a full pipe would stop it. */
    private static final class Drain {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final Thread reader;

        Drain(InputStream stream) {
            reader = Thread.ofPlatform().daemon().start(() -> {
                try (stream) {
                    stream.transferTo(bytes);
                } catch (IOException _) {
                    // closed when the process was stopped: what came so far is all there is
                }
            });
        }

        /** Does not wait for ever: a background process of the program, such as jj's file monitor, may keep the pipe open. */
        byte[] bytes() {
            try {
                boolean _ = reader.join(TIME_TO_DRAIN);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt(); // the process has ended; the next wait will notice
            }
            return bytes.toByteArray();
        }
    }
}
