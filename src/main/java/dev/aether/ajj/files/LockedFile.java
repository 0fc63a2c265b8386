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
 * A lock between processes and between threads, held through a file that serves for nothing else and is never deleted or
 * renamed: a lock on a file that somebody replaces would be two locks. The operating system releases it when its holder
 * dies. The file says who holds it, for those who wait.
 */
public final class LockedFile {
    private static final long SHORTEST_PAUSE_MILLIS = 1;
    private static final long LONGEST_PAUSE_MILLIS = 20;

    /** By path. The operating system's lock belongs to the process, so threads need one of their own. */
    private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

    /** Shorter waits are the rule between processes that go on at once; nobody wants to hear of them. */
    private static final Duration FELT = Duration.ofMillis(300);

    private final Path file;
    private final Duration limit;
    private final Consumer<String> waiting;

    /**
     * @param file the lock file; made when it is missing, its directory must exist
     * @param limit how long to wait for another holder
     */
    public LockedFile(Path file, Duration limit) {
        this(file, limit, _ -> {});
    }

    /** @param waiting told once who the holder is, when the waiting can be felt */
    public LockedFile(Path file, Duration limit, Consumer<String> waiting) {
        this.file = file;
        this.limit = limit;
        this.waiting = waiting;
    }

    /**
     * Does the work while holding the lock. Not re-entrant.
     *
     * @throws Failure {@code STATE_LOCKED} when the lock could not be had in time or the file cannot be written,
     *     {@code INTERRUPTED} when the thread was interrupted while it waited
     */
    public <T> T holding(Supplier<T> work) {
        long deadline = System.nanoTime() + limit.toNanos();
        ReentrantLock threads = THREADS.computeIfAbsent(realPath(), _ -> new ReentrantLock(true));
        try {
            awaitThreads(threads);
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

    private void awaitThreads(ReentrantLock threads) throws InterruptedException {
        // Not read from the file: closing any descriptor of it would drop the lock of this whole process.
        String owner = "another part of this process (" + ProcessDescription.current() + ")";
        Duration first = FELT.compareTo(limit) < 0 ? FELT : limit;
        if (threads.tryLock(first.toNanos(), TimeUnit.NANOSECONDS)) {
            return;
        }
        waiting.accept(owner);
        if (!threads.tryLock(limit.minus(first).toNanos(), TimeUnit.NANOSECONDS)) {
            throw held(owner);
        }
    }

    /** As {@link #holding(Supplier)}, for work without a result. */
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

    /** Links are not followed: whoever could place one would choose the file that is truncated. */
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
        long felt = System.nanoTime() + FELT.toNanos();
        boolean told = false;
        while (true) {
            FileLock lock = tryLock(channel);
            if (lock != null) {
                return lock;
            }
            if (System.nanoTime() - deadline >= 0) {
                throw held(holder(channel));
            }
            if (!told && System.nanoTime() - felt >= 0) {
                waiting.accept(holder(channel));
                told = true;
            }
            try {
                // Uneven pauses, so that many waiters do not come back all at once.
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

    /** A file with other content is not ajj's: it serves as a lock, but stays as it is. */
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

    /** Leaves no stale name behind. Nothing depends on it, so it may not spoil work that is done. */
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
            return absolute; // opening it will say why
        }
    }

    private Failure held(String owner) {
        return new Failure(StateProblem.Locked.held(file, owner, limit));
    }

    private Failure interrupted(Exception interrupted) {
        return new Failure(new Problem.Interrupted("waiting for " + file), interrupted);
    }

    private Failure notWritable(IOException reason) {
        return new Failure(Unwritable.problem(file, reason), reason);
    }
}
