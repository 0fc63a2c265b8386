package dev.aether.ajj.spi.state;

import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.spi.report.Check;
import dev.aether.ajj.spi.vcs.Repository;
import java.util.List;
import java.util.Optional;

/**
 * Read-only access to the files of the registry and the ledger: nothing is repaired, created or locked. Failures:
 * {@code STATE_CORRUPT}.
 */
public interface StateFiles {
    /** The name of the registry's check. */
    String REGISTRY = "registry";
    /** The name of the ledger's check. */
    String LEDGER = "ledger";
    /** The registry's directory in version 1.0, in the main workspace. */
    String FORMER_DIRECTORY = ".aether";

    /**
     * Returns checks that the files can be read and written, and that the disk has room for them.
     *
     * @param repository whose registry is checked; empty: only the user's files
     */
    List<Check> checks(Optional<Repository> repository);

    /** Returns all entries of the registry, sorted by name. */
    List<WorkspaceEntry> entries(Repository repository);

    /** Returns all reservations of the ledger, sorted by port. */
    List<PortLedger.Reservation> reservations();

    /** Whether the working copy has a registry of version 1.0. It is ignored, because a commit may have brought it. */
    boolean hasFormerDirectory(Repository repository);
}
