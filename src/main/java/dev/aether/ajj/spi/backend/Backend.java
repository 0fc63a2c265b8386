package dev.aether.ajj.spi.backend;

import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.model.workspace.Location;
import dev.aether.ajj.spi.report.Check;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Where services run. Each operation is all or nothing: when it throws, it has left nothing behind.
 * Everything made carries the stack's labels from the moment it exists.
 */
public interface Backend extends AutoCloseable {
    /** The name of the check whether the engine answers. */
    String CHECK = "engine";

    /** How the engine is reached, without a password: {@code unix:///var/run/docker.sock}. Does not connect. */
    String address();

    /**
     * Where it is, with the engine's own id. Finds the engine, and asks it once.
     *
     * @throws dev.aether.ajj.error.Failure {@code BACKEND_UNAVAILABLE}
     */
    Location location();

    /** The engine's address for other programs on this machine, as {@code DOCKER_HOST} has it; valid until {@link #close}. */
    default String dockerHost() {
        return address();
    }

    /**
     * Makes sure that this backend can run services so. Does not connect.
     *
     * @param root of the workspace; relative mounts start there. One with about the same files, for a workspace that does not
     *     exist yet
     * @throws dev.aether.ajj.error.Failure {@code CONFIG_INVALID}, with a position for each thing that it cannot do
     */
    default void check(Collection<ServiceSpec> services, Path root) {}

    /** Whether containers can mount files and directories of this machine. Where not, they get copies of small ones. */
    default boolean mountsFiles() {
        return true;
    }

    /** TCP ports that are in use where ports are published, if that is not this machine. */
    default Set<Integer> portsInUse() {
        return Set.of();
    }

    /**
     * Has the host ports of services answer on this machine: opens and repairs what leads to them. Does nothing where they are
     * published here.
     *
     * @param hostPorts by service, then by {@link dev.aether.ajj.model.service.PortSpec#key()}
     * @throws dev.aether.ajj.error.Failure {@code BACKEND_UNAVAILABLE}
     */
    default void openForwards(Stack stack, Map<String, ? extends Map<String, Integer>> hostPorts) {}

    /** Gives up what leads to a stack from this machine, when the stack itself is left where it is. Does not connect. */
    default void closeForwards(Stack stack) {}

    /**
     * Has all that the service needs before it can be created: its image, fetched as {@link ServiceSpec#pull()} says.
     *
     * @throws dev.aether.ajj.error.Failure {@code IMAGE_NOT_FOUND}
     */
    ImageFacts fetchImage(ServiceSpec service);

    /**
     * Makes the private network and the named volumes of the services. What is there and ours is kept, with its data.
     *
     * @throws dev.aether.ajj.error.Failure {@code BACKEND_SPAWN_FAILED}
     */
    void createNetworkAndVolumes(Stack stack, Collection<ServiceSpec> services);

    /**
     * Creates and starts a container.
     *
     * @param hostPorts host port by {@link dev.aether.ajj.model.service.PortSpec#key()}
     * @return the container's id
     * @throws PortTaken when the engine finds a host port in use; nothing is left of the container
     * @throws dev.aether.ajj.error.Failure {@code BACKEND_SPAWN_FAILED}
     */
    String create(Stack stack, ServiceSpec service, SequencedMap<String, Integer> hostPorts, String configHash)
            throws PortTaken;

    /**
     * Starts a container that exists and does not run. When it cannot be started it stays as it is.
     *
     * @throws PortTaken when the engine finds one of its host ports in use
     * @throws dev.aether.ajj.error.Failure {@code BACKEND_SPAWN_FAILED}, also when it is gone
     */
    void restart(ServiceSpec service, String containerId) throws PortTaken;

    /** What marks an image as built for a stack, so that it goes with the stack. Does not connect. */
    Map<String, String> imageLabels(Stack stack);

    /** Looks into one container. Does not connect. */
    ServiceAccess access(Instance instance);

    /** The address at which published ports are reached from this machine. */
    String host();

    /**
     * Removes a part of a stack, goes on when something cannot be removed, then asks the engine again what is left. Nothing
     * to remove is no error. Anonymous volumes go with their containers.
     */
    Removal remove(Stack stack, Part part);

    /** Every container in the scope. One call to the engine. */
    List<OwnedService> services(Scope scope);

    /** Everything that carries ajj's labels, whichever repository made it; what has only some of them is not ours. */
    List<Resource> resources();

    /** Every container of a repository, by namespace. One call to the engine. */
    default Map<String, List<ObservedService>> observe(String repositoryId) {
        return services(new Scope.Repository(repositoryId)).stream()
                .collect(Collectors.groupingBy(
                        service -> service.stack().namespace(),
                        TreeMap::new,
                        Collectors.mapping(OwnedService::observed, Collectors.toList())));
    }

