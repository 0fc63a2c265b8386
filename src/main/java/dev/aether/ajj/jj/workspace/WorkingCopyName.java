package dev.aether.ajj.jj.workspace;

import dev.aether.ajj.files.RegularFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The name of the workspace that a directory is, from jj's own note in it: {@code .jj/working_copy/checkout}, a message of
 * Protocol Buffers with the name as its field 3 (jj's {@code lib/src/protos/local_working_copy.proto}). No jj command tells it.
 */
public final class WorkingCopyName {
    private static final Path NOTE = Path.of(".jj", "working_copy", "checkout");

    private static final int NAME = 3;
    private static final int NUMBER = 0;
    private static final int BYTES = 2;

    private WorkingCopyName() {}

    /** Empty when there is no such note, or none that is understood. */
    public static Optional<String> in(Path root) {
        try {
            return name(ByteBuffer.wrap(RegularFile.read(root.resolve(NOTE))));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<String> name(ByteBuffer message) {
        Optional<String> name = Optional.empty();
        while (message.hasRemaining()) {
            long tag = number(message);
            long value = number(message);
            switch ((int) tag & 7) {
                case NUMBER -> {}
                case BYTES -> {
                    if (value < 0 || value > message.remaining()) {
                        return Optional.empty();
                    }
                    byte[] bytes = new byte[(int) value];
                    message.get(bytes);
                    if (tag >> 3 == NAME) {
                        name = Optional.of(new String(bytes, StandardCharsets.UTF_8));
                    }
                }
                default -> {
                    return Optional.empty();
                }
            }
        }
        return name;
    }

    /** Seven bits a byte, the lowest first; -1 when it does not end. */
    private static long number(ByteBuffer message) {
        long number = 0;
        for (int shift = 0; shift < Long.SIZE && message.hasRemaining(); shift += 7) {
            byte next = message.get();
            number |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return number;
            }
        }
        return -1;
    }
}
