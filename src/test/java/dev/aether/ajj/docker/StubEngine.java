package dev.aether.ajj.docker;

import dev.aether.ajj.docker.engine.EngineAddress;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Listens like an engine, and sends the test's bytes, which may not be HTTP. */
public final class StubEngine implements AutoCloseable {
    /** The answer to a request. */
    public interface Reply {
        /**
         * Sends the answer. The connection is closed afterwards.
         *
         * @param request such as {@code GET /_ping}
         */
        void send(String request, OutputStream output) throws IOException;
    }

    /** Never sends anything. */
    public static final Reply SILENCE = (_, _) -> {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    };

    /** Answers the first request of an {@link dev.aether.ajj.docker.engine.Engine}, and no other. */
    public static final Reply ONLY_PING = (request, output) -> {
        if (request.equals("GET /_ping")) {
            output.write(response("200 OK", "OK").getBytes(StandardCharsets.US_ASCII));
        } else {
            SILENCE.send(request, output);
        }
    };

    private static final Pattern LENGTH = Pattern.compile("Content-Length: (\\d+)");

    private final ServerSocket server;
    private final Reply reply;
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    /** The requests, such as {@code GET /_ping}. */
    public final List<String> requests = new CopyOnWriteArrayList<>();
    /** The bodies of requests that have one. */
    public final List<byte[]> bodies = new CopyOnWriteArrayList<>();

    /** Starts an engine. */
    public StubEngine(Reply reply) {
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

    /** Starts an engine that answers with the complete responses to requests such as {@code GET /_ping}. */
    public static StubEngine answering(UnaryOperator<String> answers) {
        return new StubEngine(
                (request, output) -> output.write(answers.apply(request).getBytes(StandardCharsets.UTF_8)));
    }

    /** Returns a complete response. */
    public static String response(String status, String body) {
        return "HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
    }

    /** Returns a successful response. */
    public static String json(String body) {
        return response("200 OK", body);
    }

    /** Returns the path of a request, decoded and without its query. */
    public static String path(String request) {
        return URI.create(request.split(" ", 2)[1]).getPath();
    }

    /** Returns its address. */
    public EngineAddress address() {
        return address("");
    }

    /** @param user such as {@code me:password@} */
    EngineAddress address(String user) {
        return EngineAddress.find(Optional.of("tcp://" + user + "127.0.0.1:" + server.getLocalPort()), Map.of());
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
            Matcher length = LENGTH.matcher(head);
            byte[] body = input.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
            if (body.length > 0) {
                bodies.add(body);
            }
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