    /** What can be looked at to find out whether the engine is fit for services. The first one is called {@link #CHECK}. */
    default List<Check> checks() {
        return List.of();
    }

    /** From now on all calls together may take so long, and then fail; for commands that have an answer without it too. */
    default void limitTime(Duration time) {}

    /** Lets go of the connection; the engine keeps what was made. */
    @Override
    void close();

    /** A host port was in use when the engine wanted it. */
    final class PortTaken extends Exception {
        private static final long serialVersionUID = 1L;

        public PortTaken(String message) {
            super(message);
        }

        public PortTaken(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** What is queried. */
    sealed interface Scope {
        /** Everything that carries ajj's labels, whichever repository made it. */
        record All() implements Scope {}

        /** What one repository has made. */
        record Repository(String id) implements Scope {}
    }

    /** What is removed of a stack. */
    sealed interface Part {
        /** Containers, network, volumes and the images that were built for it. */
        record Everything() implements Part {}

        /** All but named volumes and images. A container that writes to one is given time to end. */
        record KeepVolumes() implements Part {}

        /** One service's container. When it writes to a named volume it is given time to end. */
        record Service(String name) implements Part {}
    }

    /**
     * A service's container.
     *
     * @param service its name in aether.toml
     * @param id the engine's
     */
    record Instance(String service, String id) {}

    /** What a container does. */
    enum State {
        /** It exists and was never started. */
        CREATED,
        /** The engine is about to start it again. */
        RESTARTING,
        RUNNING,
        PAUSED,
        EXITED,
        /** The engine cannot use it any more, or is removing it. */
        BROKEN;

        /** As people read it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What an image says about itself.
     *
     * @param healthcheck argv of its own check; empty when it has none
     */
    record ImageFacts(List<String> healthcheck) {}

    /**
     * A container at one moment.
     *
     * @param exitCode of the last run that has ended; negative when the engine does not know it; meaningful when it does not
     *     run or was restarted
     * @param restarts how often the engine has restarted it
     * @param outOfMemory whether the kernel ended it for want of memory
     */
    record ContainerState(boolean running, int exitCode, int restarts, boolean outOfMemory) {}

    /**
     * What came of a command inside a container.
     *
     * @param exitStatus empty when it could not be run or did not end in time
     * @param lastLines what it printed last, on stdout and stderr, oldest first
     */
    record CommandResult(OptionalInt exitStatus, List<String> lastLines) {}

    /**
     * How a running container does.
     *
     * @param started when it was started last
     * @param restarts how often the engine has restarted it
     * @param memory bytes in use, without what the kernel keeps for reading again; empty when it was not asked for, or the engine cannot tell
     */
    record Vitals(Instant started, int restarts, OptionalLong memory) {}

    /**
     * A container of ours, as the engine lists it.
     *
     * @param healthy empty when the engine runs no healthcheck of its own or has no verdict yet
     * @param configHash what {@link #create} was told; empty when that is unknown
     * @param hostPorts what {@link #create} was told, whether it runs now or not; empty when that is unknown
     * @param connected whether it is on its stack's network
     * @param files files and directories of the machine that it mounts, by their paths in it
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

        /** Whether it mounts files or directories of the machine. */
        public boolean mountsFiles() {
            return !files.isEmpty();
        }

        public Instance instance() {
            return new Instance(service, containerId);
        }
    }

    /**
     * A file or directory of the machine that a container mounts.
     *
     * @param source the path that the engine keeps and mounts at each start; empty when it does not tell
     */
    record MountedPath(String source, boolean writable) {}

    /** A container of ours, and whose it is. */
    record OwnedService(Stack stack, ObservedService observed) {}

    /** What there can be of a stack. */
    enum Kind {
        CONTAINER,
        NETWORK,
        VOLUME,
        /** One that was built for it. */
        IMAGE,
        /** A port of this machine that leads to a service elsewhere. */
        FORWARD;

        /** As it stands before a name: {@code container}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Something of ours that the engine has.
     *
     * @param stack whose it is, by its labels
     */
    record Resource(Kind kind, String name, Stack stack) {

        /** As {@link Removal#left} names it: {@code network aether-1a2b3-x}. */
        public String what() {
            return kind.word() + " " + name;
        }
    }

    /**
     * What {@link #remove} did.
     *
     * @param containers how many containers were there and are gone
     * @param left what is still there, such as {@code network aether-1a2b3-x}, with the reason
     */
    record Removal(int containers, SequencedMap<String, String> left) {}
}
