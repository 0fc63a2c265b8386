package dev.aether.ajj.docker.stack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aether.ajj.docker.engine.EngineName;
import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.model.workspace.Location;
import dev.aether.ajj.model.workspace.WorkspaceId;
import dev.aether.ajj.spi.backend.Stack;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The labels of ajj's resources. ajj never removes anything without them. */
public final class Labels {
    private static final String PREFIX = "aether.";
    private static final String IMAGE = "aether.image.";

    static final String MANAGED = "aether.managed";
    static final String WORKSPACE = "aether.workspace";
    /** The prefix of the names of a stack's resources. */
    static final String NAMESPACE = "aether.namespace";
    /** The service of a container. */
    static final String SERVICE = "aether.service";

    static final String REPOSITORY = "aether.repo";
    static final String REPOSITORY_ROOT = "aether.repo-root";
    static final String ROOT = "aether.root";
    /** The hash of a container's configuration. */
    static final String CONFIG_HASH = "aether.config-hash";

    static final String PORTS = "aether.ports";
    /** The directory of aether.toml, relative to the root. */
    static final String DECLARED_IN = "aether.declared-in";

    /** Backend, address and the engine's id. */
    static final String LOCATION = "aether.location";

    /** In seconds; empty for the default. Always set, to override a label of the image. */
    static final String STOP_TIMEOUT = "aether.stop-timeout";

    /** When ajj created the container. Because of it, no image has all the labels of its containers. */
    private static final String CREATED = "aether.created";

    private static final Pattern SECONDS = Pattern.compile("\\d{1,4}");
    private static final Pattern PORT = Pattern.compile("(\\d{1,5}):([^,]+)");

    private Labels() {}

    /** Returns the labels of a stack's networks and volumes. */
    public static Map<String, String> of(Stack stack, Location location) {
        Map<String, String> labels = new TreeMap<>();
        labels.put(MANAGED, "true");
        labels.put(WORKSPACE, stack.workspace());
        labels.put(NAMESPACE, stack.namespace());
        labels.put(REPOSITORY, stack.repository());
        labels.put(REPOSITORY_ROOT, stack.repositoryRoot().toString());
        labels.put(ROOT, stack.root().toString());
        stack.declaredIn().ifPresent(directory -> labels.put(DECLARED_IN, directory));
        labels.put(LOCATION, String.join(" ", location.backend(), location.address(), location.id()));
        return labels;
    }

    /** Returns the labels of a container, including those that its service declares. */
    public static Map<String, String> of(
            Stack stack, Location location, ServiceSpec service, Map<String, Integer> hostPorts, String configHash) {
        Map<String, String> labels = new TreeMap<>(service.container().labels());
        labels.putAll(of(stack, location));
        labels.put(SERVICE, service.name());
        labels.put(CONFIG_HASH, configHash);
        labels.put(
                PORTS,
                hostPorts.entrySet().stream()
                        .map(port -> port.getValue() + ":" + port.getKey())
                        .collect(Collectors.joining(",")));
        labels.put(STOP_TIMEOUT, stopTimeout(service).map(String::valueOf).orElse(""));
        labels.put(CREATED, Instant.now().toString());
        return labels;
    }

    /** Returns the stop timeout of a service, in seconds. */
    public static Optional<Integer> stopTimeout(ServiceSpec service) {
        return service.container()
                .process()
                .lifetime()
                .stopGracePeriod()
                .map(period -> Math.toIntExact(Math.ceilDiv(period.toMillis(), 1000)));
    }

    /** Returns the stop timeout in a container's labels, in seconds. */
    static Optional<Integer> stopTimeout(Map<String, String> labels) {
        return Optional.ofNullable(labels.get(STOP_TIMEOUT))
                .filter(SECONDS.asMatchPredicate())
                .map(Integer::valueOf);
    }

    /** Returns the host ports by port key. The engine itself reports them only for running containers. */
    static SequencedMap<String, Integer> hostPorts(Map<String, String> labels) {
        SequencedMap<String, Integer> ports = new LinkedHashMap<>();
        Matcher port = PORT.matcher(labels.getOrDefault(PORTS, ""));
        while (port.find()) {
            ports.put(port.group(2), Integer.parseInt(port.group(1)));
        }
        return ports;
    }

