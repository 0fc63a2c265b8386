package dev.aether.ajj.docker.access;

import dev.aether.ajj.spi.backend.LogLine.Source;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Takes the engine's joined stream of stdout and stderr apart. Each frame is one piece as the engine has received it.
 * docker-java has a reader too, but it cuts frames into pieces, and takes a raw stream for a joined one by its first byte.
 */
final class FrameReader {
    private static final int HEADER = 8;
    private static final int STDERR = 2;
    private static final int LENGTH_OFFSET = 4;
    /** The engine's own frames have 16 KiB or a little more. */
    private static final int LARGEST = 1 << 26;

    private final InputStream stream;

    /** A piece of one of the two. */
    static final class Frame {
        private final Source source;
        private final byte[] payload;

        private Frame(Source source, byte[] payload) {
            this.source = source;
            this.payload = payload;
        }

        Source source() {
            return source;
        }

        byte[] payload() {
            return payload;
        }
    }

    FrameReader(InputStream stream) {
        this.stream = stream;
    }

    /** The next frame; empty at the end, also when that comes in the middle of one. */
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
