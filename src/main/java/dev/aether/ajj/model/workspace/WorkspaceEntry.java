package dev.aether.ajj.model.workspace;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What the registry knows of one workspace that ajj has made an environment for.
 *
 * @param name jj's name of the workspace
 * @param root its directory, absolute
 * @param namespace what the names of its containers, network and volumes begin with
 * @param location where its stack is; unknown while it has none, and in a registry of version 1.0
 * @param phase how far ajj has come with it
 * @param services by name, in the order of aether.toml; empty for a workspace without services
 * @param envFiles the injected files, relative to the root
 * @param created when it was reserved
 * @param owner the process at work on it while {@code phase} is {@link Phase#CREATING} or {@link Phase#REMOVING}
 * @param declaredIn the directory of aether.toml or the compose file, relative to the root; empty when unknown
 * @param directory what the file system called its directory when a command last worked in it; empty when unknown
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

    /** One of which is not known where its services are declared, nor which directory it is. */
    public WorkspaceEntry(
            String name,
            Path root,
            String namespace,
            Location location,
            Phase phase,
            SequencedMap<String, ServiceEntry> services,
            List<String> envFiles,
            Instant created,
            ProcessOwner owner) {
        this(
                name,
                root,
                namespace,
                location,
                phase,
                services,
                envFiles,
                created,
                owner,
                Optional.empty(),
                Optional.empty());
    }

    /** How far ajj has come with a workspace. */
    public enum Phase {
        /** Reserved: ajj is making it, or died doing so. */
        CREATING,
        /** Everything is there. */
        READY,
        /** {@code ajj down} has taken the services away, or died doing so; names, ports and named volumes stay. */
        DOWN,
        /** ajj is taking it away, or died doing so. */
        REMOVING
    }

    /**
     * A process of ajj, as it can be recognised later.
     *
     * @param pid process id
     * @param started when it was started; empty in entries of an older ajj, and where the system does not tell
     * @param command what it was asked to do, such as {@code ajj workspace add}: what there is to take back when it dies
     */
    public record ProcessOwner(long pid, Optional<Instant> started, String command) {
        /** The kernel tells the start by its clock, which is set now and then by a little. */
        private static final Duration TOLERANCE = Duration.ofSeconds(2);

        public ProcessOwner(long pid, String command) {
            this(pid, Optional.empty(), command);
        }

        /** No process: the entry was rebuilt from labels, which name the directory that the workspace had when it was created. */
        public static ProcessOwner restored() {
            return new ProcessOwner(0, "restored from labels");
        }

        /** This process. */
        public static ProcessOwner current(String command) {
            ProcessHandle self = ProcessHandle.current();
            return new ProcessOwner(self.pid(), self.info().startInstant(), command);
        }

        /**
         * Whether it may still be at work. In doubt it is: waiting for an ajj that has nothing to do with it costs a
         * moment, taking away what somebody is making costs data.
         */
        public boolean isAlive() {
            return ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .map(ProcessHandle::info)
                    .filter(ProcessOwner::isRunning)
                    .map(this::isOurs)
                    .orElse(false);
        }

        /** One that has ended and that nobody has asked for its status keeps its number, but has no command any more. */
        private static boolean isRunning(ProcessHandle.Info found) {
            return found.command().isPresent() || found.commandLine().isPresent();
        }

        /**
         * Numbers are used again, so the start must be the same. If it is not, the clock may have been set a long way: then
         * it is ours all the same if it is an ajj.
         */
        private boolean isOurs(ProcessHandle.Info found) {
            boolean sameStart = started.isPresent()
                    && found.startInstant().isPresent()
                    && Duration.between(started.get(), found.startInstant().get())
                                    .abs()
                                    .compareTo(TOLERANCE)
                            <= 0;
            return sameStart || isAjj(found);
        }

        /** The native program by its name, the other by the jar that its launcher starts. */
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
     * @param ports host port by {@link dev.aether.ajj.model.service.PortSpec#key()}, in the order of aether.toml; pinned for the workspace's life
     * @param containerId the engine's id; empty until the container exists
     * @param connection the rendered connection string, empty if none is configured; may hold a secret
     * @param configHash changes when the service's declaration changes
     */
    public record ServiceEntry(
            String image,
            SequencedMap<String, Integer> ports,
            String containerId,
            String connection,
            String configHash) {

        public ServiceEntry withContainer(String id) {
            return new ServiceEntry(image, ports, id, connection, configHash);
        }

        public ServiceEntry withPorts(Map<String, Integer> changed) {
            return new ServiceEntry(image, new LinkedHashMap<>(changed), containerId, connection, configHash);
        }

        public ServiceEntry withConnection(String rendered) {
            return new ServiceEntry(image, ports, containerId, rendered, configHash);
        }
    }

    /** Stands for a workspace without an entry, while what is left of it is taken away. */
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
                owner);
    }

    /** The backend's type: {@code docker}. */
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

    /** The same in another directory, or in one that has another identity by now. */
    public WorkspaceEntry withDirectory(Path at, Optional<String> identity) {
        return new WorkspaceEntry(
                name, at, namespace, location, phase, services, envFiles, created, owner, declaredIn, identity);
    }

    public WorkspaceEntry withEnvFiles(List<String> injected) {
        return new WorkspaceEntry(
                name, root, namespace, location, phase, services, injected, created, owner, declaredIn, directory);
    }

    /** The same with another process at work on it. */
    public WorkspaceEntry withOwner(ProcessOwner next) {
        return new WorkspaceEntry(
                name, root, namespace, location, phase, services, envFiles, created, next, declaredIn, directory);
    }

    /**
     * Whether a directory is the one that it was written for.
     *
     * @param identity what the file system calls the directory: a number, and behind a space the time of its creation, if that is
     *     known
     * @return empty when one of the two is unknown
     */
    public Optional<Boolean> matchesDirectory(Optional<String> identity) {
        return directory.flatMap(own ->
                identity.map(other -> own.equals(other) || own.startsWith(other + " ") || other.startsWith(own + " ")));
    }

    /** Whether the process that was at work on it has died, so that nobody will finish it. */
    public boolean isAbandoned() {
        return (phase == Phase.CREATING || phase == Phase.REMOVING) && !owner.isAlive();
    }

    /** Whether all that is known of it comes from labels, so that its root may be a former one. */
    public boolean isRestored() {
        return owner.equals(ProcessOwner.restored());
    }

    public WorkspaceEntry withServices(SequencedMap<String, ServiceEntry> changed) {
        return new WorkspaceEntry(
                name, root, namespace, location, phase, changed, envFiles, created, owner, declaredIn, directory);
    }
}
