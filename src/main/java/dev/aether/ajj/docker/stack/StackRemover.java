package dev.aether.ajj.docker.stack;

import static java.util.stream.Collectors.toSet;

import dev.aether.ajj.docker.engine.Engine;
import dev.aether.ajj.docker.engine.EngineName;
import dev.aether.ajj.docker.http.EngineRefusal;
import dev.aether.ajj.docker.http.EngineRequest;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.service.VolumeSpec;
import dev.aether.ajj.model.text.ShellWord;
import dev.aether.ajj.spi.backend.Backend.Kind;
import dev.aether.ajj.spi.backend.Backend.Part;
import dev.aether.ajj.spi.backend.Backend.Removal;
import dev.aether.ajj.spi.backend.Stack;
import dev.aether.ajj.spi.report.Progress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Removes a stack: containers first, then what they used. Resources are found by their labels and listed again
 * afterwards: only what the engine does not list counts as removed.
 */
public final class StackRemover {
    /** In the order in which remaining resources are reported. */
    private static final List<Kind> ALL = List.of(Kind.CONTAINER, Kind.VOLUME, Kind.IMAGE, Kind.NETWORK);

    /** Enough for most databases to write their files. Used only when their data outlives the container. */
    private static final int STOP_SECONDS = 10;

    private static final int MAX_TRIES = 5;
    private static final Duration PAUSE = Duration.ofMillis(200);

    private static final Pattern ANONYMOUS = Pattern.compile("[0-9a-f]{64}");

    private final Engine engine;
    private final ResourceListing listing;
    private final Progress progress;

    /** Removes stacks from this engine, and reports progress for each container. */
    public StackRemover(Engine engine, Progress progress) {
        this.engine = engine;
        this.listing = new ResourceListing(engine);
        this.progress = progress;
    }

    /** See {@link dev.aether.ajj.spi.backend.Backend#remove}. */
    public Removal remove(Stack stack, Part part) {
        return switch (part) {
            case Part.Everything _ -> remove(stack, false);
            case Part.KeepVolumes _ -> remove(stack, true);
            case Part.Service(String name) -> removeService(stack, name);
        };
    }

    private Removal remove(Stack stack, boolean keepVolumes) {
        List<Kind> removed = keepVolumes ? List.of(Kind.CONTAINER, Kind.NETWORK) : ALL;
        List<Listed> found = listing.of(stack, keepVolumes ? List.of(Kind.CONTAINER, Kind.VOLUME, Kind.NETWORK) : ALL);
        Set<String> kept = found.stream()
                .filter(each -> each.kind() == Kind.VOLUME && (keepVolumes || isElsewhere(each)))
                .map(Listed::name)
                .collect(toSet());
        Predicate<String> outlives = name -> !name.startsWith(stack.namespace() + "-") || kept.contains(name);
        Map<String, String> reasons = new ConcurrentHashMap<>();
        List<Listed> containers =
                found.stream().filter(each -> each.kind() == Kind.CONTAINER).toList();
        forEach(
                containers,
                container -> attempt(container, reasons, () -> {
                    progress.update(subject(stack, container), Progress.Stage.REMOVING, "");
                    removeContainer(container, outlives);
                    progress.update(subject(stack, container), Progress.Stage.REMOVED, "");
                }));
        List<Listed> others = found.stream()
                .filter(each -> each.kind() != Kind.CONTAINER && removed.contains(each.kind()))
                .toList();
        forEach(others, other -> attempt(other, reasons, () -> remove(other)));
        List<Listed> renamed = listing.renamed(stack);
        SequencedMap<String, String> left = new LinkedHashMap<>();
        renamed.forEach(container -> left.put(container.what(), wasRenamed(stack, container)));
        left(listing.of(stack, removed), reasons)
                .forEach((what, reason) -> left.put(what, user(what, renamed).orElse(reason)));
        containers.stream()
                .filter(container -> left.containsKey(container.what()))
                .forEach(container -> progress.update(subject(stack, container), Progress.Stage.FAILED, ""));
        return removal(
                found.stream().filter(each -> removed.contains(each.kind())).toList(), left);
    }

    private static String wasRenamed(Stack stack, Listed container) {
        String name = ShellWord.quoted(container.name());
        return "it was renamed or copied. Restore its name with `docker rename " + name + " "
                + ShellWord.quoted(stack.namespace() + "-" + container.service())
                + "`, or remove it with `docker rm -f "
                + name + "`";
    }

