package dev.aether.ajj.spi.state;

import dev.aether.ajj.model.workspace.Location;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.model.workspace.WorkspaceId;
import dev.aether.ajj.spi.vcs.Repository;
import java.util.List;

/**
 * What the labels in the engine tell, for when a file of ajj's is damaged or lost. Failures: those of {@link dev.aether.ajj.spi.backend.Backend} and
 * {@link dev.aether.ajj.spi.vcs.Vcs}.
 */
public interface Recovery {

    /**
     * Entries of the repository's workspaces that have containers and that jj knows. Connections are empty: {@code ajj up}
     * renders them. Workspaces that jj does not know are left out: {@code ajj cleanup} finds what they left by the labels.
     *
     * @param complete whether it is a failure when an engine on which the repository has reserved ports cannot be reached;
     *     else what is there is left out
     */
    List<WorkspaceEntry> entries(Repository repository, boolean complete);

    /** Whether ports are reserved for the repository, so that its registry has held something. Asks no engine. */
    boolean isKnown(Repository repository);

    /** The host ports that ajj's containers have pinned, of all repositories, whether they run or not. */
    List<PinnedPort> ports();

    /**
     * One port.
     *
     * @param key {@link dev.aether.ajj.model.service.PortSpec#key()}
     * @param location where its container is
     */
    record PinnedPort(WorkspaceId owner, String service, String key, int hostPort, Location location) {}
}
