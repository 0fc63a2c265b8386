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
 * Copies a command's output. The engine also writes to it why a command could not be started, so a first piece that
 * looks like such a message is held back until the exit status is known.
 */
final class StreamedOutput {
    private static final int BUFFER = 1 << 15;

    private final Console.Streams streams;
    private byte @Nullable [] held;
    private boolean started;
    private @Nullable IOException error;

    StreamedOutput(Console.Streams streams) {
        this.streams = streams;
    }

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
        while (length >= 0 && error == null) {
            accept(Source.STDOUT, Arrays.copyOf(buffer, length));
            length = stream.read(buffer);
        }
    }

    private void copyFrames(FrameReader frames) throws IOException {
        Optional<FrameReader.Frame> frame = frames.next();
        while (frame.isPresent() && error == null) {
            accept(frame.get().source(), frame.get().payload());
            frame = frames.next();
        }
    }

    private void accept(Source source, byte[] bytes) {
        if (!started && CommandRefusal.matches(new String(bytes, StandardCharsets.UTF_8))) {
            held = bytes;
        } else {
            writeHeldBack();
            write(source, bytes);
        }
        started = true;
    }

    Optional<String> heldBack() {
        return Optional.ofNullable(held).map(bytes -> new String(bytes, StandardCharsets.UTF_8).strip());
    }

    /** Writes what was held back, which was the command's own output. */
    void writeHeldBack() {
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
        } catch (IOException failed) {
            error = failed;
        }
    }

    /** Returns why writing failed; empty when it did not. */
    Optional<IOException> error() {
        return Optional.ofNullable(error);
    }
}
