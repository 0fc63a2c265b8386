package dev.aether.ajj.docker.stack;

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
import org.jspecify.annotations.Nullable;

/** The labels by which ajj knows what is its own. Nothing without them is ever removed. */
public final class Labels {
    private static final String PREFIX = "aether.";
    private static final String IMAGE = "aether.image.";

    static final String MANAGED = "aether.managed";
    static final String WORKSPACE = "aether.workspace";
    /** The prefix of the names of all that a stack has. */
    public static final String NAMESPACE = "aether.namespace";
    /** The service of a container. */
    public static final String SERVICE = "aether.service";

    static final String REPOSITORY = "aether.repo";
    static final String REPOSITORY_ROOT = "aether.repo-root";
    static final String ROOT = "aether.root";
    /** The fingerprint of what a container was made from. */
    public static final String CONFIG_HASH = "aether.config-hash";

    static final String PORTS = "aether.ports";
    /** The directory of the declaration, relative to the root. */
    static final String DECLARED_IN = "aether.declared-in";

    /** Where it was made: backend, address, the engine's id. */
    static final String LOCATION = "aether.location";

    /** How many seconds its program may take to end; empty: the usual time. Always written: an image may have labels too. */
    static final String STOP_TIMEOUT = "aether.stop-timeout";

    /** When ajj made the container: by it no image has all labels of a container that ajj makes of it. */
    private static final String CREATED = "aether.created";

    private static final Pattern SECONDS = Pattern.compile("\\d{1,4}");
    private static final Pattern PORT = Pattern.compile("(\\d{1,5}):([^,]+)");

    private Labels() {}

    /** What networks and volumes of a stack carry. */
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

    /** What a container of a stack carries, with the labels that its service declares. */
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

    /** The seconds that a service declares for its program to end. */
    public static Optional<Integer> stopTimeout(ServiceSpec service) {
        return service.container()
                .process()
                .lifetime()
                .stopGracePeriod()
                .map(period -> Math.toIntExact(Math.ceilDiv(period.toMillis(), 1000)));
    }

    /** The seconds that a container's labels name. */
    static Optional<Integer> stopTimeout(Map<String, String> labels) {
        return Optional.ofNullable(labels.get(STOP_TIMEOUT))
                .filter(SECONDS.asMatchPredicate())
                .map(Integer::valueOf);
    }

    /** The host ports that a container's labels name, by the key of its own port; the engine knows them only while it runs. */
    public static SequencedMap<String, Integer> hostPorts(Map<String, String> labels) {
        SequencedMap<String, Integer> ports = new LinkedHashMap<>();
        Matcher port = PORT.matcher(labels.getOrDefault(PORTS, ""));
        while (port.find()) {
            ports.put(port.group(2), Integer.parseInt(port.group(1)));
        }
        return ports;
    }

    /** What everything of one stack carries. */
    public static Map<String, String> ofStack(Stack stack) {
        return Map.of(MANAGED, "true", REPOSITORY, stack.repository(), NAMESPACE, stack.namespace());
    }

    /**
     * What an image that was built for a stack carries. Containers inherit the labels of their image, so these are not the labels of
     * a stack's containers.
     */
    public static Map<String, String> ofImage(Stack stack) {
        Map<String, String> labels = new TreeMap<>(ofImageOf(stack));
        labels.put(image(WORKSPACE), stack.workspace());
        labels.put(image(REPOSITORY_ROOT), stack.repositoryRoot().toString());
        labels.put(image(ROOT), stack.root().toString());
        return labels;
    }

    /** By which the images of one stack are found. */
    static Map<String, String> ofImageOf(Stack stack) {
        return ofStack(stack).entrySet().stream()
                .collect(Collectors.toMap(label -> image(label.getKey()), Map.Entry::getValue));
    }

    /** By which all images are found that were built. */
    static Map<String, String> ofAllImages() {
        return Map.of(image(MANAGED), "true");
    }

    /** Whose an image is; empty when a label is missing. */
    static Optional<Stack> stackOfImage(@Nullable Map<String, String> found) {
        if (found == null) {
            return Optional.empty();
        }
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

    /** What everything of one repository carries. */
    static Map<String, String> ofRepository(String repositoryId) {
        return Map.of(MANAGED, "true", REPOSITORY, repositoryId);
    }

    /** What everything of ajj carries. */
    static Map<String, String> ofAll() {
        return Map.of(MANAGED, "true");
    }

    /** The labels as the engine's filter takes them. */
    static List<String> filter(Map<String, String> wanted) {
        return wanted.entrySet().stream()
                .map(label -> label.getKey() + "=" + label.getValue())
                .sorted()
                .toList();
    }

    /** Whether something has all of these labels. */
    public static boolean carries(@Nullable Map<String, String> found, Map<String, String> wanted) {
        return found != null && found.entrySet().containsAll(wanted.entrySet());
    }

    /** Whether a container has all its labels of ajj from its image. */
    static boolean areOfImage(Map<String, String> container, @Nullable Map<String, String> image) {
        Map<String, String> own = new TreeMap<>(container);
        own.keySet().removeIf(name -> !name.startsWith(PREFIX));
        return carries(image, own);
    }

    /** Whose something is; empty when a label is missing, so that it may be somebody else's. */
    public static Optional<Stack> stack(@Nullable Map<String, String> found) {
        if (found == null || !found.keySet().containsAll(List.of(REPOSITORY, REPOSITORY_ROOT, WORKSPACE, NAMESPACE))) {
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
