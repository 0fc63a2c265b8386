package dev.aether.ajj.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** Runs another program to its end and collects its output. The program gets no input. */
public final class ProgramRun {
    private static final Duration TIME_TO_STOP = Duration.ofSeconds(10);
    private static final Duration TIME_TO_DRAIN = Duration.ofSeconds(5);

    private final Process process;
    private final Drain stdout;
    private final Drain stderr;

    private ProgramRun(Process process, int most) {
        this.process = process;
        this.stdout = new Drain(process.getInputStream(), most);
        this.stderr = new Drain(process.getErrorStream(), most);
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
     * Starts a program that may print without end.
     *
     * @param most in bytes; when it prints more, to stdout or to stderr, it can write no further
     * @throws IOException when it cannot be started
     */
    public static ProgramRun start(ProcessBuilder builder, int most) throws IOException {
        Process process = builder.start();
        process.getOutputStream().close(); // it gets no input, so it must not wait for any
        return new ProgramRun(process, most);
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

    /** Whether the program printed more than it may, once it has ended. */
    public boolean isCut() {
        return stdout.cut || stderr.cut;
    }

    /** Returns what the program printed on stdout, once it has ended. */
    public byte[] output() {
        return stdout.bytes();
    }

    /** Returns what the program printed on stderr, once it has ended. */
    public String messages() {
        return new String(stderr.bytes(), StandardCharsets.UTF_8);
    }

    /**
     * Gently first: jj's operations are transactions, and it cleans up when it is asked to end. What it has started and left is
     * stopped after it.
     */
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
            // asked twice: it is not waited for any longer
        }
        process.destroyForcibly();
    }

    /** Reads a stream to its end while the process runs; a full pipe would stop it. */
    private static final class Drain {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final Thread reader;
        private volatile boolean cut;

        Drain(InputStream stream, int most) {
            reader = Thread.ofPlatform().daemon().start(() -> {
                try (stream) {
                    byte[] part = new byte[1 << 13];
                    int length = stream.read(part);
                    while (length >= 0 && length <= most - bytes.size()) {
                        bytes.write(part, 0, length);
                        length = stream.read(part);
                    }
                    cut = length >= 0;
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