    /** Returns the labels of all resources of a stack. */
    public static Map<String, String> ofStack(Stack stack) {
        return Map.of(MANAGED, "true", REPOSITORY, stack.repository(), NAMESPACE, stack.namespace());
    }

    /** Returns the labels of an image that was built for a stack. They differ from a container's, which inherits them. */
    public static Map<String, String> ofImage(Stack stack) {
        Map<String, String> labels = new TreeMap<>(ofImageOf(stack));
        labels.put(image(WORKSPACE), stack.workspace());
        labels.put(image(REPOSITORY_ROOT), stack.repositoryRoot().toString());
        labels.put(image(ROOT), stack.root().toString());
        return labels;
    }

    /** Returns the labels that select the images of a stack. */
    static Map<String, String> ofImageOf(Stack stack) {
        return ofStack(stack).entrySet().stream()
                .collect(Collectors.toMap(label -> image(label.getKey()), Map.Entry::getValue));
    }

    /** Returns the labels that select all images that ajj has built. */
    static Map<String, String> ofAllImages() {
        return Map.of(image(MANAGED), "true");
    }

    /** Returns the stack of an image; empty when a label is missing. */
    static Optional<Stack> stackOfImage(Map<String, String> found) {
        Map<String, String> own = new TreeMap<>();
        found.forEach((name, value) -> {
            if (name.startsWith(IMAGE)) {
                own.put(PREFIX + name.substring(IMAGE.length()), value);
            }
        });
        return stack(own);
    }

    private static String image(String label) {
        return IMAGE + label.substring(PREFIX.length());
    }

    static Map<String, String> ofRepository(String repositoryId) {
        return Map.of(MANAGED, "true", REPOSITORY, repositoryId);
    }

    static Map<String, String> ofAll() {
        return Map.of(MANAGED, "true");
    }

    /** Returns labels in the form of the engine's filter. */
    static String filter(Map<String, String> wanted) {
        ObjectNode filter = JsonNodeFactory.instance.objectNode();
        ArrayNode labels = filter.putArray("label");
        wanted.forEach((name, value) -> labels.add(name + "=" + value));
        return filter.toString();
    }

    /** Whether a resource has all the wanted labels. */
    public static boolean carries(Map<String, String> found, Map<String, String> wanted) {
        return found.entrySet().containsAll(wanted.entrySet());
    }

    /** Whether a container has inherited all its ajj labels from its image. */
    static boolean areOfImage(Map<String, String> container, Map<String, String> image) {
        Map<String, String> own = new TreeMap<>(container);
        own.keySet().removeIf(name -> !name.startsWith(PREFIX));
        return carries(image, own);
    }

    /** Returns the stack of a resource; empty when a label is missing or not valid, so that it may not be ajj's. */
    static Optional<Stack> stack(Map<String, String> found) {
        if (!found.keySet().containsAll(List.of(REPOSITORY, REPOSITORY_ROOT, WORKSPACE, NAMESPACE))) {
            return Optional.empty();
        }
        try {
            return read(found);
        } catch (InvalidPathException notOurs) {
            return Optional.empty();
        }
    }

    private static Optional<Stack> read(Map<String, String> found) {
        Path root = Path.of(found.getOrDefault(REPOSITORY_ROOT, ""));
        return Optional.of(new Stack(
                        new WorkspaceId(found.getOrDefault(REPOSITORY, ""), found.getOrDefault(WORKSPACE, ""), root),
                        Path.of(found.getOrDefault(ROOT, root.toString())),
                        found.getOrDefault(NAMESPACE, ""),
                        Optional.ofNullable(found.get(DECLARED_IN)),
                        found.containsKey(ROOT)))
                .filter(stack ->
                        root.isAbsolute() && EngineName.isValid(stack.namespace()) && carries(found, ofStack(stack)));
    }
}
