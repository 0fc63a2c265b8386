package dev.aether.ajj.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Resources of the engine, read from its socket. This costs a tenth of a docker process. */
public final class EngineApi {
    private static final Path SOCKET = Path.of("/var/run/docker.sock");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private EngineApi() {}

    /** A container, a network or a volume. */
    public record Resource(Kind kind, String id, String name, String state, JsonNode labels) {}

    /** The kinds of resources, in an order in which they can be removed. */
    public enum Kind {
        CONTAINER("/containers/", "/containers/json?all=1&", "?force=1&v=1"),
        NETWORK("/networks/", "/networks?", ""),
        VOLUME("/volumes/", "/volumes?", "?force=1");

        private final String path;
        private final String list;
        private final String force;

        Kind(String path, String list, String force) {
            this.path = path;
            this.list = list;
            this.force = force;
        }
    }

    /** Returns the resources with a label, such as {@code key=value}, ordered by kind and name. */
    public static List<Resource> labelled(String label) {
        List<Resource> found = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            String filters = MAPPER.valueToTree(Map.of("label", List.of(label))).toString();
            String query = URLEncoder.encode(filters, StandardCharsets.UTF_8);
            JsonNode answer = json(call("GET " + kind.list + "filters=" + query));
            all(answer.has("Volumes") ? answer.get("Volumes") : answer)
                    .map(node -> resource(kind, node))
                    .sorted(Comparator.comparing(Resource::name))
                    .forEach(found::add);
        }
        return found;
    }

    /** Removes a resource unless it is already gone. */
    public static void remove(Resource resource) {
        call("DELETE " + resource.kind().path + resource.id() + resource.kind().force);
    }

    private static Resource resource(Kind kind, JsonNode node) {
        String name = node.path("Names").path(0).asText(node.path("Name").asText());
        return new Resource(
                kind,
                node.path("Id").asText(name),
                name.startsWith("/") ? name.substring(1) : name,
                node.path("State").asText(),
                node.path("Labels"));
    }

    private static Stream<JsonNode> all(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static JsonNode json(String answer) {
        try {
            return MAPPER.readTree(answer);
        } catch (IOException impossible) {
            throw new UncheckedIOException(answer, impossible);
        }
    }

    /** Returns the response. With HTTP/1.0, it ends when the engine closes the connection. */
    private static String call(String request) {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(SOCKET))) {
            ByteBuffer head =
                    StandardCharsets.UTF_8.encode(request + " HTTP/1.0\r\nHost: engine\r\nContent-Length: 0\r\n\r\n");
            while (head.hasRemaining()) {
                channel.write(head);
            }
            String answer = new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
            if (!answer.matches("(?s)HTTP/1\\.[01] (2|404).*")) {
                throw new IllegalStateException(request + ": " + answer);
            }
            return answer.substring(answer.indexOf("\r\n\r\n") + 4);
        } catch (IOException impossible) {
            throw new UncheckedIOException(request, impossible);
        }
    }
}
