package dev.aether.ajj.docker.access;

import dev.aether.ajj.spi.backend.LogLine.Source;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Reads the frames of the engine's multiplexed stdout and stderr. */
final class FrameReader {
    private static final int HEADER = 8;
    private static final int STDERR = 2;
    private static final int LENGTH_OFFSET = 4;
    /** In bytes. The engine's frames have little more than 16 KiB. */
    private static final int LARGEST = 1 << 26;

    private final InputStream stream;

    /** A piece of stdout or stderr. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Frame(Source source, byte[] payload) {}

    FrameReader(InputStream stream) {
        this.stream = stream;
    }

    /** Returns the next frame; empty at the end of the stream, and for an incomplete frame. */
    Optional<Frame> next() throws IOException {
        byte[] header = stream.readNBytes(HEADER);
        if (header.length < HEADER) {
            return Optional.empty();
        }
        int length = ByteBuffer.wrap(header).getInt(LENGTH_OFFSET);
        if (length < 0 || length > LARGEST) {
            throw new EOFException("the stream holds a frame of " + Integer.toUnsignedString(length) + " bytes");
        }
        byte[] payload = stream.readNBytes(length);
        return payload.length < length
                ? Optional.empty()
                : Optional.of(new Frame(header[0] == STDERR ? Source.STDERR : Source.STDOUT, payload));
    }
}
