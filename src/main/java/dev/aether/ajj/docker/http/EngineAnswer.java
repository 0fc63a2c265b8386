package dev.aether.ajj.docker.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A successful answer, and its connection. */
public final class EngineAnswer implements Closeable {
    private static final long LARGEST = 1L << 26;

    private final EngineSocket socket;
    private final InputStream body;

    EngineAnswer(EngineSocket socket, InputStream body) {
        this.socket = socket;
        this.body = body;
    }

    /** Returns the body, which may be endless. */
    public InputStream body() {
        return body;
    }

    /** Returns the body, whose reading fails after 64 MiB: a hostile engine cannot fill the memory. */
    public InputStream limitedBody() {
        return HttpBody.atMost(LARGEST, body);
    }

    /** Reads the body as JSON; a missing node when it is empty. */
    public JsonNode tree() throws IOException {
        return new ObjectMapper().readTree(limitedBody());
    }

    /** Returns the unbuffered stream to the engine, for a connection that has become a stream. */
    public OutputStream output() throws IOException {
        return socket.output();
    }

    /** Closes the output. The body can still be read. */
    public void endOutput() throws IOException {
        socket.endOutput();
    }

    /** May be called from any thread. A pending read fails. */
    @Override
    public void close() {
        socket.close();
    }
}
