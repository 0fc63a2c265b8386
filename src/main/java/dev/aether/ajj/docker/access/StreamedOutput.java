package dev.aether.ajj.docker.access;

import dev.aether.ajj.spi.backend.LogLine.Source;
import dev.aether.ajj.spi.terminal.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Passes on what a command prints. The engine tells by the same way why it could not start one, so a first piece that
 * reads like that is held back until it is known which of the two it was.
 */
final class StreamedOutput {
    private static final int BUFFER = 1 << 15;

    private final Console.Streams streams;
    private byte @Nullable [] held;
    private boolean begun;
    private @Nullable IOException lost;

    StreamedOutput(Console.Streams streams) {
        this.streams = streams;
    }

    /** Returns at the end of the stream, or when nobody takes what comes. */
    void copy(InputStream stream) throws IOException {
        if (streams.terminal().isPresent()) {
            copyRaw(stream);
        } else {
            copyFrames(new FrameReader(stream));
        }
    }

    private void copyRaw(InputStream stream) throws IOException {
        byte[] buffer = new byte[BUFFER];
        int length = stream.read(buffer);
        while (length >= 0 && lost == null) {
            accept(Source.STDOUT, Arrays.copyOf(buffer, length));
            length = stream.read(buffer);
        }
    }

    private void copyFrames(FrameReader frames) throws IOException {
        Optional<FrameReader.Frame> frame = frames.next();
        while (frame.isPresent() && lost == null) {
            accept(frame.get().source(), frame.get().payload());
            frame = frames.next();
        }
    }

    private void accept(Source source, byte[] bytes) {
        if (!begun && EngineRefusal.looksLikeOne(new String(bytes, StandardCharsets.UTF_8))) {
            held = bytes;
        } else {
            release();
            write(source, bytes);
        }
        begun = true;
    }

    /** What was held back, as text. */
    Optional<String> heldBack() {
        return Optional.ofNullable(held).map(bytes -> new String(bytes, StandardCharsets.UTF_8).strip());
    }

    /** What was held back was the command's own. */
    void release() {
        byte[] bytes = held;
        if (bytes != null) {
            held = null;
            write(Source.STDOUT, bytes);
        }
    }

    private void write(Source source, byte[] bytes) {
        OutputStream stream = source == Source.STDERR ? streams.error() : streams.output();
        try {
            stream.write(bytes);
            stream.flush();
        } catch (IOException e) {
            lost = e;
        }
    }

    /** Why nobody took what was printed; empty when somebody did. */
    Optional<IOException> lost() {
        return Optional.ofNullable(lost);
    }
}
