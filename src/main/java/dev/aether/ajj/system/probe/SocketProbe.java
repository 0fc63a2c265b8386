package dev.aether.ajj.system.probe;

import dev.aether.ajj.files.ChannelTimeout;
import dev.aether.ajj.spi.machine.Probe;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Probes services through sockets. A connection alone proves nothing: the engine's proxy accepts it before the service
 * listens, and closes it when the port is not open in the container.
 */
public class SocketProbe implements Probe {
    private static final Duration CONNECT = Duration.ofSeconds(1);
    /**
     * How long a service with an unknown protocol must keep a connection open. The proxy usually closes it within 1 ms;
     * the longest of 2000 measurements on two busy cores was 48 ms.
     */
    private static final Duration SILENCE = Duration.ofMillis(300);
    /** How long a service may take to answer a request. */
    private static final Duration ANSWER = Duration.ofSeconds(3);

    private static final Duration WHOLE = Duration.ofSeconds(5);

    private static final int POSTGRES = 5432;
    private static final int REDIS = 6379;
    private static final int LONGEST_LINE = 512;
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/\\d(?:\\.\\d)? (\\d{3})(?: .*)?");
    private static final int FIRST_ERROR = 400;

    private final Duration whole;

    public SocketProbe() {
        this(WHOLE);
    }

    /** @param whole timeout for a request and its answer */
    SocketProbe(Duration whole) {
        this.whole = whole;
    }

    @Override
    public Answer tcp(String host, int hostPort, int containerPort, Map<String, String> environment) {
        return ask(host, hostPort, socket -> switch (containerPort) {
            case POSTGRES -> PostgresGreeting.exchange(socket, environment);
            case REDIS -> redis(socket);
            default -> unknown(socket);
        });
    }

    @Override
    public Answer http(String host, int hostPort, String path) {
        return ask(host, hostPort, socket -> {
            String authority = (host.contains(":") ? "[" + host + "]" : host) + ":" + hostPort;
            send(
                    socket,
                    "GET " + path + " HTTP/1.1\r\nHost: " + authority
                            + "\r\nUser-Agent: ajj\r\nAccept: */*\r\nConnection: close\r\n\r\n");
            return status(line(socket.getInputStream()));
        });
    }

    /** Interprets a status line. Redirects are not followed: they show that the server is alive. */
    private static Answer status(String line) {
        if (line.isEmpty()) {
            return closed();
        }
        Matcher matcher = STATUS_LINE.matcher(line);
        if (!matcher.matches()) {
            return new Answer(false, "answers, but not in HTTP");
        }
        int status = Integer.parseInt(matcher.group(1));
        return new Answer(status < FIRST_ERROR, "HTTP status " + status);
    }

    /** Limits the whole exchange, not only each read: a server may send single bytes for ever. */
    private Answer ask(String host, int port, Exchange exchange) {
        long begin = System.nanoTime();
        try (Socket socket = connect(host, port);
                ChannelTimeout _ = new ChannelTimeout(socket, whole)) {
            socket.setSoTimeout((int) ANSWER.toMillis());
            return exchange.run(socket);
        } catch (ConnectException refused) {
            return new Answer(false, "connection refused");
        } catch (SocketTimeoutException late) {
            return new Answer(false, "does not answer in time");
        } catch (UnknownHostException unknown) {
            return new Answer(false, "the host " + host + " does not exist");
        } catch (IOException broken) {
            // usually "Connection reset", with which the proxy may also close a connection
            return System.nanoTime() - begin >= whole.toNanos()
                    ? new Answer(false, "does not answer in time")
                    : closed();
        }
    }

    private static Socket connect(String host, int port) throws IOException {
        IOException last = new ConnectException("no address");
        for (InetAddress address : InetAddress.getAllByName(host)) {
            Socket socket = new Socket();
            try {
                socket.connect(new InetSocketAddress(address, port), (int) CONNECT.toMillis());
                return socket;
            } catch (IOException failed) {
                socket.close();
                last = failed;
            }
        }
        throw last;
    }

    private static Answer unknown(Socket socket) throws IOException {
        socket.setSoTimeout((int) SILENCE.toMillis());
        try {
            return socket.getInputStream().read() < 0 ? closed() : new Answer(true, "speaks first");
        } catch (SocketTimeoutException _) {
            return new Answer(true, "keeps the connection open");
        }
    }

    private static Answer redis(Socket socket) throws IOException {
        send(socket, "PING\r\n");
        String line = line(socket.getInputStream());
        if (line.isEmpty()) {
            return closed();
        }
        return new Answer(!line.startsWith("-LOADING"), line.replaceFirst("^[-+]", ""));
    }

    static Answer closed() {
        return new Answer(false, "closes the connection at once");
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Returns the first line without its end; an empty text when nothing came. */
    private static String line(InputStream input) throws IOException {
        StringBuilder line = new StringBuilder();
        int next = input.read();
        while (next >= 0 && next != '\n' && line.length() < LONGEST_LINE) {
            line.append((char) next);
            next = input.read();
        }
        return line.toString().strip();
    }

    private interface Exchange {
        Answer run(Socket socket) throws IOException;
    }
}
