package dev.aether.ajj.docker;

import dev.aether.ajj.docker.engine.EngineAddress;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** Listens like an engine, and sends the test's bytes, which may not be HTTP. */
final class StubEngine implements AutoCloseable {
    /** The answer to a request. */
    interface Reply {
        /**
         * Sends the answer. The connection is closed afterwards.
         *
         * @param request such as {@code GET /_ping}
         */
        void send(String request, OutputStream output) throws IOException;
    }

    /** Never sends anything. */
    static final Reply SILENCE = (_, _) -> {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    };

    private final ServerSocket server;
    private final Reply reply;
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    final List<String> requests = new CopyOnWriteArrayList<>();

    StubEngine(Reply reply) {
        this.reply = reply;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        start(this::accept);
    }

    /** Starts an engine that answers every request with the same text. */
    static StubEngine saying(String text) {
        return new StubEngine((_, output) -> output.write(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** Returns a complete response. */
    static String response(String status, String body) {
        return "HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                + "\r\n\r\n" + body;
    }

    EngineAddress address() {
        return EngineAddress.find(Optional.of("tcp://127.0.0.1:" + server.getLocalPort()), Map.of());
    }

    private void start(Runnable work) {
        Thread thread = Thread.ofPlatform().daemon().unstarted(work);
        threads.add(thread);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                start(() -> serve(client));
            }
        } catch (IOException closed) {
            // The test has ended.
        }
    }

    private void serve(Socket client) {
        try (client) {
            InputStream input = new BufferedInputStream(client.getInputStream());
            StringBuilder head = new StringBuilder();
            int next = input.read();
            while (next >= 0 && head.indexOf("\r\n\r\n") < 0) {
                head.append((char) next);
                next = head.indexOf("\r\n\r\n") < 0 ? input.read() : next;
            }
            String request = head.toString().replaceFirst("(?s) HTTP/1.1\r\n.*", "");
            requests.add(request);
            reply.send(request, client.getOutputStream());
        } catch (IOException gone) {
            // The client has closed the connection.
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException closed) {
            // closed
        }
        threads.forEach(Thread::interrupt);
    }
}
