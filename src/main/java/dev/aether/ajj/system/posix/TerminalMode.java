package dev.aether.ajj.system.posix;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * Terminal modes, as the C library's opaque {@code struct termios}. Every signature is also listed in
 * {@code META-INF/native-image/dev.aether/ajj/reachability-metadata.json}.
 */
public final class TerminalMode {
    /** In bytes. The largest known struct has 72. */
    private static final int SIZE = 256;
    /** TCSANOW, which keeps pending input. */
    private static final int NOW = 0;

    private final Linker linker = Linker.nativeLinker();

    /** Returns the mode of a descriptor's terminal. */
    public byte[] get(int descriptor) {
        MethodHandle tcgetattr = link("tcgetattr", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment mode = arena.allocate(SIZE, Long.BYTES);
            int _ = (int) tcgetattr.invokeExact(descriptor, mode);
            return mode.toArray(JAVA_BYTE);
        } catch (Throwable thrown) {
            throw unexpected("tcgetattr", thrown);
        }
    }

    /** Sets the mode of a descriptor's terminal. */
    public void set(int descriptor, byte[] mode) {
        MethodHandle tcsetattr = link("tcsetattr", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS));
        try (Arena arena = Arena.ofConfined()) {
            int _ = (int) tcsetattr.invokeExact(descriptor, NOW, copy(arena, mode));
        } catch (Throwable thrown) {
            throw unexpected("tcsetattr", thrown);
        }
    }

    /** Returns the raw variant of a mode, in which the terminal's driver interprets neither input nor output. */
    public byte[] raw(byte[] mode) {
        MethodHandle cfmakeraw = link("cfmakeraw", FunctionDescriptor.ofVoid(ADDRESS));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment raw = copy(arena, mode);
            cfmakeraw.invokeExact(raw);
            return raw.toArray(JAVA_BYTE);
        } catch (Throwable thrown) {
            throw unexpected("cfmakeraw", thrown);
        }
    }

    private static MemorySegment copy(Arena arena, byte[] mode) {
        MemorySegment copy = arena.allocate(SIZE, Long.BYTES);
        MemorySegment.copy(mode, 0, copy, JAVA_BYTE, 0, mode.length);
        return copy;
    }

    @SuppressWarnings("restricted")
    private MethodHandle link(String name, FunctionDescriptor descriptor) {
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor);
    }

    private static IllegalStateException unexpected(String call, Throwable thrown) {
        return new IllegalStateException("cannot call " + call, thrown);
    }
}
