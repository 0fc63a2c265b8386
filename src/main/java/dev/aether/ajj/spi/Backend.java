package dev.aether.ajj.spi;

import dev.aether.ajj.model.Location;
import dev.aether.ajj.model.ServiceSpec;
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
     * Where it is, with the engine's own id. The engine is asked once.
     *
     * @throws dev.aether.ajj.error.Failure {@code BACKEND_UNAVAILABLE}
     */
    Location location();

    /**
     * Finds the engine and asks it whether it is well.
     *
     * @throws dev.aether.ajj.error.Failure {@code BACKEND_UNAVAILABLE}
     */
    void verify();

    /**
     * Has the image in the engine afterwards, fetching it as {@link ServiceSpec#pull()} says.
     *
     * @throws dev.aether.ajj.error.Failure {@code IMAGE_NOT_FOUND}
     */
    ImageFacts fetchImage(ServiceSpec service);

    /** Makes the private network, or finds the one that is there and ours. */
    void createNetwork(Stack stack);

    /** Makes the named volumes of all services; those that are there and ours are kept with their data. */
    void createVolumes(Stack stack, Collection<ServiceSpec> services);

    /**
     * Creates and starts a container.
     *
     * @param hostPorts host port by {@link dev.aether.ajj.model.PortSpec#key()}
     * @return the container's id
     * @throws PortTaken when the engine finds a host port in use; nothing is left of the container
     * @throws dev.aether.ajj.error.Failure {@code BACKEND_SPAWN_FAILED}
     */
    String startService(Stack stack, ServiceSpec service, SequencedMap<String, Integer> hostPorts, String configHash)
            throws PortTaken;

    /**
     * Starts a container that is there and does not run. When it cannot be started it stays as it is.
     *
     * @throws PortTaken when the engine finds one of its host ports in use
     * @throws dev.aether.ajj.error.Failure {@code BACKEND_SPAWN_FAILED}, also when it is gone
     */
    void startAgain(String containerId) throws PortTaken;

    /** The state of one container now; empty when it does not exist. */
    Optional<ContainerState> inspect(String containerId);

    /** How a running container does; empty when it does not run. */
    Optional<Vitals> vitals(String containerId);

    /** Runs a command inside a container, and waits for its end. */
    Executed execute(String containerId, List<String> argv, Duration timeout);

    /** The last lines that a container printed, oldest first; empty when there are none. */
    List<String> lastLines(String containerId, int count);

    /**
     * What a service's container has printed, whether it runs or not. To be closed.
     *
     * @throws dev.aether.ajj.error.Failure {@code BACKEND_UNAVAILABLE}, also when it is gone or its log cannot be read
     */
    ContainerLog log(ObservedService service, ContainerLog.Range range);

    /**
     * Runs a command in a service's container, joined to these streams, and waits for its end. The command finds the end of
     * its input where the input ends. With a terminal it gets one of its own, which is kept as large.
     *
     * @return its exit status
     * @throws dev.aether.ajj.error.Failure {@code SERVICE_NOT_READY} when the container does not run; with
     *     {@link dev.aether.ajj.error.ServiceProblem.CommandNotStarted}; {@code BACKEND_UNAVAILABLE}; {@code INTERRUPTED}, and
     *     then the command may go on
     */
    int attach(ObservedService service, ContainerCommand command, Console.Streams streams);

    /** The address at which published ports are reached from this machine. */
    String host();

    /**
     * Takes away everything that carries the stack's labels: containers with their anonymous volumes, volumes, network.
     * Goes on when one cannot be removed, then asks the engine again what is left.
     */
    Removal removeStack(Stack stack);

    /**
     * Takes away one service's container with its anonymous volumes. Named volumes stay, so a container that writes to
     * one is given time to end. Not an error when there is none.
     */
    Removal removeService(Stack stack, String service);

    /** As {@link #removeStack}, but named volumes stay, and containers that write to them are given time to end. */
    Removal takeDown(Stack stack);

    /** Every container of a repository, by namespace. One call to the engine. */
    Map<String, List<ObservedService>> observe(String repositoryId);

    /** Every container that carries ajj's labels, whichever repository made it. One call to the engine. */
    List<OwnedService> services();

    /** Everything that carries ajj's labels, whichever repository made it; what has only some of them is not ours. */
    List<Resource> resources();

    /** What can be looked at to find out whether the engine is fit for services. The first one is called {@link #CHECK}. */
    default List<Check> checks() {
        return List.of();
    }

    /** From now on all calls together may take so long, and then fail; for commands that have an answer without it too. */
    default void answerWithin(Duration time) {}

    /** Lets go of the connection; the engine keeps what was made. */
    @Override
    void close();

    /** A host port was in use when the engine wanted it. */
    final class PortTaken extends Exception {
        private static final long serialVersionUID = 1L;

        public PortTaken(String message, Throwable cause) {
            super(message, cause);
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
    record Executed(OptionalInt exitStatus, List<String> lastLines) {}

    /**
     * How a running container does.
     *
     * @param started when it was started last
     * @param restarts how often the engine has restarted it
     * @param memory bytes in use, without what the kernel keeps for reading again; empty when the engine cannot tell
     */
    record Vitals(Instant started, int restarts, OptionalLong memory) {}

    /**
     * A container of ours, as the engine lists it.
     *
     * @param status the engine's word: {@code running}, {@code exited}, ...
     * @param healthy empty when the engine runs no healthcheck of its own or has no verdict yet
     * @param configHash what {@link #startService} was told; empty when that is unknown
     * @param hostPorts what {@link #startService} was told, whether it runs now or not; empty when that is unknown
     * @param connected whether it is on its stack's network
     * @param mountsFiles whether it mounts files or directories of the machine
     */
    record ObservedService(
            String service,
            String containerId,
            String image,
            String status,
            int exitCode,
            Optional<Boolean> healthy,
            Instant created,
            String configHash,
            SequencedMap<String, Integer> hostPorts,
            boolean connected,
            boolean mountsFiles) {}

    /** A container of ours, and whose it is. */
    record OwnedService(Stack stack, ObservedService observed) {}

    /** What there can be of a stack. */
    enum Kind {
        CONTAINER,
        NETWORK,
        VOLUME;

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
     * What {@link #removeStack} and its kind did.
     *
     * @param containers how many containers were there and are gone
     * @param left what is still there, such as {@code network aether-1a2b3-x}, with the reason
     */
    record Removal(int containers, SequencedMap<String, String> left) {}
}
