package dev.aether.ajj.forward;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.files.ChannelTimeout;
import dev.aether.ajj.ssh.SshTunnel;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Verifies which engine a connection leads to. A host can be reinstalled, and the user's ssh configuration can change:
 * data that programs send to a port must not reach another machine.
 *
 * @param tunnel connected
 */
record EngineVerification(SshTunnel tunnel) {
    private static final int MAX_BYTES = 1 << 20;
    private static final String REQUEST = "GET /info HTTP/1.0\r\nHost: docker\r\n\r\n";

    /**
     * Verifies the engine's id.
     *
     * @param engine the id of its location; not verified when empty
     * @throws Failure {@code BACKEND_UNAVAILABLE} when another engine answers, or none
     */
    void verify(String engine, Duration limit) {
        if (engine.isEmpty()) {
            return;
        }
        String address = tunnel.address().text();
        try {
            JsonNode info = info(tunnel.engine(limit), limit);
            // A location's id ends with "@DIRECTORY" for an unusual data directory, and is the machine's name for
            // Podman.
            String id = engine.replaceFirst("@.*", "");
            if (!id.equals(info.path("ID").asText())
                    && !id.equals(info.path("Name").asText())) {
                throw new Failure(new BackendProblem.Unavailable(
                        "another engine answers at " + address + " than the one that holds the services",
                        List.of("check where the address leads: ssh "
                                + tunnel.address().destination() + " hostname"),
                        Map.of("address", address)));
            }
        } catch (IOException silent) {
            throw new Failure(
                    new BackendProblem.Unavailable(
                            "the engine at " + address + " does not answer",
                            List.of("check that Docker runs there: docker info"),
                            Map.of("address", address)),
                    silent);
        }
    }

    private static JsonNode info(Path socket, Duration limit) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
                ChannelTimeout _ = new ChannelTimeout(channel, limit)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.write(ByteBuffer.wrap(REQUEST.getBytes(StandardCharsets.US_ASCII)));
            String answer = new String(Channels.newInputStream(channel).readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
            int body = answer.indexOf("\r\n\r\n");
            if (body < 0) {
                throw new IOException("no answer");
            }
            return new ObjectMapper().readTree(answer.substring(body));
        }
    }
}