    /** Returns why a renamed container keeps a network or volume; empty for a resource that none uses. */
    private static Optional<String> user(String what, List<Listed> renamed) {
        return renamed.stream()
                .filter(container -> container.uses(what))
                .findFirst()
                .map(container -> "the container " + container.name() + " uses it");
    }

    private static void forEach(List<Listed> resources, Consumer<Listed> removal) {
        try (ExecutorService tasks =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().daemon().factory())) {
            resources.forEach(resource -> tasks.execute(() -> removal.accept(resource)));
        }
    }

    private Removal removeService(Stack stack, String service) {
        List<Listed> containers = containersOf(stack, service);
        Map<String, String> reasons = new ConcurrentHashMap<>();
        containers.forEach(container -> attempt(container, reasons, () -> removeContainer(container, _ -> true)));
        List<Listed> still = containers.isEmpty() ? containers : containersOf(stack, service);
        return removal(containers, left(still, reasons));
    }

    /** @param tried resources whose removal was tried */
    private static Removal removal(List<Listed> tried, SequencedMap<String, String> left) {
        return new Removal(removed(Kind.CONTAINER, tried, left), removed(Kind.VOLUME, tried, left), left);
    }

    private static int removed(Kind kind, List<Listed> tried, Map<String, String> left) {
        return (int) tried.stream()
                .filter(resource -> resource.kind() == kind && !left.containsKey(resource.what()))
                .count();
    }

    private static String subject(Stack stack, Listed container) {
        return stack.workspace() + "/" + container.service();
    }

    /**
     * Stops a container first when data that it writes outlives it: in a directory of the user, in a volume that is
     * kept, or in a shared volume. Anonymous volumes are removed with the container.
     *
     * @param kept whether the volume with a name is kept; the name is empty for a directory
     */
    private void removeContainer(Listed container, Predicate<String> kept) {
        boolean outlives = container
                .json()
                .path("Mounts")
                .valueStream()
                .filter(mount -> mount.path("RW").asBoolean())
                .map(mount -> mount.path("Name").asText(""))
                .anyMatch(name -> kept.test(name) && !ANONYMOUS.matcher(name).matches());
        if (outlives) {
            int seconds = Labels.stopTimeout(container.labels()).orElse(STOP_SECONDS);
            engine.act(
                    "stop container " + EngineName.shortId(container.id()),
                    "/containers/" + container.id() + "/stop?t=" + seconds,
                    Duration.ofSeconds(seconds));
        }
        remove(container);
    }

    /** Whether a volume's data is elsewhere, such as on a server, and survives the volume's removal. */
    private static boolean isElsewhere(Listed volume) {
        return !VolumeSpec.Driver.LOCAL
                        .name()
                        .equals(volume.json().path("Driver").asText())
                || !volume.json().path("Options").isEmpty();
    }

    /** Tries again for a moment: a busy engine may release a volume shortly after it has removed the container. */
    private void remove(Listed resource) {
        String path = resource.kind().word() + "s/" + EngineRequest.encoded(resource.id());
        for (int tries = 1; ; tries++) {
            try {
                engine.delete(
                        "remove " + resource.what(),
                        "/" + path + (resource.kind() == Kind.CONTAINER ? "?v=true&force=true" : ""));
                return;
            } catch (EngineRefusal refused) {
                if (resource.kind() != Kind.VOLUME || !refused.isConflict() || tries == MAX_TRIES) {
                    throw refused;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private static void attempt(Listed resource, Map<String, String> reasons, Runnable removal) {
        try {
            removal.run();
        } catch (EngineRefusal refused) {
            // Used only if the resource is listed afterwards: "removal is already in progress" is not a failure.
            reasons.put(resource.what(), refused.reason());
        } catch (Failure unanswered) {
            reasons.put(resource.what(), unanswered.first().message());
        }
    }

    private static SequencedMap<String, String> left(List<Listed> listed, Map<String, String> reasons) {
        SequencedMap<String, String> left = new LinkedHashMap<>();
        listed.forEach(resource ->
                left.put(resource.what(), reasons.getOrDefault(resource.what(), "the engine still has it")));
        return left;
    }

    private List<Listed> containersOf(Stack stack, String service) {
        return listing.of(stack, Kind.CONTAINER).stream()
                .filter(container -> service.equals(container.service()))
                .toList();
    }
}
