package dev.aether.ajj.spi.backend;

import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.model.text.Word;
import dev.aether.ajj.model.workspace.Location;
import dev.aether.ajj.spi.report.Check;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A place where services run. Each operation is all or nothing: when it throws, it has left nothing behind. Every
 * resource carries the stack's labels from the moment it exists.
 */
public interface Backend extends AutoCloseable {
    /** The name of the check whether the engine answers. */
    String CHECK = "engine";

    /**
     * Returns the engine's address without a password, such as {@code unix:///var/run/docker.sock}. Does not connect.
     */
    String address();

    /**
     * Returns the address together with the engine's own id. Finds the engine, and queries it once.
     *
     * @throws dev.aether.ajj.error.Failure {@code BACKEND_UNAVAILABLE}
     */
    Location location();

    /**
     * Returns the engine's address as other programs on this machine expect it in {@code DOCKER_HOST}; valid until
     * {@link #close}.
     */
    default String dockerHost() {
        return address();
    }

    /**
     * Checks that this backend supports everything that the services declare. Does not connect.
     *
     * @param root of the workspace, for relative mounts; one with similar files for a workspace that does not exist yet
     * @throws dev.aether.ajj.error.Failure {@code CONFIG_INVALID}, with the position of each unsupported key
     */
    default void check(Collection<ServiceSpec> services, Path root) {}

    /** Whether containers can mount files and directories of this machine; otherwise they get copies of small ones. */
    default boolean mountsFiles() {
        return true;
    }

    /** Returns the TCP ports that are in use on the engine's machine; empty if that is this machine. */
    default Set<Integer> portsInUse() {
        return Set.of();
    }

    /**
     * Returns the running container that publishes a port of this machine, whether it is ajj's or not, such as {@code the
     * container shop-db-1}; empty when none does.
     */
    default Optional<String> publisher(int hostPort) {
        return Optional.empty();
    }

    /**
     * Makes the host ports of services reachable from this machine: opens and repairs forwards. Does nothing for a
     * local engine.
     *
     * @param hostPorts by service, then by {@link dev.aether.ajj.model.service.PortSpec#key()}
     * @throws dev.aether.ajj.error.Failure {@code BACKEND_UNAVAILABLE}
     */
    default void openForwards(Stack stack, Map<String, ? extends Map<String, Integer>> hostPorts) {}

    /** Closes the forwards to a stack that is abandoned without being removed. Does not connect. */
    default void closeForwards(Stack stack) {}

    /**
     * Fetches a service's image as {@link ServiceSpec#pull()} demands.
     *
     * @throws dev.aether.ajj.error.Failure {@code IMAGE_NOT_FOUND}
     */
    ImageFacts fetchImage(ServiceSpec service);

    /**
     * Creates the private network and the named volumes of the services. Existing ones of the stack are kept, with
     * their data.
     *
     * @throws dev.aether.ajj.error.Failure {@code BACKEND_SPAWN_FAILED}
     */
    void createNetworkAndVolumes(Stack stack, Collection<ServiceSpec> services);

    /**
     * Creates and starts a container.
     *
     * @param hostPorts host port by {@link dev.aether.ajj.model.service.PortSpec#key()}
     * @return the container's id
     * @throws PortTaken when a host port is in use; the container is removed
     * @throws dev.aether.ajj.error.Failure {@code BACKEND_SPAWN_FAILED}
     */
    String create(Stack stack, ServiceSpec service, SequencedMap<String, Integer> hostPorts, String configHash)
            throws PortTaken;

    /**
     * Starts an existing container that does not run. If that fails, the container stays as it is.
     *
     * @throws PortTaken when one of its host ports is in use
     * @throws dev.aether.ajj.error.Failure {@code BACKEND_SPAWN_FAILED}, also when the container no longer exists
     */
    void restart(ServiceSpec service, String containerId) throws PortTaken;

    /** Returns the labels of an image that is built for a stack, and removed with it. Does not connect. */
    Map<String, String> imageLabels(Stack stack);

    /** Returns access to one container. Does not connect. */
    ServiceAccess access(Instance instance);

    /** Returns the address of published ports, as seen from this machine. */
    String host();

    /**
     * Removes a part of a stack and continues when a resource cannot be removed, then queries what remains. It is no
     * error when nothing exists. Anonymous volumes are removed with their containers.
     */
    Removal remove(Stack stack, Part part);

    /** Returns the containers of every repository, with one call to the engine. */
    List<OwnedService> services();

    /** Returns the containers of a repository, with one call to the engine. */
    List<OwnedService> services(String repositoryId);

    /** Returns containers, of every repository, that {@link #services} omits because they do not have ajj's name. */
    default List<RenamedContainer> renamed() {
        return List.of();
    }

    /**
     * Refuses a stack with a renamed container: another container of the service would write to the same volumes.
     *
     * @throws dev.aether.ajj.error.Failure {@code BACKEND_SPAWN_FAILED}
     */
    default void refuseRenamed(Stack stack) {}

