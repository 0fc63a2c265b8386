package dev.aether.ajj.model;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * What the registry knows of one workspace that ajj has made an environment for.
 *
 * @param name jj's name of the workspace
 * @param root its directory, absolute
 * @param namespace what the names of its containers, network and volumes begin with
 * @param backend the backend's type: {@code docker}
 * @param phase how far ajj has come with it
 * @param services by name, in the order of aether.toml; empty for a workspace without services
 * @param envFiles the injected files, relative to the root
 * @param created when it was reserved
 * @param owner the process at work on it while {@code phase} is {@link Phase#CREATING} or {@link Phase#REMOVING}
 */
public record WorkspaceEntry(
        String name,
        Path root,
        String namespace,
        String backend,
        Phase phase,
        SequencedMap<String, ServiceEntry> services,
        List<String> envFiles,
        Instant created,
        ProcessOwner owner) {

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
     * @param command its command line without values that may be secret
     */
    public record ProcessOwner(long pid, String command) {}

    /**
     * One service of the workspace.
     *
     * @param image the image reference of aether.toml
     * @param ports host port by {@link PortSpec#key()}, in the order of aether.toml; pinned for the workspace's life
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
            return new ServiceEntry(image, new java.util.LinkedHashMap<>(changed), containerId, connection, configHash);
        }

        public ServiceEntry withConnection(String rendered) {
            return new ServiceEntry(image, ports, containerId, rendered, configHash);
        }
    }

    public WorkspaceEntry withPhase(Phase next) {
        return new WorkspaceEntry(name, root, namespace, backend, next, services, envFiles, created, owner);
    }

    public WorkspaceEntry withRoot(Path moved) {
        return new WorkspaceEntry(name, moved, namespace, backend, phase, services, envFiles, created, owner);
    }

    public WorkspaceEntry withEnvFiles(List<String> injected) {
        return new WorkspaceEntry(name, root, namespace, backend, phase, services, injected, created, owner);
    }

    public WorkspaceEntry withOwner(ProcessOwner other) {
        return new WorkspaceEntry(name, root, namespace, backend, phase, services, envFiles, created, other);
    }

    public WorkspaceEntry withServices(SequencedMap<String, ServiceEntry> changed) {
        return new WorkspaceEntry(name, root, namespace, backend, phase, changed, envFiles, created, owner);
    }
}
