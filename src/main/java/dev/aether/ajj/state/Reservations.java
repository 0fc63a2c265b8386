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
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    /** @throws Damaged when the document is not a valid ledger */
    Reservations(ObjectNode document) {
        this.document = document;
        try {
            this.ports = document.withObjectProperty(PORTS);
            all();
        } catch (UnsupportedOperationException | IllegalArgumentException wrong) {
            throw new Damaged("\"ports\" is invalid: " + wrong.getMessage(), wrong);
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

    Optional<Reservation> find(int port, Protocol protocol) {
        String key = key(port, protocol);
        return Optional.ofNullable(ports.get(key)).map(node -> reservation(key, node));
    }

    void put(int port, WorkspaceId owner, Location location, Request request) {
        ObjectNode holder = put(
                key(port, request.port().protocol()),
                owner,
                location,
                request.service(),
                request.port().key());
        if (request.port().fixedHostPort().isPresent()) {
            holder.put(FIXED, true);
        }
    }

    /** Reserves a port that a container has pinned, unless it is reserved already. */
    void restore(PinnedPort pinned) {
        Protocol protocol = pinned.key().endsWith("/" + Protocol.UDP.word()) ? Protocol.UDP : Protocol.TCP;
        String key = key(pinned.hostPort(), protocol);
        if (!ports.has(key)) {
            ObjectNode _ = put(key, pinned.owner(), pinned.location(), pinned.service(), pinned.key());
        }
    }

    private ObjectNode put(String key, WorkspaceId owner, Location location, String service, String port) {
        ObjectNode holder =
                own(ports.putObject(key), owner).put("service", service).put("port", port);
        LocationJson.write(location, holder);
        return holder;
    }

    private static ObjectNode own(ObjectNode holder, WorkspaceId owner) {
        return holder.put("repository", owner.repository())
                .put("root", owner.repositoryRoot().toString())
                .put("workspace", owner.workspace());
    }

    Optional<Path> root(String repository) {
        String root = document.path(REPOSITORIES).path(repository).asText();
        return root.isEmpty() ? Optional.empty() : Optional.of(Path.of(root));
    }

    /** Records the root of a repository and updates its reservations. Drops repositories that no longer exist and hold no port. */
    void setRoot(String repository, Path root) {
        ObjectNode repositories = document.withObjectProperty(REPOSITORIES);
        repositories.put(repository, root.toString());
        Set<String> holders =
                all().stream().map(held -> held.owner().repository()).collect(Collectors.toSet());
        repositories.remove(repositories.properties().stream()
                .filter(entry -> !holders.contains(entry.getKey()))
                .filter(entry -> isGone(Path.of(entry.getValue().asText())))
                .map(Map.Entry::getKey)
                .toList());
        matching(reservation -> reservation.owner().repository().equals(repository))
                .forEach(key -> ports.withObjectProperty(key).put("root", root.toString()));
    }

    private static boolean isGone(Path root) {
        return Files.notExists(root.resolve(".jj"));
    }

    /** Whether its repository was deleted, so that no command will ever release the port. */
    static boolean isGone(Reservation reservation) {
        return isGone(reservation.owner().repositoryRoot());
    }

    /** Whether a workspace holds the port. Its repository may have been moved since. */
    static boolean isOwn(Reservation reservation, WorkspaceId owner) {
        return reservation.owner().repository().equals(owner.repository())
                && reservation.owner().workspace().equals(owner.workspace());
    }

    List<Reservation> all() {
        return ports.properties().stream()
                .map(entry -> reservation(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingInt(Reservation::hostPort).thenComparing(Reservation::protocol))
                .toList();
    }

    private static Reservation reservation(String key, JsonNode node) {
        int port = Integer.parseInt(key.split("/", 2)[0]);
        Protocol protocol = key.contains("/") ? Protocol.UDP : Protocol.TCP;
        if (port < 1 || !key.equals(key(port, protocol)) || !node.isObject()) {
            throw new IllegalArgumentException("the port " + key + " has no holder");
        }
        return new Reservation(
                new WorkspaceId(
                        node.path("repository").asText(),
                        node.path("workspace").asText(),
                        Path.of(node.path("root").asText())),
                node.path("service").asText(),
                port,
                protocol,
                LocationJson.read(node),
                node.path(FIXED).asBoolean());
    }

    /** Releases the ports that match the condition, and returns whether there were any. */
    boolean removeIf(Predicate<Reservation> condition) {
        List<String> keys = matching(condition).toList();
        ports.remove(keys);
        return !keys.isEmpty();
    }

    /** Transfers ports from one owner to another, and returns whether there were any. */
    boolean transfer(WorkspaceId from, WorkspaceId to) {
        List<String> held = matching(reservation -> isOwn(reservation, from)).toList();
        held.forEach(key -> own(ports.withObjectProperty(key), to));
        return !held.isEmpty();
    }

    private Stream<String> matching(Predicate<Reservation> condition) {
        return all().stream().filter(condition).map(Reservation::port);
    }

    /** Returns the document to be written, sorted by port. */
    ObjectNode document() {
        ObjectNode sorted = document.objectNode();
        all().forEach(reservation -> sorted.set(reservation.port(), ports.get(reservation.port())));
        ports.removeAll();
        ports.setAll(sorted);
        return document;
    }

    private static String key(int port, Protocol protocol) {
        return protocol == Protocol.TCP ? Integer.toString(port) : port + "/" + protocol.word();
    }
}
