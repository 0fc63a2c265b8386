package dev.aether.ajj.testing;

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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Stands before the real engine on a socket of its own, and can go away in the middle of anything, as an engine does that
 * is stopped, restarted or hangs.
 */
public final class EngineProxy implements AutoCloseable {
    private static final Path ENGINE = Path.of("/var/run/docker.sock");

    /** What happens to the request that was chosen, and to all that come after it. */
    public enum Trouble {
        /** The engine is gone before it has heard it. */
        GONE_BEFORE,
        /** The engine has heard it, and is gone before it has answered. */
        GONE_AFTER,
        /** The engine takes its time: it hears it, and all like it, when it has come back. */
        HELD
    }

    private record Plan(Pattern request, Trouble trouble) {}

    private final Path socket;
    private final ServerSocketChannel server;
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Plan plan;
    private volatile boolean gone;
    private final AtomicInteger held = new AtomicInteger();
    private volatile CountDownLatch back = new CountDownLatch(1);

    /** @param directory where its socket is made */
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

    /** For {@code DOCKER_HOST}. */
    public String address() {
        return "unix://" + socket;
    }

    /** From the first request that matches, such as {@code POST /containers/.+/start}, there is no engine any more. */
    public void leaveAt(String request, Trouble trouble) {
        back = new CountDownLatch(1);
        plan = new Plan(Pattern.compile("^" + request), trouble);
    }

    /** Whether what it was to leave at has come. */
    public boolean hasLeft() {
        return gone;
    }

    /** How many requests were held so far. */
    public int held() {
        return held.get();
    }

    /** The engine is there again. */
    public void comeBack() {
        plan = null;
        gone = false;
        back.countDown();
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
            // One side has gone, or this proxy has.
        } finally {
            open.remove(client);
        }
    }

    /** @param last set when the engine is to be gone as soon as it has answered */
    private void ask(SocketChannel client, SocketChannel engine, AtomicBoolean last) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        while (client.read(buffer.clear()) >= 0) {
            buffer.flip();
            Plan now = plan;
            if (now != null && now.request().matcher(text(buffer)).find()) {
                switch (now.trouble()) {
                    case GONE_BEFORE -> {
                        leave();
                        return;
                    }
                    case GONE_AFTER -> last.set(true);
                    case HELD -> hold();
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
                    leave();
                    return;
                }
                buffer.flip();
                while (buffer.hasRemaining()) {
                    client.write(buffer);
                }
            }
            client.shutdownOutput();
        } catch (IOException ended) {
            // One side has gone, or this proxy has.
        }
    }

    private void leave() throws IOException {
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
            leave();
            Files.deleteIfExists(socket);
            // Stacks that were made through it are recorded at this address, and are to be removed after it.
            Files.createSymbolicLink(socket, ENGINE);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
