package dev.aether.ajj.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A proxy of the real engine with its own socket. It can disconnect or hang at a chosen request, like an engine that is
 * stopped, restarted or overloaded.
 */
public final class EngineProxy implements AutoCloseable {
    private static final Path ENGINE = Path.of("/var/run/docker.sock");

    /** The effect on the chosen request and all later ones. */
    public enum Outage {
        /** The connection closes before the engine gets the request. */
        GONE_BEFORE,
        /** The connection closes before the engine's response. */
        GONE_AFTER,
        /** The proxy holds matching requests until the engine recovers. */
        HELD
    }

    private record Plan(Pattern request, Outage outage) {}

    private final Path socket;
    private final ServerSocketChannel server;
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Plan plan;
    private volatile boolean gone;
    private final AtomicInteger held = new AtomicInteger();
    private final Set<SocketChannel> holding = ConcurrentHashMap.newKeySet();
    private volatile CountDownLatch back = new CountDownLatch(1);

    /** @param directory contains its socket */
    public EngineProxy(Path directory) {
        socket = directory.resolve("engine.sock");
        try {
            server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(socket));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        Thread.ofVirtual().start(this::accept);
    }

    /** Returns the address for {@code DOCKER_HOST}. */
    public String address() {
        return "unix://" + socket;
    }

    /** Fails from the first request that matches, such as {@code POST /containers/.+/start}. */
    public void failAt(String request, Outage outage) {
        back = new CountDownLatch(1);
        plan = new Plan(Pattern.compile("^" + request), outage);
    }

    /** Returns whether the chosen request has arrived. */
    public boolean hasFailed() {
        return gone;
    }

    /** Returns the number of requests held so far. */
    public int held() {
        return held.get();
    }

    /** Ends the outage, and waits until the engine has answered all held requests, perhaps after ajj has given up. */
    public void recover() {
        plan = null;
        gone = false;
        back.countDown();
        await().atMost(Duration.ofMinutes(1)).until(holding::isEmpty);
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel client = server.accept();
                if (gone) {
                    client.close();
                } else {
                    Thread.ofVirtual().start(() -> serve(client));
                }
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void serve(SocketChannel client) {
        open.add(client);
        try (client;
                SocketChannel engine = SocketChannel.open(UnixDomainSocketAddress.of(ENGINE))) {
            open.add(engine);
            AtomicBoolean last = new AtomicBoolean();
            Thread answers = Thread.ofVirtual().start(() -> answer(engine, client, last));
            ask(client, engine, last);
            answers.join();
            open.remove(engine);
        } catch (IOException | InterruptedException ended) {
            // One side or this proxy was closed.
        } finally {
            open.remove(client);
            holding.remove(client);
        }
    }

    /** @param last set if the connection closes at the response */
    private void ask(SocketChannel client, SocketChannel engine, AtomicBoolean last) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        while (client.read(buffer.clear()) >= 0) {
            buffer.flip();
            Plan now = plan;
            if (now != null && now.request().matcher(text(buffer)).find()) {
                switch (now.outage()) {
                    case GONE_BEFORE -> {
                        disconnect();
                        return;
                    }
                    case GONE_AFTER -> last.set(true);
                    case HELD -> {
                        holding.add(client);
                        hold();
                    }
                }
            }
            while (buffer.hasRemaining()) {
                engine.write(buffer);
            }
        }
        engine.shutdownOutput();
    }

    private void hold() throws IOException {
        held.incrementAndGet();
        try {
            back.await();
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
    }

    private static String text(ByteBuffer buffer) {
        return StandardCharsets.US_ASCII.decode(buffer.duplicate()).toString();
    }

    private void answer(SocketChannel engine, SocketChannel client, AtomicBoolean last) {
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        try {
            while (engine.read(buffer.clear()) >= 0) {
                if (last.get()) {
                    disconnect();
                    return;
                }
                buffer.flip();
                while (buffer.hasRemaining()) {
                    client.write(buffer);
                }
            }
            client.shutdownOutput();
        } catch (IOException ended) {
            // One side or this proxy was closed.
        }
    }

    private void disconnect() throws IOException {
        gone = true;
        for (SocketChannel channel : open) {
            channel.close();
        }
        open.clear();
    }

    @Override
    public void close() {
        try {
            server.close();
            back.countDown();
            disconnect();
            Files.deleteIfExists(socket);
            // Stacks record this address, and are removed after the proxy is closed.
            Files.createSymbolicLink(socket, ENGINE);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
