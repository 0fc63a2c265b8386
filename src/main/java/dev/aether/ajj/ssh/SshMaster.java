package dev.aether.ajj.ssh;

import dev.aether.ajj.files.ChannelTimeout;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * A connection that an ssh process keeps open and shares, as OpenSSH's PROTOCOL.mux describes. The ssh process ends a
 * few seconds after the last process that holds the connection has ended or was killed.
 *
 * @param control the control socket of the ssh process
 */
public record SshMaster(Path control) {
    private static final int VERSION = 4;
    private static final int HELLO = 1;
    private static final int ALIVE = 0x10000004;
    private static final int OPEN_FORWARD = 0x10000006;
    private static final int CLOSE_FORWARD = 0x10000007;
    private static final int OK = 0x80000001;
    private static final int IS_ALIVE = 0x80000005;
    private static final int LOCAL = 1;
    /** Used as the port when the address is the path of a Unix socket. */
    private static final int PATH = -2;

    private static final int LONGEST_ANSWER = 1 << 16;
    /** For an answer from this machine. A stopped process gives none. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(5);

    /** ssh has refused a request. */
    public static final class Refused extends IOException {
        Refused(String reason) {
            super(reason);
        }
    }

    /** Returns the connection of a control socket; empty when it is not alive. */
    static Optional<SshMaster> at(Path control) {
        SshMaster master = new SshMaster(control);
        try (Session session = master.session()) {
            DataInputStream answer = session.request(ALIVE, _ -> {});
            return answer.readInt() == IS_ALIVE ? Optional.of(master) : Optional.empty();
        } catch (IOException dead) {
            return Optional.empty();
        }
    }

    /**
     * Forwards a TCP port on 127.0.0.1 of this machine to the same port there. Does nothing when it is forwarded
     * already.
     *
     * @throws Refused when the port cannot be used
     * @throws IOException when the connection is lost
     */
    public void forward(int port) throws IOException {
        forward(OPEN_FORWARD, "127.0.0.1", port, "127.0.0.1", port);
    }

    /** Closes a forward, if it exists. Open connections stay. */
    public void cancel(int port) throws IOException {
        cancel("127.0.0.1", port, "127.0.0.1", port);
    }

    /** Forwards a Unix socket of this machine to one there. */
    void forward(Path here, String there) throws IOException {
        forward(OPEN_FORWARD, here.toString(), PATH, there, PATH);
    }

    void cancel(Path here, String there) throws IOException {
        cancel(here.toString(), PATH, there, PATH);
    }

    private void cancel(String listen, int listenPort, String connect, int connectPort) throws IOException {
        try {
            forward(CLOSE_FORWARD, listen, listenPort, connect, connectPort);
        } catch (Refused none) {
            // already closed
        }
    }

    private void forward(int request, String listen, int listenPort, String connect, int connectPort)
            throws IOException {
        try (Session session = session()) {
            DataInputStream answer = session.request(request, body -> {
                body.writeInt(LOCAL);
                text(body, listen);
                body.writeInt(listenPort);
                text(body, connect);
                body.writeInt(connectPort);
            });
            if (answer.readInt() != OK) {
                int _ = answer.readInt();
                throw new Refused(text(answer));
            }
        }
    }

    private static void text(DataOutputStream body, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        body.writeInt(bytes.length);
        body.write(bytes);
    }

    private static String text(DataInputStream answer) throws IOException {
        return new String(answer.readNBytes(answer.readInt()), StandardCharsets.UTF_8);
    }

    /** Keeps the connection alive until the result is closed. */
    public Hold hold() throws IOException {
        return new Hold(session());
    }

    private Session session() throws IOException {
        return Session.open(control);
    }

    /** Keeps a connection alive. */
    public static final class Hold implements AutoCloseable {
        private final Session session;
        private final CountDownLatch lost = new CountDownLatch(1);

        private Hold(Session session) {
            this.session = session;
            Thread.ofPlatform().daemon().name("ssh").start(() -> {
                session.awaitEnd();
                lost.countDown();
            });
        }

        /** Whether the connection is alive. A lost network is noticed after 15 seconds. */
        public boolean isAlive() {
            return lost.getCount() > 0;
        }

        /** Waits until the connection is lost or this hold is closed. */
        public void awaitEnd() throws InterruptedException {
            lost.await();
        }

        /** Releases the connection, which ends when nothing else holds it. */
        @Override
        public void close() {
            session.close();
        }
    }

    private interface Body {
        void write(DataOutputStream body) throws IOException;
    }

    /** An exchange of messages, each preceded by its length. */
    private record Session(SocketChannel channel, DataInputStream input, DataOutputStream output)
            implements AutoCloseable {

        static Session open(Path control) throws IOException {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                channel.connect(UnixDomainSocketAddress.of(control));
                Session session = new Session(
                        channel,
                        new DataInputStream(Channels.newInputStream(channel)),
                        new DataOutputStream(Channels.newOutputStream(channel)));
                session.send(HELLO, body -> body.writeInt(VERSION));
                DataInputStream hello = session.receive();
                if (hello.readInt() != HELLO || hello.readInt() != VERSION) {
                    throw new IOException("ssh uses another version of the multiplexing protocol");
                }
                return session;
            } catch (IOException | UnsupportedOperationException failed) {
                channel.close();
                throw failed instanceof IOException lost ? lost : new IOException(failed);
            }
        }

        DataInputStream request(int request, Body parameters) throws IOException {
            send(request, body -> {
                body.writeInt(0);
                parameters.write(body);
            });
            return receive();
        }

        private void send(int type, Body body) throws IOException {
            ByteArrayOutputStream message = new ByteArrayOutputStream();
            DataOutputStream words = new DataOutputStream(message);
            words.writeInt(type);
            body.write(words);
            output.writeInt(message.size());
            message.writeTo(output);
            output.flush();
        }

        private DataInputStream receive() throws IOException {
            try (ChannelTimeout _ = new ChannelTimeout(channel, ANSWER_TIMEOUT)) {
                int length = input.readInt();
                if (length < Integer.BYTES || length > LONGEST_ANSWER) {
                    throw new IOException("ssh sent a message of " + length + " bytes");
                }
                byte[] message = input.readNBytes(length);
                if (message.length < length) {
                    throw new EOFException();
                }
                return new DataInputStream(new ByteArrayInputStream(message));
            }
        }

        void awaitEnd() {
            try {
                while (input.read() >= 0) {
                    // ssh sends nothing unasked
                }
            } catch (IOException lost) {
                // ended
            }
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException gone) {
                // closed
            }
        }
    }
}
