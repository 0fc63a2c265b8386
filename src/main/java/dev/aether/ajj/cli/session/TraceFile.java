package dev.aether.ajj.cli.session;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.aether.ajj.spi.machine.ProcessContext;
import dev.aether.ajj.spi.report.Progress.Work;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The file of {@code AJJ_TRACE}: a Chrome trace, which is a JSON array of events. It is valid after each event, because
 * a command can be killed or replaced. Concurrent commands append to it. Thread-safe.
 */
public final class TraceFile {
    private static final String VARIABLE = "AJJ_TRACE";
    private static final String START = "[";
    private static final String END = "\n]\n";
    private static final Set<OpenOption> OPTIONS = Set.of(
            StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

    private final Path file;
    private final long pid = ProcessHandle.current().pid();
    /**
     * {@link System#nanoTime} at the beginning of 1970, in microseconds, so that all processes share one time line.
     */
    private final long epoch = micros(System.nanoTime()) - ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());

    private boolean broken;

    private TraceFile(Path file) {
        this.file = file;
    }

    /**
     * Opens the file that the environment names; creates it with mode 0600.
     *
     * @param warn receives the reason when the file cannot be used
     * @return empty when none is named, or it cannot be used
     */
    public static Optional<TraceFile> open(ProcessContext process, Consumer<String> warn) {
        String name = process.environment().getOrDefault(VARIABLE, "");
        if (name.isEmpty()) {
            return Optional.empty();
        }
        try {
            TraceFile trace = new TraceFile(process.directory().resolve(name));
            trace.append("");
            return Optional.of(trace);
        } catch (InvalidPathException | IOException unusable) {
            warn.accept(warning(name, unusable));
            return Optional.empty();
        }
    }

    private static String warning(String name, Exception reason) {
        return VARIABLE + ": nothing is recorded in " + name + ": " + words(reason);
    }

    private static String words(Exception reason) {
        return switch (reason) {
            case NoSuchFileException _ -> "its directory does not exist";
            case AccessDeniedException _ -> "permission denied";
            case FileSystemException system when system.getReason() != null -> system.getReason();
            default -> String.valueOf(reason.getMessage());
        };
    }

    /**
     * Adds an event for work that has just ended on this thread.
     *
     * @return a warning, once, when writing fails
     */
    synchronized Optional<String> add(Work work, String name, long startNanos) {
        if (broken) {
            return Optional.empty();
        }
        // An interrupt would close the file.
        boolean interrupted = Thread.interrupted();
        try {
            append(event(work, name, startNanos));
            return Optional.empty();
        } catch (IOException full) {
            broken = true;
            return Optional.of(warning(file.toString(), full));
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private String event(Work work, String name, long startNanos) {
        return "\n"
                + JsonNodeFactory.instance
                        .objectNode()
                        .put("name", name)
                        .put("cat", work.word())
                        .put("ph", "X")
                        .put("ts", micros(startNanos) - epoch)
                        .put("dur", micros(System.nanoTime() - startNanos))
                        .put("pid", pid)
                        .put("tid", Thread.currentThread().threadId());
    }

    private static long micros(long nanos) {
        return TimeUnit.NANOSECONDS.toMicros(nanos);
    }

    /** Opens the file for each event, so that no child process inherits it. */
    private void append(String event) throws IOException {
        // Opening a pipe would block.
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw unusable("it is not a regular file");
        }
        try (FileChannel channel = FileChannel.open(
                        file,
                        OPTIONS,
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                FileLock _ = channel.lock()) {
            if (channel.size() == 0) {
                channel.write(bytes(START + END));
            }
            long end = channel.size() - END.length();
            ByteBuffer last = ByteBuffer.allocate(END.length());
            channel.read(last, Math.max(0, end));
            if (!last.flip().equals(bytes(END))) {
                throw unusable("it exists and is not a trace");
            }
            if (!event.isEmpty()) {
                String separator = end == START.length() ? "" : ",";
                channel.write(bytes(separator + event + END), end);
            }
        }
    }

    private FileSystemException unusable(String reason) {
        return new FileSystemException(file.toString(), null, reason);
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
