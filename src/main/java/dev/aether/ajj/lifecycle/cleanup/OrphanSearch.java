package dev.aether.ajj.lifecycle.cleanup;

import dev.aether.ajj.lifecycle.backend.StackBackends;
import dev.aether.ajj.lifecycle.recovery.RepositoryLocator;
import dev.aether.ajj.lifecycle.workspace.Checkouts;
import dev.aether.ajj.lifecycle.workspace.Records;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.spi.backend.Backend.Resource;
import dev.aether.ajj.spi.directory.Directories;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.spi.state.PortLedger;
import dev.aether.ajj.spi.state.PortLedger.Reservation;
import dev.aether.ajj.spi.state.WorkspaceRegistry;
import dev.aether.ajj.spi.vcs.Repository;
import dev.aether.ajj.spi.vcs.Vcs;
import dev.aether.ajj.spi.vcs.Vcs.VcsWorkspace;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.atomic.AtomicBoolean;

/** Finds orphans of a repository and of deleted repositories. Changes nothing. */
public final class OrphanSearch {
    private final Vcs vcs;
    private final WorkspaceRegistry registry;
    private final PortLedger ledger;
    private final Directories directories;

    public OrphanSearch(Checkouts checkouts, Records records) {
        this.vcs = checkouts.vcs();
        this.registry = records.registry();
        this.ledger = records.ledger();
        this.directories = checkouts.directories();
    }

    /**
     * Finds the orphans of a repository.
     *
     * <p>The order of the queries matters: every command writes its entry before it creates resources. So whatever the
     * engine reports has an entry when the registry is read after the engine. In reverse order, a workspace that is
     * added between both would seem to have no entry. jj comes after the registry for the same reason: a ready entry
     * has its jj workspace.
     *
     * @param reached the reachable engines; entries and ports of other engines are kept
     * @param resources all their resources
     * @param progress gets warnings about workspaces that are kept although jj does not know them
     */
    public List<OrphanGroup> find(
            Repository repository,
            StackBackends.Reached reached,
            List<Located<Resource>> resources,
            Progress progress) {
        List<Reservation> reservations = reservations(reached);
        List<WorkspaceEntry> entries = registry.entries(repository);
        List<VcsWorkspace> workspaces = vcs.workspaces(repository);
        List<MisnamedWorkspace> misnamed = MisnamedWorkspace.all(vcs, repository, entries, workspaces);
        misnamed.forEach(each -> progress.warn(each.message() + "; " + String.join("; ", each.hints())));
        return new RepositoryOrphans(
                        repository, name -> hasEntryNow(repository, name), directories, entries, workspaces)
                .find(resources, reservations).stream()
                        .filter(found -> misnamed.stream().noneMatch(each -> each.owns(found)))
                        .toList();
    }

    /**
     * Returns the orphans of repositories that no longer exist.
     *
     * @param kept ids of repositories that exist, or whose services may be needed
     * @param progress gets a warning about resources of unknown repositories
     */
    List<OrphanGroup> ofGoneRepositories(
            Set<String> kept,
            StackBackends.Reached reached,
            List<Located<Resource>> resources,
            RepositoryLocator locator,
            Progress progress) {
        GoneRepositories gone = new GoneRepositories(locator, directories);
        SortedSet<String> unknown = gone.unknown(kept, resources);
        if (!unknown.isEmpty()) {
            progress.warn(
                    "resources of " + String.join(", ", unknown)
                            + " are kept: their repository is not where their labels say, and you have never used ajj in it. If they"
                            + " are yours and not needed, remove them with the engine's own commands: their names begin like this");
        }
        return gone.find(kept, resources, reservations(reached));
    }

    private List<Reservation> reservations(StackBackends.Reached reached) {
        return ledger.reservations().stream()
                .filter(reservation -> reached.includes(reservation.location()))
                .toList();
    }

    /** Whether the registry has an entry by now: ports are reserved under its lock, which this method waits for. */
    private boolean hasEntryNow(Repository repository, String name) {
        AtomicBoolean found = new AtomicBoolean();
        registry.change(repository, name, existing -> {
            found.set(existing.isPresent());
            return existing;
        });
        return found.get();
    }
}
