package dev.aether.ajj.spi.state;

import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.spi.report.Check;
import dev.aether.ajj.spi.vcs.Repository;
import java.util.List;
import java.util.Optional;

/**
 * The registry and the ledger as files, seen as they are: nothing is mended, made or locked. Failures:
 * {@code STATE_CORRUPT}.
 */
public interface StateFiles {
    /** The name of the check of the registry. */
    String REGISTRY = "registry";
    /** The name of the check of the ledger. */
    String LEDGER = "ledger";
    /** Where version 1.0 kept the registry, in the main workspace. */
    String FORMER_DIRECTORY = ".aether";

    /**
     * Looks whether the files can be read, whether they can be written, and whether there is room for them.
     *
     * @param repository whose registry is looked at; empty: only what belongs to the user
     */
    List<Check> checks(Optional<Repository> repository);

    /** All entries of the registry, sorted by name. */
    List<WorkspaceEntry> entries(Repository repository);

    /** All reservations of the ledger, sorted by port. */
    List<PortLedger.Reservation> reservations();

    /** Whether the working tree holds the registry of version 1.0, which is not used: a commit may have brought it. */
    boolean hasFormerDirectory(Repository repository);
}
