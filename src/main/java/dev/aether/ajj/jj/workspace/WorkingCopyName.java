package dev.aether.ajj.jj.workspace;

import dev.aether.ajj.files.RegularFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads a workspace's name from its directory, since no jj command prints it. {@code .jj/working_copy/checkout} is a Protocol
 * Buffers message with the name as field 3 (jj's {@code lib/src/protos/local_working_copy.proto}).
 */
public final class WorkingCopyName {
    private static final Path FILE = Path.of(".jj", "working_copy", "checkout");
    private static final int NAME_FIELD = 3;
    private static final int TYPE_VARINT = 0;
    private static final int TYPE_BYTES = 2;

    private WorkingCopyName() {}

    /** Returns the name; empty when the file is missing or has another format. */
    public static Optional<String> in(Path root) {
        try {
            return name(ByteBuffer.wrap(RegularFile.read(root.resolve(FILE))));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<String> name(ByteBuffer message) {
        Optional<String> name = Optional.empty();
        while (message.hasRemaining()) {
            long tag = varint(message);
            long value = varint(message);
            switch ((int) tag & 7) {
                case TYPE_VARINT -> {}
                case TYPE_BYTES -> {
                    if (value < 0 || value > message.remaining()) {
                        return Optional.empty();
                    }
                    byte[] bytes = new byte[(int) value];
                    message.get(bytes);
                    if (tag >> 3 == NAME_FIELD) {
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

    /** Seven bits per byte, the lowest first; -1 when it is truncated. */
    private static long varint(ByteBuffer message) {
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