    /** Returns everything that carries all of ajj's labels, of every repository. */
    List<Resource> resources();

    /** Returns every container of a repository, by namespace, with one call to the engine. */
    default Map<String, List<ObservedService>> observe(String repositoryId) {
        return services(repositoryId).stream()
                .collect(Collectors.groupingBy(
                        service -> service.stack().namespace(),
                        TreeMap::new,
                        Collectors.mapping(OwnedService::observed, Collectors.toList())));
    }

    /** Returns the checks whether the engine is fit for services. The first one is called {@link #CHECK}. */
    default List<Check> checks() {
        return List.of();
    }

    /** Limits the total time of all further calls, for commands that can do without the engine's answer. */
    default void limitTime(Duration time) {}

    /** Closes the connection; resources in the engine stay. */
    @Override
    void close();

    /** Thrown when a host port is already in use on the engine's machine. */
    final class PortTaken extends Exception {
        public PortTaken(String message) {
            super(message);
        }

        public PortTaken(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** The part of a stack that is removed. */
    sealed interface Part {
        /** Containers, network, volumes and the images that were built for it. */
        record Everything() implements Part {}

        /** All but named volumes and images. A container that writes to a named volume gets time to stop. */
        record KeepVolumes() implements Part {}

        /** One service's container. It gets time to stop if it writes to a named volume. */
        record Service(String name) implements Part {}
    }

    /**
     * A service's container.
     *
     * @param service its name in aether.toml
     */
    record Instance(String service, String id) {}

    /** The state of a container. */
    enum State implements Word {
        /** Never started. */
        CREATED,
        /** The engine is about to restart it. */
        RESTARTING,
        RUNNING,
        PAUSED,
        EXITED,
        /** Dead, or being removed. */
        BROKEN
    }

    /**
     * Properties of an image.
     *
     * @param healthcheck argv of its healthcheck; empty without one
     */
    record ImageFacts(List<String> healthcheck) {}

    /**
     * A snapshot of a container's state.
     *
     * @param exitCode of the last run that has ended; negative when unknown; only meaningful when the container does
     *     not run or was restarted
     * @param outOfMemory whether the kernel killed it because it ran out of memory
     */
    record ContainerState(boolean running, int exitCode, int restarts, boolean outOfMemory) {}

    /**
     * The result of a command in a container.
     *
     * @param exitStatus empty when the command could not be run or timed out
     * @param lastLines its last lines on stdout and stderr, oldest first
     */
    record CommandResult(OptionalInt exitStatus, List<String> lastLines) {}

    /**
     * Uptime, restarts and memory of a running container.
     *
     * @param memory bytes in use, without the page cache; empty when not measured or unknown
     */
    record Vitals(Instant started, int restarts, OptionalLong memory) {}

    /**
     * A container of ajj, as the engine lists it.
     *
     * @param healthy empty when the engine runs no healthcheck or has no result yet
     * @param configHash as given to {@link #create}; empty when unknown
     * @param hostPorts as given to {@link #create}, also of a stopped container; empty when unknown
     * @param connected whether it is on its stack's network
     * @param files mounted files and directories of the engine's machine, by their paths in the container
     */
    record ObservedService(
            String service,
            String containerId,
            String image,
            State state,
            int exitCode,
            Optional<Boolean> healthy,
            Instant created,
            String configHash,
            SequencedMap<String, Integer> hostPorts,
            boolean connected,
            Map<String, MountedPath> files) {

        /** Whether it mounts files or directories of the engine's machine. */
        public boolean mountsFiles() {
            return !files.isEmpty();
        }

        public Instance instance() {
            return new Instance(service, containerId);
        }
    }

    /**
     * A file or directory of the engine's machine that a container mounts.
     *
     * @param source the path that the engine mounts at each start; empty when unknown
     */
    record MountedPath(String source, boolean writable) {}

    /** A container, and the stack that it belongs to. */
    record OwnedService(Stack stack, ObservedService observed) {}

    /**
     * A service's container under another name: it was renamed, or copied with its labels.
     *
     * @param hints how to restore its name or remove it
     */
    record RenamedContainer(OwnedService service, String name, List<String> hints) {}

    /** The kind of a stack's resource. */
    enum Kind implements Word {
        CONTAINER,
        NETWORK,
        VOLUME,
        /** Built for the stack. */
        IMAGE,
        /** A port of this machine that leads to a service elsewhere. */
        FORWARD
    }

    /**
     * A resource of ajj in the engine.
     *
     * @param stack the owner, by the resource's labels
     */
    record Resource(Kind kind, String name, Stack stack) {

        /** Returns its kind and name, as in {@link Removal#left}: {@code network aether-1a2b3-x}. */
        public String what() {
            return kind.word() + " " + name;
        }
    }

    /**
     * The result of {@link #remove}.
     *
     * @param containers number of containers that were removed
     * @param volumes number of named volumes that were removed
     * @param left resources that remain, such as {@code network aether-1a2b3-x}, with the reason
     */
    record Removal(int containers, int volumes, SequencedMap<String, String> left) {}
}
