package dev.aether.ajj.forward;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.ssh.SshTunnel;
import dev.aether.ajj.ssh.TimeLimit;
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
 * Which engine a connection leads to. A host can be reinstalled, and an address can get another meaning in the user's
 * configuration: what programs send to a port must not reach another machine then.
 *
 * @param tunnel connected
 */
record EngineQuestion(SshTunnel tunnel) {
    private static final int MOST = 1 << 20;
    private static final String QUESTION = "GET /info HTTP/1.0\r\nHost: docker\r\n\r\n";

    /**
     * Makes sure that it is this one.
     *
     * @param engine its id, as locations have it; empty when it is not known
     * @throws Failure {@code BACKEND_UNAVAILABLE} when another one answers, or none
     */
    void verify(String engine, Duration limit) {
        if (engine.isEmpty()) {
            return;
        }
        String address = tunnel.address().text();
        try {
            JsonNode info = info(tunnel.engine(limit), limit);
            // Engines with a directory for data of their own have it behind their id, Podman has the machine's name.
            String id = engine.replaceFirst("@.*", "");
            if (!id.equals(info.path("ID").asText())
                    && !id.equals(info.path("Name").asText())) {
                throw new Failure(new BackendProblem.Unavailable(
                        "another engine answers at " + address + " than the one that holds the services",
                        List.of("see where it leads: ssh " + tunnel.address().destination() + " hostname"),
                        Map.of("address", address)));
            }
        } catch (IOException silent) {
            throw new Failure(
                    new BackendProblem.Unavailable(
                            "the engine at " + address + " does not answer",
                            List.of("see whether Docker runs there: docker info"),
                            Map.of("address", address)),
                    silent);
        }
    }

    private static JsonNode info(Path socket, Duration limit) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
                TimeLimit _ = new TimeLimit(channel, limit)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.write(ByteBuffer.wrap(QUESTION.getBytes(StandardCharsets.US_ASCII)));
            String answer = new String(Channels.newInputStream(channel).readNBytes(MOST), StandardCharsets.UTF_8);
            int body = answer.indexOf("\r\n\r\n");
            if (body < 0) {
                throw new IOException("no answer");
            }
            return new ObjectMapper().readTree(answer.substring(body));
        }
    }
}
