package dev.aether.ajj.ssh;

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
 * A connection that a process of ssh keeps open and shares, as its file PROTOCOL.mux describes. Each process that holds
 * it keeps it alive: a few seconds after the last one has ended, also by being killed, the process of ssh ends.
 *
 * @param control the socket where ssh listens for us
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
    /** In the place of a port: the address is the path of a Unix socket. */
    private static final int PATH = -2;

    private static final int LONGEST_ANSWER = 1 << 16;
    /** The answers come from this machine. A process that is stopped gives none. */
    private static final Duration LIMIT = Duration.ofSeconds(5);

    /** ssh understood a request and did not do it. */
    public static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;

        Refused(String reason) {
            super(reason);
        }
    }

    /** The connection behind a socket; empty when none is alive there. */
    static Optional<SshMaster> at(Path control) {
        SshMaster master = new SshMaster(control);
        try (Talk talk = master.talk()) {
            DataInputStream answer = talk.ask(ALIVE, _ -> {});
            return answer.readInt() == IS_ALIVE ? Optional.of(master) : Optional.empty();
        } catch (IOException dead) {
            return Optional.empty();
        }
    }

    /**
     * Has a TCP port of this machine, on 127.0.0.1 only, lead to the same one there; nothing changes when it does.
     *
     * @throws Refused when the port cannot be used
     * @throws IOException when the connection is lost
     */
    public void forward(int port) throws IOException {
        forward(OPEN_FORWARD, "127.0.0.1", port, "127.0.0.1", port);
    }

    /** Closes a forward, if it exists; open connections stay. */
    public void cancel(int port) throws IOException {
        try {
            forward(CLOSE_FORWARD, "127.0.0.1", port, "127.0.0.1", port);
        } catch (Refused none) {
            // it was closed already
        }
    }

    /** Has a Unix socket of this machine lead to one there. */
    void forward(Path here, String there) throws IOException {
        forward(OPEN_FORWARD, here.toString(), PATH, there, PATH);
    }

    void cancel(Path here, String there) throws IOException {
        try {
            forward(CLOSE_FORWARD, here.toString(), PATH, there, PATH);
        } catch (Refused none) {
            // it was closed already
        }
    }

    private void forward(int request, String listen, int listenPort, String connect, int connectPort)
            throws IOException {
        try (Talk talk = talk()) {
            DataInputStream answer = talk.ask(request, body -> {
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

    /** Keeps the connection alive until it is closed. */
    public Hold hold() throws IOException {
        return new Hold(talk());
    }

    private Talk talk() throws IOException {
        return Talk.with(control);
    }

    /** Keeps a connection alive. */
    public static final class Hold implements AutoCloseable {
        private final Talk talk;
        private final CountDownLatch lost = new CountDownLatch(1);

        private Hold(Talk talk) {
            this.talk = talk;
            Thread.ofPlatform().daemon().name("ssh").start(() -> {
                talk.awaitEnd();
                lost.countDown();
            });
        }

        /** Whether the connection is there. A network that is gone is noticed after 15 seconds. */
        public boolean isAlive() {
            return lost.getCount() > 0;
        }

        /** Returns when the connection is lost, or this was closed. */
        public void awaitEnd() throws InterruptedException {
            lost.await();
        }

        /** Releases it: the connection ends when nothing else holds it. */
        @Override
        public void close() {
            talk.close();
        }
    }

    private interface Body {
        void write(DataOutputStream body) throws IOException;
    }

    /** One exchange of messages, each with its length before it. */
    private record Talk(SocketChannel channel, DataInputStream input, DataOutputStream output)
            implements AutoCloseable {

        static Talk with(Path control) throws IOException {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                channel.connect(UnixDomainSocketAddress.of(control));
                Talk talk = new Talk(
                        channel,
                        new DataInputStream(Channels.newInputStream(channel)),
                        new DataOutputStream(Channels.newOutputStream(channel)));
                talk.send(HELLO, body -> body.writeInt(VERSION));
                DataInputStream hello = talk.receive();
                if (hello.readInt() != HELLO || hello.readInt() != VERSION) {
                    throw new IOException("ssh speaks another version of its protocol");
                }
                return talk;
            } catch (IOException | UnsupportedOperationException failed) {
                channel.close();
                throw failed instanceof IOException lost ? lost : new IOException(failed);
            }
        }

        DataInputStream ask(int request, Body parameters) throws IOException {
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
            try (TimeLimit _ = new TimeLimit(channel, LIMIT)) {
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
                    // nothing is sent that was not asked for
                }
            } catch (IOException lost) {
                // so it has ended
            }
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException gone) {
                // so it is closed
            }
        }
    }
}
