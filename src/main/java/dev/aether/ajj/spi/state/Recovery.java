package dev.aether.ajj.spi.state;

import dev.aether.ajj.model.workspace.Location;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.model.workspace.WorkspaceId;
import dev.aether.ajj.spi.vcs.Repository;
import java.util.List;

/**
 * Recovers lost or damaged state from the labels in the engine. Failures: those of
 * {@link dev.aether.ajj.spi.backend.Backend} and {@link dev.aether.ajj.spi.vcs.Vcs}.
 */
public interface Recovery {

    /**
     * Returns entries of the workspaces that jj knows and that have containers. Connections are empty until
     * {@code ajj up} renders them. Resources of other workspaces are orphans for {@code ajj cleanup}.
     *
     * @param complete whether to fail when an engine on which the repository has reserved ports cannot be reached,
     *     instead of skipping it
     */
    List<WorkspaceEntry> entries(Repository repository, boolean complete);

    /** Whether ports are reserved for the repository, so that its registry must have had entries. Asks no engine. */
    boolean isKnown(Repository repository);

    /** Returns the host ports of ajj's containers, running or not, of all repositories. */
    List<PinnedPort> ports();

    /**
     * A host port of a container.
     *
     * @param key {@link dev.aether.ajj.model.service.PortSpec#key()}
     */
    record PinnedPort(WorkspaceId owner, String service, String key, int hostPort, Location location) {}
}
