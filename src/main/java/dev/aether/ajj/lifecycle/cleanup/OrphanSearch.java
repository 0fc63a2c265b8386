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

/** Finds what is orphaned: in one repository, and of repositories that are gone. Changes nothing. */
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
     * Checks everything once, in an order in which nothing that is being made can look like an orphan.
     *
     * <p>Whoever makes something writes its entry first and makes it then: so what the engine has now is in the registry
     * when that is read after the engine. The other way round, a workspace added between the two readings would be seen
     * without its entry. For the same reason jj is asked after the registry: an entry that is ready has its jj workspace.
     *
     * @param reached engines that could not be reached may hold anything: what is said to be there stays
     * @param resources all that they hold
     * @param progress told what is kept, although jj does not know its workspace
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
     * What is left of repositories that no longer exist.
     *
     * @param kept ids of repositories that exist, or whose services may be wanted
     * @param progress told what stays because nothing is known of its repository
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
            progress.warn("what belongs to " + String.join(", ", unknown)
                    + " is kept: its repository is not where its labels say, and you have never used ajj in it. If it is yours and not"
                    + " needed, remove it in the engine: its names begin so");
        }
        return gone.find(kept, resources, reservations(reached));
    }

    private List<Reservation> reservations(StackBackends.Reached reached) {
        return ledger.reservations().stream()
                .filter(reservation -> reached.includes(reservation.location()))
                .toList();
    }

    /** Ports are reserved under the registry's lock: when that can be had, their entry is there. */
    private boolean hasEntryNow(Repository repository, String name) {
        AtomicBoolean found = new AtomicBoolean();
        registry.change(repository, name, existing -> {
            found.set(existing.isPresent());
            return existing;
        });
        return found.get();
    }
}
