package dev.aether.ajj.docker.stack;

import com.github.dockerjava.api.command.InspectVolumeResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Image;
import com.github.dockerjava.api.model.Network;
import dev.aether.ajj.docker.engine.Engine;
import dev.aether.ajj.docker.engine.EngineMessage;
import dev.aether.ajj.docker.engine.EngineName;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.service.VolumeSpec;
import dev.aether.ajj.spi.backend.Backend.Part;
import dev.aether.ajj.spi.backend.Backend.Removal;
import dev.aether.ajj.spi.backend.Stack;
import dev.aether.ajj.spi.report.Progress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Removes a stack: containers first, then what they used. Resources are found by their labels and listed again
 * afterwards: only what the engine does not list counts as removed.
 */
public final class StackRemover {
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
        List<Container> containers = listing.containers(stack);
        List<InspectVolumeResponse> volumes = listing.volumes(stack);
        Set<String> kept = volumes.stream()
                .filter(volume -> keepVolumes || isElsewhere(volume))
                .map(InspectVolumeResponse::getName)
                .collect(Collectors.toSet());
        Map<String, String> reasons = new ConcurrentHashMap<>();
        try (ExecutorService tasks = newThreads()) {
            containers.forEach(container -> tasks.execute(() -> removeContainer(stack, container, kept, reasons)));
        }
        try (ExecutorService tasks = newThreads()) {
            if (!keepVolumes) {
                volumes.forEach(volume -> tasks.execute(() -> removeVolume(volume, reasons)));
                listing.images(stack).forEach(image -> tasks.execute(() -> removeImage(image, reasons)));
            }
            listing.networks(stack).forEach(network -> tasks.execute(() -> removeNetwork(network, reasons)));
        }
        SequencedMap<String, String> left = remaining(stack, keepVolumes, reasons);
        containers.stream()
                .filter(container -> left.containsKey(label(container)))
                .forEach(container -> progress.update(subject(stack, container), Progress.Stage.FAILED, ""));
        return new Removal(removed(containers, left), left);
    }

    private static ExecutorService newThreads() {
        return Executors.newThreadPerTaskExecutor(Thread.ofPlatform().daemon().factory());
    }

    private Removal removeService(Stack stack, String service) {
        List<Container> containers = containersOf(stack, service);
        Map<String, String> reasons = new ConcurrentHashMap<>();
        containers.forEach(container ->
                attempt(label(container), reasons, () -> removeContainer(container, outlives(container, _ -> true))));
        SequencedMap<String, String> left = new LinkedHashMap<>();
        if (!containers.isEmpty()) {
            containersOf(stack, service).forEach(container -> putLeft(left, label(container), reasons));
        }
        return new Removal(removed(containers, left), left);
    }

    private static int removed(List<Container> containers, Map<String, String> left) {
        return (int) containers.stream()
                .filter(container -> !left.containsKey(label(container)))
                .count();
    }

    private void removeContainer(Stack stack, Container container, Set<String> kept, Map<String, String> reasons) {
        String service = subject(stack, container);
        progress.update(service, Progress.Stage.REMOVING, "");
        attempt(label(container), reasons, () -> {
            removeContainer(
                    container,
                    outlives(container, name -> !name.startsWith(stack.namespace() + "-") || kept.contains(name)));
            progress.update(service, Progress.Stage.REMOVED, "");
        });
    }

    private static String subject(Stack stack, Container container) {
        return stack.workspace() + "/" + container.getLabels().getOrDefault(Labels.SERVICE, container.getId());
    }

    /** @param gracefully whether to stop the container first */
    private void removeContainer(Container container, boolean gracefully) {
        if (gracefully) {
            stop(container);
        }
        engine.call(
                "remove " + label(container),
                client -> client.removeContainerCmd(container.getId())
                        .withForce(true)
                        .withRemoveVolumes(true)
                        .exec());
    }

    /**
     * Whether data that a container writes outlives it: in a directory of the user, in a volume that is kept, or in a
     * shared volume. Anonymous volumes are removed with the container.
     *
     * @param kept whether the volume with a name is kept; the name is empty for a directory
     */
    private static boolean outlives(Container container, Predicate<String> kept) {
        return container.getMounts() != null
                && container.getMounts().stream()
                        .filter(mount -> Boolean.TRUE.equals(mount.getRw()))
                        .map(mount -> Objects.requireNonNullElse(mount.getName(), ""))
                        .anyMatch(name ->
                                kept.test(name) && !ANONYMOUS.matcher(name).matches());
    }

    /** Whether a volume's data is elsewhere, such as on a server, and survives the volume's removal. */
    private static boolean isElsewhere(InspectVolumeResponse volume) {
        return !VolumeSpec.Driver.LOCAL.name().equals(volume.getDriver())
                || (volume.getOptions() != null && !volume.getOptions().isEmpty());
    }

    private void stop(Container container) {
        String id = container.getId();
        int seconds = Labels.stopTimeout(container.getLabels()).orElse(STOP_SECONDS);
        try {
            engine.callWithWait(
                    Duration.ofSeconds(seconds),
                    "stop container " + EngineName.shortId(id),
                    client -> client.stopContainerCmd(id).withTimeout(seconds).exec());
        } catch (NotModifiedException stopped) {
            // not running
        }
    }

    private void removeVolume(InspectVolumeResponse volume, Map<String, String> reasons) {
        String name = volume.getName();
        attempt("volume " + name, reasons, () -> {
            for (int tries = 1; !tryRemoveVolume(name, tries == MAX_TRIES); tries++) {
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        });
    }

    /** A busy engine may release a volume shortly after it has removed the container. */
    private boolean tryRemoveVolume(String volume, boolean last) {
        try {
            engine.call(
                    "remove volume " + volume,
                    client -> client.removeVolumeCmd(volume).exec());
            return true;
        } catch (ConflictException inUse) {
            if (last) {
                throw inUse;
            }
            return false;
        }
    }

    private void removeNetwork(Network network, Map<String, String> reasons) {
        String name = network.getName();
        attempt(
                "network " + name,
                reasons,
                () -> engine.call(
                        "remove network " + name,
                        client -> client.removeNetworkCmd(network.getId()).exec()));
    }

    private void removeImage(Image image, Map<String, String> reasons) {
        String name = ResourceListing.name(image);
        attempt(
                "image " + name,
                reasons,
                () -> engine.call(
                        "remove image " + name,
                        client -> client.removeImageCmd(name).exec()));
    }

    private static void attempt(String what, Map<String, String> reasons, Runnable removal) {
        try {
            removal.run();
        } catch (NotFoundException gone) {
            // already removed
        } catch (DockerException refused) {
            // Used only if the resource is listed afterwards: "removal is already in progress" is not a failure.
            reasons.put(what, EngineMessage.of(refused));
        } catch (Failure unanswered) {
            reasons.put(what, unanswered.first().message());
        }
    }

    private SequencedMap<String, String> remaining(Stack stack, boolean keepVolumes, Map<String, String> reasons) {
        SequencedMap<String, String> left = new LinkedHashMap<>();
        listing.containers(stack).forEach(container -> putLeft(left, label(container), reasons));
        if (!keepVolumes) {
            listing.volumes(stack).forEach(volume -> putLeft(left, "volume " + volume.getName(), reasons));
            listing.images(stack).forEach(image -> putLeft(left, "image " + ResourceListing.name(image), reasons));
        }
        listing.networks(stack).forEach(network -> putLeft(left, "network " + network.getName(), reasons));
        return left;
    }

    private static void putLeft(Map<String, String> left, String what, Map<String, String> reasons) {
        left.put(what, reasons.getOrDefault(what, "the engine still has it"));
    }

    private List<Container> containersOf(Stack stack, String service) {
        return listing.containers(stack).stream()
                .filter(container -> service.equals(container.getLabels().get(Labels.SERVICE)))
                .toList();
    }

    private static String label(Container container) {
        return "container " + ResourceListing.name(container);
    }
}
