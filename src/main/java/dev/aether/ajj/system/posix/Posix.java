package dev.aether.ajj.system.posix;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.aether.ajj.spi.terminal.Console;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
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
    private static final int SIGNAL_SET_LONGS = 16;
    private static final long POLL_RESULT = 6;
    private static final int POLL_ERROR = 8;
    private static final int POLL_HANG_UP = 16;

    /** In bytes. The largest known struct has 72. */
    private static final int TERMIOS_SIZE = 256;
    /** TCSANOW. */
    private static final int NOW = 0;

    private Posix() {}

    /**
     * Replaces this process by another program. Returns only on failure.
     *
     * @return errno
     */
    public static int execute(List<byte[]> command) {
        try (Arena arena = Arena.ofConfined()) {
            MemoryLayout layout = Linker.Option.captureStateLayout();
            MemorySegment state = arena.allocate(layout);
            long[] words = new long[command.size() + 1];
            for (int index = 0; index < command.size(); index++) {
                words[index] = text(arena, command.get(index));
            }
            int _ = call(
                    "execvp",
                    state,
                    words[0],
                    arena.allocateFrom(JAVA_LONG, words).address());
            return state.get(JAVA_INT, layout.byteOffset(MemoryLayout.PathElement.groupElement("errno")));
        }
    }

    /** Links the functions with which a process is replaced. That takes a JVM 30 ms, and later calls find it done. */
    public static void prepareExecution() {
        List<MethodHandle> _ = List.of(function("execvp"), fcntl());
    }

    private static MethodHandle fcntl() {
        return link(
                "fcntl",
                FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT),
                Linker.Option.firstVariadicArg(2));
    }

    /** Starts a new session, so that signals of the terminal and the process group do not reach this process. */
    public static void beginSession() {
        int _ = call("setsid");
    }

    /** Sets an environment variable of the process. {@link System#getenv()} does not show it. */
    public static void setVariable(String name, String value) {
        try (Arena arena = Arena.ofConfined()) {
            int _ = call("setenv", text(arena, name.getBytes(UTF_8)), text(arena, value.getBytes(UTF_8)), 1);
        }
    }

    /** Removes an environment variable of the process. */
    public static void unsetVariable(String name) {
        try (Arena arena = Arena.ofConfined()) {
            int _ = call("unsetenv", text(arena, name.getBytes(UTF_8)));
        }
    }

    /** Has descriptors closed when another program replaces this process. */
    public static void closeOnExecute(Iterable<Integer> descriptors) {
        int _ = with(fcntl(), (fcntl, _) -> {
            int result = 0;
            for (int descriptor : descriptors) {
                result |= (int) fcntl.invokeExact(descriptor, SET_DESCRIPTOR_FLAGS, CLOSE_ON_EXEC);
            }
            return result;
        });
    }

    /** Unblocks SIGQUIT, which the JVM blocks in most threads: a command would inherit that and ignore Ctrl-\. */
    public static void unblockQuit() {
        try (Arena arena = Arena.ofConfined()) {
            long[] signals = new long[SIGNAL_SET_LONGS];
            signals[0] = QUIT_ONLY;
            int unblock = isMac() ? 2 : 1;
            int _ = call(
                    "pthread_sigmask",
                    unblock,
                    arena.allocateFrom(JAVA_LONG, signals).address());
        }
    }

    /** Sets the soft and the hard limit for the number of open files. */
    public static void limitOpenFiles(long soft, long hard) {
        try (Arena arena = Arena.ofConfined()) {
            int openFiles = isMac() ? 8 : 7;
            int _ = call(
                    "setrlimit",
                    openFiles,
                    arena.allocateFrom(JAVA_LONG, soft, hard).address());
        }
    }

    /** Whether a descriptor is a terminal. */
    public static boolean isTerminal(int descriptor) {
        return call("isatty", descriptor) == 1;
    }

    /** Whether the other end of a descriptor's pipe is closed. */
    public static boolean isBroken(int descriptor) {
        try (Arena arena = Arena.ofConfined()) {
            // struct pollfd: descriptor, requested events, returned events
            MemorySegment entry = arena.allocateFrom(JAVA_INT, descriptor, 0);
            int found = call("poll", entry.address(), 1);
            return found > 0 && (entry.get(JAVA_SHORT, POLL_RESULT) & (POLL_ERROR | POLL_HANG_UP)) != 0;
        }
    }

    /** Returns the width of a descriptor's terminal in characters; empty when it is unknown. */
    public static OptionalInt columns(int descriptor) {
        int columns = windowSize(descriptor).columns();
        return columns > 0 ? OptionalInt.of(columns) : OptionalInt.empty();
    }

    /** Returns the size of a descriptor's terminal; empty when it is unknown. */
    public static Optional<Console.Size> size(int descriptor) {
        return Optional.of(windowSize(descriptor)).filter(size -> size.rows() > 0 && size.columns() > 0);
    }

    private static Console.Size windowSize(int descriptor) {
        MethodHandle function = link(
                "ioctl",
                FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS),
                Linker.Option.firstVariadicArg(2));
        return with(function, (ioctl, arena) -> {
            MemorySegment rowsAndColumns = arena.allocate(JAVA_SHORT, 4);
            long request = isMac() ? 0x40087468L : 0x5413L;
            int _ = (int) ioctl.invokeExact(descriptor, request, rowsAndColumns);
            return new Console.Size(
                    Short.toUnsignedInt(rowsAndColumns.getAtIndex(JAVA_SHORT, 0)),
                    Short.toUnsignedInt(rowsAndColumns.getAtIndex(JAVA_SHORT, 1)));
        });
    }

    /** Returns the mode of a descriptor's terminal, as the C library's opaque {@code struct termios}. */
    public static byte[] terminalMode(int descriptor) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment mode = arena.allocate(TERMIOS_SIZE, Long.BYTES);
            int _ = call("tcgetattr", descriptor, mode.address());
            return mode.toArray(JAVA_BYTE);
        }
    }

    /** Sets the mode of a descriptor's terminal, and keeps pending input. */
    public static void setTerminalMode(int descriptor, byte[] mode) {
        try (Arena arena = Arena.ofConfined()) {
            int _ = call("tcsetattr", descriptor, NOW, aligned(arena, mode).address());
        }
    }

    /** Returns the raw variant of a mode, in which the terminal's driver interprets neither input nor output. */
    public static byte[] rawMode(byte[] mode) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment raw = aligned(arena, mode);
            int _ = call("cfmakeraw", raw.address());
            return raw.toArray(JAVA_BYTE);
        }
    }

    private static MemorySegment aligned(Arena arena, byte[] mode) {
        MemorySegment copy = arena.allocate(mode.length, Long.BYTES);
        MemorySegment.copy(mode, 0, copy, JAVA_BYTE, 0, mode.length);
        return copy;
    }

    private static int call(String name, long... arguments) {
        try (Arena arena = Arena.ofConfined()) {
            return call(name, arena.allocate(Linker.Option.captureStateLayout()), arguments);
        }
    }

    /**
     * Calls a function that is not variadic.
     *
     * @param state gets errno
     * @param arguments at most three integers and addresses
     */
    private static int call(String name, MemorySegment state, long... arguments) {
        long[] all = Arrays.copyOf(arguments, 3);
        return with(function(name), (function, _) -> (int) function.invokeExact(state, all[0], all[1], all[2]));
    }

    /**
     * Links a function that is not variadic. All get the same shape, because a JVM links each shape for 10 ms: it puts
     * arguments in registers, of which the function reads those that it has, as wide as it needs them.
     */
    private static MethodHandle function(String name) {
        return link(
                name,
                FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG),
                Linker.Option.captureCallState("errno"));
    }

    /** A call of a function; the arena is closed after it. */
    private interface Call<T> {
        T with(MethodHandle function, Arena arena) throws Throwable;
    }

    @SuppressWarnings("restricted")
    private static MethodHandle link(String name, FunctionDescriptor descriptor, Linker.Option... options) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor, options);
    }

    private static <T> T with(MethodHandle function, Call<T> call) {
        try (Arena arena = Arena.ofConfined()) {
            return call.with(function, arena);
        } catch (Throwable thrown) {
            throw new IllegalStateException("cannot call a function of the C library", thrown);
        }
    }

    /** Returns the address of a copy that ends with 0. */
    private static long text(Arena arena, byte[] bytes) {
        MemorySegment text = arena.allocate(bytes.length + 1L);
        MemorySegment.copy(bytes, 0, text, JAVA_BYTE, 0, bytes.length);
        return text.address();
    }

    private static boolean isMac() {
        return System.getProperty("os.name", "").startsWith("Mac");
    }
}
