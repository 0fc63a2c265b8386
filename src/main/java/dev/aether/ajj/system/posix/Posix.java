package dev.aether.ajj.system.posix;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.aether.ajj.spi.terminal.Console;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Calls of the C library that Java does not offer. Every signature is also listed in
 * {@code META-INF/native-image/dev.aether/ajj/reachability-metadata.json}.
 */
public final class Posix {
    /** No such file or directory. */
    public static final int ENOENT = 2;
    /** Argument list too long. */
    public static final int E2BIG = 7;
    /** Permission denied. */
    public static final int EACCES = 13;

    private static final int SET_DESCRIPTOR_FLAGS = 2;
    private static final int CLOSE_ON_EXEC = 1;
    private static final long QUIT_ONLY = 1L << (3 - 1);
    private static final int SIGNAL_SET_SIZE = 128;
    private static final long POLL_RESULT = 6;
    private static final int POLL_ERROR = 8;
    private static final int POLL_HANG_UP = 16;

    private final Linker linker = Linker.nativeLinker();
    private final boolean mac = System.getProperty("os.name", "").startsWith("Mac");

    /**
     * Replaces this process by another program. Returns only on failure.
     *
     * @return errno
     */
    public int execute(List<byte[]> command) {
        MemoryLayout states = Linker.Option.captureStateLayout();
        MethodHandle execvp = link(
                "execvp", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS), Linker.Option.captureCallState("errno"));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(states);
            MemorySegment words = arena.allocate(ADDRESS, command.size() + 1L);
            for (int index = 0; index < command.size(); index++) {
                words.setAtIndex(ADDRESS, index, text(arena, command.get(index)));
            }
            int _ = (int) execvp.invokeExact(state, words.getAtIndex(ADDRESS, 0), words);
            return (int) states.varHandle(MemoryLayout.PathElement.groupElement("errno"))
                    .get(state, 0L);
        } catch (Throwable thrown) {
            throw unexpected("execvp", thrown);
        }
    }

    /** Starts a new session, so that signals of the terminal and the process group do not reach this process. */
    public void beginSession() {
        MethodHandle setsid = link("setsid", FunctionDescriptor.of(JAVA_INT));
        try {
            int _ = (int) setsid.invokeExact();
        } catch (Throwable thrown) {
            throw unexpected("setsid", thrown);
        }
    }

    /** Sets an environment variable of the process. {@link System#getenv()} does not show it. */
    public void setVariable(String name, String value) {
        MethodHandle setenv = link("setenv", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT));
        try (Arena arena = Arena.ofConfined()) {
            int _ = (int) setenv.invokeExact(text(arena, utf8(name)), text(arena, utf8(value)), 1);
        } catch (Throwable thrown) {
            throw unexpected("setenv", thrown);
        }
    }

    /** Removes an environment variable of the process. */
    public void unsetVariable(String name) {
        MethodHandle unsetenv = link("unsetenv", FunctionDescriptor.of(JAVA_INT, ADDRESS));
        try (Arena arena = Arena.ofConfined()) {
            int _ = (int) unsetenv.invokeExact(text(arena, utf8(name)));
        } catch (Throwable thrown) {
            throw unexpected("unsetenv", thrown);
        }
    }

    /** Has descriptors closed when another program replaces this process. */
    public void closeOnExecute(Iterable<Integer> descriptors) {
        MethodHandle fcntl = link(
                "fcntl",
                FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT),
                Linker.Option.firstVariadicArg(2));
        try {
            for (int descriptor : descriptors) {
                int _ = (int) fcntl.invokeExact(descriptor, SET_DESCRIPTOR_FLAGS, CLOSE_ON_EXEC);
            }
        } catch (Throwable thrown) {
            throw unexpected("fcntl", thrown);
        }
    }

    /** Unblocks SIGQUIT, which the JVM blocks in most threads: a command would inherit that and ignore Ctrl-\. */
    public void unblockQuit() {
        MethodHandle sigmask = link("pthread_sigmask", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment signals = arena.allocate(SIGNAL_SET_SIZE, Long.BYTES);
            signals.set(JAVA_LONG, 0, QUIT_ONLY);
            int unblock = mac ? 2 : 1;
            int _ = (int) sigmask.invokeExact(unblock, signals, MemorySegment.NULL);
        } catch (Throwable thrown) {
            throw unexpected("pthread_sigmask", thrown);
        }
    }

    /** Sets the soft and the hard limit for the number of open files. */
    public void limitOpenFiles(long soft, long hard) {
        MethodHandle setrlimit = link("setrlimit", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment limits = arena.allocate(JAVA_LONG, 2);
            limits.setAtIndex(JAVA_LONG, 0, soft);
            limits.setAtIndex(JAVA_LONG, 1, hard);
            int openFiles = mac ? 8 : 7;
            int _ = (int) setrlimit.invokeExact(openFiles, limits);
        } catch (Throwable thrown) {
            throw unexpected("setrlimit", thrown);
        }
    }

    /** Whether a descriptor is a terminal. */
    public boolean isTerminal(int descriptor) {
        MethodHandle isatty = link("isatty", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
        try {
            return (int) isatty.invokeExact(descriptor) == 1;
        } catch (Throwable thrown) {
            throw unexpected("isatty", thrown);
        }
    }

    /** Whether the other end of a descriptor's pipe is closed. */
    public boolean isBroken(int descriptor) {
        MethodHandle poll = link("poll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
        try (Arena arena = Arena.ofConfined()) {
            // struct pollfd: descriptor, requested events, returned events
            MemorySegment entry = arena.allocate(JAVA_INT, 2);
            entry.set(JAVA_INT, 0, descriptor);
            int found = (int) poll.invokeExact(entry, 1L, 0);
            return found > 0 && (entry.get(JAVA_SHORT, POLL_RESULT) & (POLL_ERROR | POLL_HANG_UP)) != 0;
        } catch (Throwable thrown) {
            throw unexpected("poll", thrown);
        }
    }

    /** Returns the width of a descriptor's terminal in characters; empty when it is unknown. */
    public OptionalInt columns(int descriptor) {
        int columns = windowSize(descriptor)[1];
        return columns > 0 ? OptionalInt.of(columns) : OptionalInt.empty();
    }

    /** Returns the size of a descriptor's terminal; empty when it is unknown. */
    public Optional<Console.Size> size(int descriptor) {
        int[] size = windowSize(descriptor);
        return size[0] > 0 && size[1] > 0 ? Optional.of(new Console.Size(size[0], size[1])) : Optional.empty();
    }

    private int[] windowSize(int descriptor) {
        MethodHandle ioctl = link(
                "ioctl",
                FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS),
                Linker.Option.firstVariadicArg(2));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment rowsAndColumns = arena.allocate(JAVA_SHORT, 4);
            long windowSize = mac ? 0x40087468L : 0x5413L;
            int _ = (int) ioctl.invokeExact(descriptor, windowSize, rowsAndColumns);
            return new int[] {
                Short.toUnsignedInt(rowsAndColumns.getAtIndex(JAVA_SHORT, 0)),
                Short.toUnsignedInt(rowsAndColumns.getAtIndex(JAVA_SHORT, 1))
            };
        } catch (Throwable thrown) {
            throw unexpected("ioctl", thrown);
        }
    }

    @SuppressWarnings("restricted")
    private MethodHandle link(String name, FunctionDescriptor descriptor, Linker.Option... options) {
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor, options);
    }

    private static MemorySegment text(Arena arena, byte[] bytes) {
        MemorySegment text = arena.allocate(bytes.length + 1L);
        MemorySegment.copy(bytes, 0, text, JAVA_BYTE, 0, bytes.length);
        return text;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static IllegalStateException unexpected(String call, Throwable thrown) {
        return new IllegalStateException("cannot call " + call, thrown);
    }
}
