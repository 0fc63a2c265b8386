package dev.aether.ajj.docker.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** A connection to the engine that can be half-closed: a Unix socket, TCP, or TCP with TLS. */
interface EngineSocket extends AutoCloseable {
    int CONNECT_MILLIS = 10_000;
    int HTTP = 80;
    int HTTPS = 443;

    InputStream input() throws IOException;

    OutputStream output() throws IOException;

    /** Closes the output. Input can still be read. */
    void endOutput() throws IOException;

    Closeable channel();

    /** May be called twice and from any thread. A pending read fails. */
    @Override
    default void close() {
        try {
            channel().close();
        } catch (IOException gone) {
            // closed
        }
    }

    static EngineSocket open(EngineHttp engine) throws IOException {
        URI host = engine.host();
        return switch (String.valueOf(host.getScheme())) {
            case "unix" -> new Local(SocketChannel.open(UnixDomainSocketAddress.of(host.getPath())));
            case "tcp" -> new Remote(connect(host, engine.certificates()));
            default -> throw new IOException("connections through " + host.getScheme() + ":// are not supported");
        };
    }

    private static Socket connect(URI host, Optional<Path> certificates) throws IOException {
        Optional<SSLContext> tls =
                certificates.isEmpty() ? Optional.empty() : Optional.of(EngineTls.context(certificates.get()));
        Socket plain = new Socket();
        try {
            int port = host.getPort() > 0 ? host.getPort() : tls.isEmpty() ? HTTP : HTTPS;
            plain.setTcpNoDelay(true);
            plain.connect(new InetSocketAddress(host.getHost(), port), CONNECT_MILLIS);
            return tls.isEmpty() ? plain : secure(plain, host, tls.get());
        } catch (IOException | RuntimeException failed) {
            plain.close();
            throw failed;
        }
    }

    private static Socket secure(Socket plain, URI host, SSLContext context) throws IOException {
        SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(plain, host.getHost(), plain.getPort(), true);
        SSLParameters parameters = socket.getSSLParameters();
        // Otherwise a certificate for any host of the same authority would be accepted.
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    record Local(SocketChannel channel) implements EngineSocket {
        @Override
        public InputStream input() {
            return Channels.newInputStream(channel);
        }

        @Override
        public OutputStream output() {
            return Channels.newOutputStream(channel);
        }

        @Override
        public void endOutput() throws IOException {
            channel.shutdownOutput();
        }
    }

    record Remote(Socket channel) implements EngineSocket {
        @Override
        public InputStream input() throws IOException {
            return channel.getInputStream();
        }

        @Override
        public OutputStream output() throws IOException {
            return channel.getOutputStream();
        }

        @Override
        public void endOutput() throws IOException {
            channel.shutdownOutput();
        }
    }
}
