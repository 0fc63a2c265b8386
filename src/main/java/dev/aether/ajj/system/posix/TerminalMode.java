package dev.aether.ajj.system.posix;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;

/**
 * Terminal modes, as the C library's opaque {@code struct termios}. Every signature is also listed in
 * {@code META-INF/native-image/dev.aether/ajj/reachability-metadata.json}.
 */
public final class TerminalMode {
    /** In bytes. The largest known struct has 72. */
    private static final int SIZE = 256;
    /** TCSANOW, which keeps pending input. */
    private static final int NOW = 0;

    private TerminalMode() {}

    /** Returns the mode of a descriptor's terminal. */
    public static byte[] get(int descriptor) {
        return Posix.call("tcgetattr", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS), (tcgetattr, arena) -> {
            MemorySegment mode = arena.allocate(SIZE, Long.BYTES);
            int _ = (int) tcgetattr.invokeExact(descriptor, mode);
            return mode.toArray(JAVA_BYTE);
        });
    }

    /** Sets the mode of a descriptor's terminal. */
    public static void set(int descriptor, byte[] mode) {
        int _ = Posix.call(
                "tcsetattr", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS), (tcsetattr, arena) ->
                        (int) tcsetattr.invokeExact(descriptor, NOW, copy(arena, mode)));
    }

    /** Returns the raw variant of a mode, in which the terminal's driver interprets neither input nor output. */
    public static byte[] raw(byte[] mode) {
        return Posix.call("cfmakeraw", FunctionDescriptor.ofVoid(ADDRESS), (cfmakeraw, arena) -> {
            MemorySegment raw = copy(arena, mode);
            cfmakeraw.invokeExact(raw);
            return raw.toArray(JAVA_BYTE);
        });
    }

    private static MemorySegment copy(Arena arena, byte[] mode) {
        MemorySegment copy = arena.allocate(SIZE, Long.BYTES);
        MemorySegment.copy(mode, 0, copy, JAVA_BYTE, 0, mode.length);
        return copy;
    }
}
