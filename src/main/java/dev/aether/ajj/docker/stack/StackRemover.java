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
 * Takes a stack away: containers first, then what they used. Everything is found by its labels, and asked for again
 * afterwards: only what the engine no longer lists counts as gone.
 */
public final class StackRemover {
    /** Enough for most databases to write their files; ajj waits for it only when these outlive the container. */
    private static final int STOP_SECONDS = 10;

    private static final int MOST_TRIES = 5;
    private static final Duration PAUSE = Duration.ofMillis(200);

    private static final Pattern ANONYMOUS = Pattern.compile("[0-9a-f]{64}");

    private final Engine engine;
    private final ResourceListing listing;
    private final Progress progress;

    /** Removes from this engine, and reports each container. */
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
        try (ExecutorService tasks =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().daemon().factory())) {
            containers.forEach(container -> tasks.execute(() -> removeContainer(stack, container, kept, reasons)));
        }
        try (ExecutorService tasks =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().daemon().factory())) {
            if (!keepVolumes) {
                volumes.forEach(volume -> tasks.execute(() -> removeVolume(volume, reasons)));
                listing.images(stack).forEach(image -> tasks.execute(() -> removeImage(image, reasons)));
            }
            listing.networks(stack).forEach(network -> tasks.execute(() -> removeNetwork(network, reasons)));
        }
        SequencedMap<String, String> left = leftOf(stack, keepVolumes, reasons);
        containers.stream()
                .filter(container -> left.containsKey(label(container)))
                .forEach(container -> progress.update(subject(stack, container), Progress.Stage.FAILED, ""));
        return new Removal(gone(containers, left), left);
    }

    private Removal removeService(Stack stack, String service) {
        List<Container> containers = containersOf(stack, service);
        Map<String, String> reasons = new ConcurrentHashMap<>();
        containers.forEach(container ->
                attempt(label(container), reasons, () -> end(container, outlives(container, _ -> true))));
        SequencedMap<String, String> left = new LinkedHashMap<>();
        if (!containers.isEmpty()) {
            containersOf(stack, service).forEach(container -> putLeft(left, label(container), reasons));
        }
        return new Removal(gone(containers, left), left);
    }

    private static int gone(List<Container> containers, Map<String, String> left) {
        return (int) containers.stream()
                .filter(container -> !left.containsKey(label(container)))
                .count();
    }

    private void removeContainer(Stack stack, Container container, Set<String> kept, Map<String, String> reasons) {
        String service = subject(stack, container);
        progress.update(service, Progress.Stage.REMOVING, "");
        attempt(label(container), reasons, () -> {
            end(
                    container,
                    outlives(container, name -> !name.startsWith(stack.namespace() + "-") || kept.contains(name)));
            progress.update(service, Progress.Stage.REMOVED, "");
        });
    }

    private static String subject(Stack stack, Container container) {
        return stack.workspace() + "/" + container.getLabels().getOrDefault(Labels.SERVICE, container.getId());
    }

    /** @param finish whether the service may finish what it is writing */
    private void end(Container container, boolean finish) {
        if (finish) {
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
     * Whether data that it writes outlives the container: in a directory of the user's, in a volume that is kept, or in one that
     * is shared. What has no name of its own goes with the container.
     *
     * @param kept whether a volume of this name is kept; for a directory the name is empty
     */
    private static boolean outlives(Container container, Predicate<String> kept) {
        return container.getMounts() != null
                && container.getMounts().stream()
                        .filter(mount -> Boolean.TRUE.equals(mount.getRw()))
                        .map(mount -> Objects.requireNonNullElse(mount.getName(), ""))
                        .anyMatch(name ->
                                kept.test(name) && !ANONYMOUS.matcher(name).matches());
    }

    /** Whether its data is somewhere else, such as on a server, and stays there. */
    private static boolean isElsewhere(InspectVolumeResponse volume) {
        return !VolumeSpec.Driver.LOCAL.name().equals(volume.getDriver())
                || (volume.getOptions() != null && !volume.getOptions().isEmpty());
    }

    private void stop(Container container) {
        String id = container.getId();
        int seconds = Labels.stopTimeout(container.getLabels()).orElse(STOP_SECONDS);
        try {
            engine.callWaiting(
                    Duration.ofSeconds(seconds),
                    "stop container " + EngineName.shortId(id),
                    client -> client.stopContainerCmd(id).withTimeout(seconds).exec());
        } catch (NotModifiedException stopped) {
            // It was not running.
        }
    }

    private void removeVolume(InspectVolumeResponse volume, Map<String, String> reasons) {
        String name = volume.getName();
        attempt("volume " + name, reasons, () -> {
            for (int tries = 1; !isRemoved(name, tries == MOST_TRIES); tries++) {
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        });
    }

    /** A busy engine lets go of a volume a moment after it has removed the container. */
    private boolean isRemoved(String volume, boolean last) {
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
            // Somebody else was faster.
        } catch (DockerException refused) {
            // Also "removal is already in progress", which is no failure: the check afterwards tells.
            reasons.put(what, EngineMessage.of(refused));
        } catch (Failure unanswered) {
            reasons.put(what, unanswered.first().message());
        }
    }

    private SequencedMap<String, String> leftOf(Stack stack, boolean keepVolumes, Map<String, String> reasons) {
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
