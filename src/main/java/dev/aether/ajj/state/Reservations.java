package dev.aether.ajj.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aether.ajj.model.service.PortSpec.Protocol;
import dev.aether.ajj.model.workspace.Location;
import dev.aether.ajj.model.workspace.WorkspaceId;
import dev.aether.ajj.spi.state.PortLedger.Request;
import dev.aether.ajj.spi.state.PortLedger.Reservation;
import dev.aether.ajj.spi.state.Recovery.PinnedPort;
import dev.aether.ajj.state.JsonFile.Damaged;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * The port ledger's document: the holder of each host port ({@code "20017"}, {@code "20017/udp"}), the last chosen
 * port, and the last known root of each repository.
 */
final class Reservations {
    private static final String PORTS = "ports";
    private static final String LAST = "last";
    private static final String REPOSITORIES = "repositories";
    private static final String FIXED = "fixed";

    private final ObjectNode document;
    private final ObjectNode ports;

    /** @throws IllegalArgumentException or UnsupportedOperationException when it is not a ledger */
    Reservations(ObjectNode document) {
        this.document = document;
        this.ports = document.withObjectProperty(PORTS);
        ports.properties().forEach(Reservations::check);
    }

    /** @throws Damaged when the file is not a valid ledger */
    static Reservations read(JsonFile file) {
        ObjectNode document = file.read();
        try {
            return new Reservations(document);
        } catch (UnsupportedOperationException | IllegalArgumentException wrong) {
            throw new Damaged("\"ports\" is invalid: " + wrong.getMessage(), wrong);
        }
    }

    private static void check(Map.Entry<String, JsonNode> entry) {
        if (port(entry.getKey()) < 1 || !entry.getValue().isObject()) {
            throw new IllegalArgumentException("the port " + entry.getKey() + " has no holder");
        }
    }

    /** Returns the last port that ajj chose; 0 before the first one. */
    int last() {
        return document.path(LAST).asInt();
    }

    void setLast(int port) {
        document.put(LAST, port);
    }

    int count() {
        return ports.size();
    }

    Optional<Holder> holder(int port, Protocol protocol) {
        return Optional.ofNullable(ports.get(key(port, protocol))).map(Holder::of);
    }

    void put(int port, WorkspaceId owner, Location location, Request request) {
        put(
                key(port, request.port().protocol()),
                owner,
                location,
                request.service(),
                request.port().key());
        if (request.port().fixedHostPort().isPresent()) {
            ports.withObjectProperty(key(port, request.port().protocol())).put(FIXED, true);
        }
    }

    /** Reserves a port that a container has pinned, unless it is reserved already. */
    void restore(PinnedPort pinned) {
        Protocol protocol = pinned.key().endsWith("/" + Protocol.UDP.word()) ? Protocol.UDP : Protocol.TCP;
        String key = key(pinned.hostPort(), protocol);
        if (!ports.has(key)) {
            put(key, pinned.owner(), pinned.location(), pinned.service(), pinned.key());
        }
    }

    private void put(String key, WorkspaceId owner, Location location, String service, String port) {
        ObjectNode holder = ports.putObject(key)
                .put("repository", owner.repository())
                .put("root", owner.repositoryRoot().toString())
                .put("workspace", owner.workspace())
                .put("service", service)
                .put("port", port);
        LocationJson.write(location, holder);
    }

    Optional<Path> root(String repository) {
        String root = document.path(REPOSITORIES).path(repository).asText();
        return root.isEmpty() ? Optional.empty() : Optional.of(Path.of(root));
    }

    /** Records the root of a repository and updates its reservations. Drops repositories that no longer exist. */
    void setRoot(String repository, Path root) {
        ObjectNode repositories = document.withObjectProperty(REPOSITORIES);
        repositories.put(repository, root.toString());
        repositories.remove(repositories.properties().stream()
                .filter(entry -> isGone(Path.of(entry.getValue().asText())))
                .map(Map.Entry::getKey)
                .toList());
        ports.properties().stream()
                .map(Map.Entry::getValue)
                .filter(holder -> holder.path("repository").asText().equals(repository))
                .forEach(holder -> ((ObjectNode) holder).put("root", root.toString()));
    }

    private static boolean isGone(Path root) {
        return Files.notExists(root.resolve(".jj"));
    }

    List<Reservation> all() {
        return ports.properties().stream()
                .map(entry -> reservation(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingInt(Reservation::hostPort).thenComparing(Reservation::protocol))
                .toList();
    }

    private static Reservation reservation(String key, JsonNode node) {
        Holder holder = Holder.of(node);
        WorkspaceId owner = new WorkspaceId(holder.repository(), holder.workspace(), holder.root());
        int port = port(key);
        Protocol protocol = key.equals(key(port, Protocol.UDP)) ? Protocol.UDP : Protocol.TCP;
        return new Reservation(
                owner, port, protocol, holder.location(), node.path(FIXED).asBoolean());
    }

    /** Releases the ports that match the condition, and returns whether there were any. */
    boolean removeIf(BiPredicate<Integer, Holder> condition) {
        List<String> keys = ports.properties().stream()
                .filter(entry -> condition.test(port(entry.getKey()), Holder.of(entry.getValue())))
                .map(Map.Entry::getKey)
                .toList();
        ports.remove(keys);
        return !keys.isEmpty();
    }

    /** Transfers ports from one owner to another, and returns whether there were any. */
    boolean transfer(WorkspaceId from, WorkspaceId to) {
        List<ObjectNode> held = ports.properties().stream()
                .map(Map.Entry::getValue)
                .filter(node -> Holder.of(node).is(from))
                .map(ObjectNode.class::cast)
                .toList();
        held.forEach(node -> node.put("repository", to.repository())
                .put("root", to.repositoryRoot().toString())
                .put("workspace", to.workspace()));
        return !held.isEmpty();
    }

    /** Returns the document to be written, sorted by port. */
    ObjectNode document() {
        List<Map.Entry<String, JsonNode>> entries = ports.properties().stream()
                .sorted(Comparator.comparingInt((Map.Entry<String, JsonNode> entry) -> port(entry.getKey()))
                        .thenComparing(Map.Entry::getKey))
                .map(entry -> Map.entry(entry.getKey(), entry.getValue()))
                .toList();
        ports.removeAll();
        entries.forEach(entry -> ports.set(entry.getKey(), entry.getValue()));
        return document;
    }

    private static String key(int port, Protocol protocol) {
        return protocol == Protocol.TCP ? Integer.toString(port) : port + "/" + protocol.word();
    }

    private static int port(String key) {
        return Integer.parseInt(key.split("/", 2)[0]);
    }

    record Holder(String repository, Path root, String workspace, String service, Location location) {

        private static Holder of(JsonNode node) {
            return new Holder(
                    node.path("repository").asText(),
                    Path.of(node.path("root").asText()),
                    node.path("workspace").asText(),
                    node.path("service").asText(),
                    LocationJson.read(node));
        }

        boolean is(WorkspaceId owner) {
            return repository.equals(owner.repository()) && workspace.equals(owner.workspace());
        }

        /** Whether its repository was deleted, so that no command will ever release the port. */
        boolean isGone() {
            return Reservations.isGone(root);
        }

        String description() {
            return "the service " + service + " of the workspace \"" + workspace + "\" in " + root;
        }
    }
}
