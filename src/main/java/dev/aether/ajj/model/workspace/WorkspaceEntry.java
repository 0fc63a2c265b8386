package dev.aether.ajj.model.workspace;

import dev.aether.ajj.model.text.Word;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The registry's entry of one workspace.
 *
 * @param namespace prefix of the names of its containers, network and volumes
 * @param location where its stack is; unknown without a stack, and in a registry of version 1.0
 * @param services by name, in the order of aether.toml; empty for a workspace without services
 * @param envFiles the injected files, relative to the root
 * @param created when the name was reserved
 * @param owner the process that works on it while {@code phase} is {@link Phase#CREATING} or {@link Phase#REMOVING}
 * @param declaredIn the directory of aether.toml or the compose file, relative to the root; empty when unknown
 * @param directory the file system's identity of the root when a command last ran there; empty when unknown
 */
public record WorkspaceEntry(
        String name,
        Path root,
        String namespace,
        Location location,
        Phase phase,
        SequencedMap<String, ServiceEntry> services,
        List<String> envFiles,
        Instant created,
        ProcessOwner owner,
        Optional<String> declaredIn,
        Optional<String> directory) {

    /** The phases of a workspace. */
    public enum Phase implements Word {
        /** Reserved: ajj is creating it, or died doing so. */
        CREATING,
        /** Complete. */
        READY,
        /** {@code ajj down} has removed the services, or died doing so; names, ports and named volumes stay. */
        DOWN,
        /** ajj is removing it, or died doing so. */
        REMOVING
    }

    /**
     * A process of ajj, as it can be recognized later.
     *
     * @param started empty in entries of an older ajj, and where the system does not report it
     * @param command such as {@code ajj workspace add}; it determines what to roll back if the process died
     */
    public record ProcessOwner(long pid, Optional<Instant> started, String command) {
        /** The kernel derives the start time from a clock that is adjusted slightly now and then. */
        private static final Duration TOLERANCE = Duration.ofSeconds(2);

        private static final long NO_PROCESS = 0;
        private static final String RESTORED = "restored from labels";

        public ProcessOwner(long pid, String command) {
            this(pid, Optional.empty(), command);
        }

        /** Returns the owner of an entry that was rebuilt from labels. Its root is the directory at creation. */
        public static ProcessOwner restored() {
            return new ProcessOwner(NO_PROCESS, RESTORED);
        }

        /** Returns this process. */
        public static ProcessOwner current(String command) {
            ProcessHandle self = ProcessHandle.current();
            return new ProcessOwner(self.pid(), self.info().startInstant(), command);
        }

        /**
         * Whether the process may still be running. When in doubt it is: a needless wait costs a moment, removing
         * resources in use costs data.
         */
        public boolean isAlive() {
            return ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .map(ProcessHandle::info)
                    .filter(ProcessOwner::isRunning)
                    .map(this::isSameProcess)
                    .orElse(false);
        }

        /** A zombie keeps its pid, but has no command any more. */
        private static boolean isRunning(ProcessHandle.Info found) {
            return found.command().isPresent() || found.commandLine().isPresent();
        }

        /** Compares start times, because pids are reused. If the clock may have been set, any ajj counts. */
        private boolean isSameProcess(ProcessHandle.Info found) {
            boolean sameStart = started.isPresent()
                    && found.startInstant().isPresent()
                    && Duration.between(started.get(), found.startInstant().get())
                                    .abs()
                                    .compareTo(TOLERANCE)
                            <= 0;
            return sameStart || isAjj(found);
        }

        /** Recognizes the native program by its name, and the JVM by the jar that the launcher starts. */
        private static boolean isAjj(ProcessHandle.Info found) {
            String program = found.command().orElse("");
            return program.substring(program.lastIndexOf('/') + 1).startsWith("ajj")
                    || found.commandLine().orElse("").contains("quarkus-run.jar");
        }
    }

    /**
     * One service of the workspace.
     *
     * @param image the image reference of aether.toml
     * @param ports host port by {@link dev.aether.ajj.model.service.PortSpec#key()}, in the order of aether.toml;
     *     pinned for the workspace's life
     * @param containerId empty until the container is ready
     * @param connection the rendered connection string, empty if none is configured; may contain a secret
     */
    public record ServiceEntry(
            String image, SequencedMap<String, Integer> ports, String containerId, String connection) {

        public ServiceEntry withContainer(String id) {
            return new ServiceEntry(image, ports, id, connection);
        }

        public ServiceEntry withPorts(Map<String, Integer> changed) {
            return new ServiceEntry(image, new LinkedHashMap<>(changed), containerId, connection);
        }

        public ServiceEntry withConnection(String rendered) {
            return new ServiceEntry(image, ports, containerId, rendered);
        }
    }

    /** Returns a temporary entry for a workspace without one, while its leftovers are removed. */
    public static WorkspaceEntry removing(String name, Path root, String namespace, ProcessOwner owner) {
        return new WorkspaceEntry(
                name,
                root,
                namespace,
                Location.unknown(Location.DOCKER),
                Phase.REMOVING,
                new LinkedHashMap<>(),
                List.of(),
                Instant.now(),
                owner,
                Optional.empty(),
                Optional.empty());
    }

    /** Returns the backend's type: {@code docker}. */
    public String backend() {
        return location.backend();
    }

    public WorkspaceEntry withLocation(Location found) {
        return new WorkspaceEntry(
                name, root, namespace, found, phase, services, envFiles, created, owner, declaredIn, directory);
    }

    public WorkspaceEntry withName(String next) {
        return new WorkspaceEntry(
                next, root, namespace, location, phase, services, envFiles, created, owner, declaredIn, directory);
    }

    public WorkspaceEntry withPhase(Phase next) {
        return new WorkspaceEntry(
                name, root, namespace, location, next, services, envFiles, created, owner, declaredIn, directory);
    }

    /** Returns the entry with another root or another identity of it. */
    public WorkspaceEntry withDirectory(Path at, Optional<String> identity) {
        return new WorkspaceEntry(
                name, at, namespace, location, phase, services, envFiles, created, owner, declaredIn, identity);
    }

    public WorkspaceEntry withEnvFiles(List<String> injected) {
        return new WorkspaceEntry(
                name, root, namespace, location, phase, services, injected, created, owner, declaredIn, directory);
    }

    /** Returns the entry with another owner. */
    public WorkspaceEntry withOwner(ProcessOwner next) {
        return new WorkspaceEntry(
                name, root, namespace, location, phase, services, envFiles, created, next, declaredIn, directory);
    }

    /**
     * Whether a directory is the one that the entry was written for.
     *
     * @param identity the file system's identity: a number, and if known a space and the creation time
     * @return empty when one of the two is unknown
     */
    public Optional<Boolean> matchesDirectory(Optional<String> identity) {
        return directory.flatMap(own ->
                identity.map(other -> own.equals(other) || own.startsWith(other + " ") || other.startsWith(own + " ")));
    }

    /** Whether its owner has died before finishing. */
    public boolean isAbandoned() {
        return (phase == Phase.CREATING || phase == Phase.REMOVING) && !owner.isAlive();
    }

    /** Whether it was rebuilt from labels, so that its root may be outdated. */
    public boolean isRestored() {
        return owner.pid() == ProcessOwner.NO_PROCESS && owner.command().equals(ProcessOwner.RESTORED);
    }

    public WorkspaceEntry withServices(SequencedMap<String, ServiceEntry> changed) {
        return new WorkspaceEntry(
                name, root, namespace, location, phase, changed, envFiles, created, owner, declaredIn, directory);
    }
}
