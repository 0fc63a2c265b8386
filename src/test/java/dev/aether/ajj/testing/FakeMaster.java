package dev.aether.ajj.testing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;

/**
 * A fake of the ssh process that shares a connection, as far as PROTOCOL.mux describes it. Forwards of Unix sockets
 * listen.
 */
public final class FakeMaster implements AutoCloseable {
    private static final int HELLO = 1;
    private static final int ALIVE = 0x10000004;
    private static final int OPEN = 0x10000006;
    private static final int CLOSE = 0x10000007;
    private static final int OK = 0x80000001;
    private static final int FAILURE = 0x80000003;
    private static final int IS_ALIVE = 0x80000005;
    private static final int PATH = -2;

    private final ServerSocketChannel server;
    private final Thread accepting;
    private final Set<SocketChannel> clients = ConcurrentHashMap.newKeySet();
    private final Map<String, ServerSocketChannel> listeners = new ConcurrentHashMap<>();

    /** Requests except alive checks: {@code open 127.0.0.1:80 127.0.0.1:80}, {@code close /here /there}. */
    public final List<String> asked = new CopyOnWriteArrayList<>();
    /** The version of its protocol. */
    public volatile int version = 4;
    /** The reason for refusing to open and close forwards. */
    public volatile Optional<String> refusal = Optional.empty();
    /** The length that it claims its answers have; empty: the true one. */
    public volatile Optional<Integer> length = Optional.empty();
    /** Whether it neither reads nor sends, like a stopped process. */
    public volatile boolean silent;

    /** Listens at a path. */
    public FakeMaster(Path control) {
        this.server = listen(control);
        accepting = Thread.ofPlatform().daemon().start(() -> accept(server));
    }

    private static ServerSocketChannel listen(Path path) {
        try {
            ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            channel.bind(UnixDomainSocketAddress.of(path));
            return channel;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private void accept(ServerSocketChannel listening) {
        try {
            while (true) {
                SocketChannel client = listening.accept();
                clients.add(client);
                Thread.ofPlatform().daemon().start(() -> serve(client));
            }
        } catch (IOException closed) {
            // closed
        }
    }

    private void serve(SocketChannel client) {
        try (client) {
            DataInputStream input = new DataInputStream(Channels.newInputStream(client));
            DataOutputStream output = new DataOutputStream(Channels.newOutputStream(client));
            while (true) {
                byte[] message = input.readNBytes(input.readInt());
                if (!silent) {
                    answer(new DataInputStream(new ByteArrayInputStream(message)), output);
                }
            }
        } catch (IOException gone) {
            clients.remove(client);
        }
    }

    private void answer(DataInputStream message, DataOutputStream output) throws IOException {
        int type = message.readInt();
        int number = message.readInt();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream answer = new DataOutputStream(bytes);
        switch (type) {
            case HELLO -> {
                answer.writeInt(HELLO);
                answer.writeInt(version);
            }
            case ALIVE -> {
                answer.writeInt(IS_ALIVE);
                answer.writeInt(number);
                answer.writeInt(4711);
            }
            default -> {
                boolean done = forward(type, message);
                answer.writeInt(done ? OK : FAILURE);
                answer.writeInt(number);
                if (!done) {
                    byte[] reason = refusal.orElseThrow().getBytes(StandardCharsets.UTF_8);
                    answer.writeInt(reason.length);
                    answer.write(reason);
                }
            }
        }
        output.writeInt(length.orElse(bytes.size()));
        bytes.writeTo(output);
        output.flush();
    }

    private boolean forward(int type, DataInputStream message) throws IOException {
        boolean local = message.readInt() == 1;
        String listen = text(message);
        int listenPort = message.readInt();
        String connect = text(message);
        int connectPort = message.readInt();
        String word = type == OPEN ? "open" : type == CLOSE ? "close" : "other";
        asked.add(
                (local ? "" : "remote ") + word + " " + place(listen, listenPort) + " " + place(connect, connectPort));
        if (refusal.isPresent()) {
            return false;
        }
        if (listenPort == PATH && type == OPEN) {
            ServerSocketChannel listener = listen(Path.of(listen));
            listeners.put(listen, listener);
            Thread.ofPlatform().daemon().start(() -> accept(listener));
        } else if (listenPort == PATH) {
            stopListening(Path.of(listen));
        }
        return true;
    }

    private static String place(String address, int port) {
        return port == PATH ? address : address + ":" + port;
    }

    private static String text(DataInputStream message) throws IOException {
        return new String(message.readNBytes(message.readInt()), StandardCharsets.UTF_8);
    }

    /**
     * Stops one forward of a Unix socket, and keeps its file. Returns when it no longer listens; a thread may still be
     * accepting.
     */
    public void stopListening(Path path) {
        Optional.ofNullable(listeners.remove(path.toString())).ifPresent(listener -> {
            close(listener);
            Awaitility.await().until(() -> !listensAt(path));
        });
    }

    /** Returns the number of open connections to it. */
    public int clients() {
        return clients.size();
    }

    /** Stops like a killed process: its files stay. */
    @Override
    public void close() {
        close(server);
        try {
            // It may just have accepted a connection.
            accepting.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        listeners.values().forEach(FakeMaster::close);
        clients.forEach(FakeMaster::close);
    }

    private static void close(AutoCloseable channel) {
        try {
            channel.close();
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Returns whether a process listens at a path. */
    public static boolean listensAt(Path path) {
        if (!Files.exists(path)) {
            return false;
        }
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return channel.connect(UnixDomainSocketAddress.of(path));
        } catch (IOException dead) {
            return false;
        }
    }
}
