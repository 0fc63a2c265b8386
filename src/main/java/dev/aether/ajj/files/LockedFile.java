package dev.aether.ajj.files;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.error.StateProblem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A lock between processes and between threads. It is held through a file of its own that is never deleted or renamed:
 * once a locked file is replaced, two processes can hold its lock. The operating system releases the lock when its
 * holder dies. The file names the holder for processes that wait.
 */
public final class LockedFile {
    private static final long SHORTEST_PAUSE_MILLIS = 1;
    private static final long LONGEST_PAUSE_MILLIS = 20;

    /** Locks between threads, by path: the operating system's lock belongs to the whole process. */
    private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

    /** Shorter waits are normal between concurrent commands and not worth a message. */
    private static final Duration REPORTED_WAIT = Duration.ofMillis(300);

    private final Path file;
    private final Duration timeout;
    private final Consumer<String> waiting;

    /**
     * @param file the lock file, created when missing; its directory must exist
     * @param timeout how long to wait for another holder
     */
    public LockedFile(Path file, Duration timeout) {
        this(file, timeout, _ -> {});
    }

    /** @param waiting receives the holding process once, when the wait takes noticeably long */
    public LockedFile(Path file, Duration timeout, Consumer<String> waiting) {
        this.file = file;
        this.timeout = timeout;
        this.waiting = waiting;
    }

    /**
     * Runs the work while holding the lock. Not re-entrant.
     *
     * @throws Failure {@code STATE_LOCKED} when the lock is not free in time or the file cannot be written,
     *     {@code INTERRUPTED} when the thread was interrupted while waiting
     */
    public <T> T holding(Supplier<T> work) {
        long deadline = System.nanoTime() + timeout.toNanos();
        ReentrantLock threads = THREADS.computeIfAbsent(realPath(), _ -> new ReentrantLock(true));
        try {
            if (!threads.tryLock(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                // Not read from the file: closing any descriptor of it would release the lock of this whole process.
                throw held("another thread of this process (" + ProcessDescription.current() + ")");
            }
        } catch (InterruptedException interrupted) {
            throw interrupted(interrupted);
        }
        try {
            if (threads.getHoldCount() > 1) {
                throw new IllegalStateException("the lock " + file + " is not re-entrant");
            }
            return holdingBetweenProcesses(work, deadline);
        } finally {
            threads.unlock();
        }
    }

    /** Runs work without a result as {@link #holding(Supplier)} does. */
    public void holding(Runnable work) {
        holding(() -> {
            work.run();
            return Boolean.TRUE;
        });
    }

    private <T> T holdingBetweenProcesses(Supplier<T> work, long deadline) {
        try (FileChannel channel = open();
                FileLock _ = acquire(channel, deadline)) {
            announce(channel, ProcessDescription.current());
            try {
                return work.get();
            } finally {
                retract(channel);
            }
        } catch (ClosedByInterruptException interrupted) {
            boolean _ = Thread.interrupted();
            throw interrupted(interrupted);
        } catch (IOException impossible) {
            throw notWritable(impossible);
        }
    }

    /** Links are not followed: with one, another user could choose which file is truncated. */
    private FileChannel open() throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileSystemException(
                    file.toString(),
                    null,
                    Files.isSymbolicLink(file) ? "it is a symbolic link" : "it is not a regular file");
        }
        Set<OpenOption> options = Set.of(
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS);
        return FileChannel.open(
                file, options, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    private FileLock acquire(FileChannel channel, long deadline) throws IOException {
        long pause = SHORTEST_PAUSE_MILLIS;
        long reportAt = System.nanoTime() + REPORTED_WAIT.toNanos();
        boolean reported = false;
        while (true) {
            FileLock lock = tryLock(channel);
            if (lock != null) {
                return lock;
            }
            if (System.nanoTime() - deadline >= 0) {
                throw held(holder(channel));
            }
            if (!reported && System.nanoTime() - reportAt >= 0) {
                waiting.accept(holder(channel));
                reported = true;
            }
            try {
                // Random pauses, so that many waiters do not retry at the same time.
                Thread.sleep(ThreadLocalRandom.current().nextLong(SHORTEST_PAUSE_MILLIS, pause + 1));
            } catch (InterruptedException interrupted) {
                throw interrupted(interrupted);
            }
            pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException _) {
            return null; // held by this process through another class loader
        }
    }

    /** A file with other content is not ajj's: it is locked, but its content is kept. */
    private static boolean isOurs(FileChannel channel) throws IOException {
        return channel.size() == 0 || holder(channel).startsWith(ProcessDescription.PREFIX);
    }

    private static void announce(FileChannel channel, String owner) throws IOException {
        if (!isOurs(channel)) {
            return;
        }
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(owner.getBytes(StandardCharsets.UTF_8)), 0);
    }

    /** Clears the holder's name. A failure is ignored: the work is done, and nothing depends on the name. */
    private static void retract(FileChannel channel) {
        try {
            if (isOurs(channel)) {
                channel.truncate(0);
            }
        } catch (IOException _) {
            // the next holder overwrites it
        }
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(1000);
        channel.read(content, 0);
        String owner = StandardCharsets.UTF_8.decode(content.flip()).toString().strip();
        return owner.isEmpty() ? "another process" : owner;
    }

    private Path realPath() {
        Path absolute = file.toAbsolutePath().normalize();
        try {
            Path directory = absolute.getParent();
            return directory == null ? absolute : directory.toRealPath().resolve(absolute.getFileName());
        } catch (IOException _) {
            return absolute; // opening it reports the reason
        }
    }

    private Failure held(String owner) {
        return new Failure(StateProblem.Locked.held(file, owner, timeout));
    }

    private Failure interrupted(Exception interrupted) {
        return new Failure(new Problem.Interrupted("waiting for " + file), interrupted);
    }

    private Failure notWritable(IOException reason) {
        return new Failure(Unwritable.problem(file, reason), reason);
    }
}
