package dev.aether.ajj.lifecycle.cleanup;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.error.WorkspaceProblem;
import dev.aether.ajj.lifecycle.backend.Backends;
import dev.aether.ajj.lifecycle.backend.StackBackends;
import dev.aether.ajj.lifecycle.cleanup.OrphanRemoval.Removed;
import dev.aether.ajj.lifecycle.recovery.AdoptStacks;
import dev.aether.ajj.lifecycle.recovery.FormerStacks;
import dev.aether.ajj.lifecycle.recovery.RepositoryLocator;
import dev.aether.ajj.lifecycle.task.Cancellation;
import dev.aether.ajj.lifecycle.task.Tasks;
import dev.aether.ajj.lifecycle.workspace.Checkouts;
import dev.aether.ajj.lifecycle.workspace.Records;
import dev.aether.ajj.model.text.ShellWord;
import dev.aether.ajj.model.workspace.Location;
import dev.aether.ajj.model.workspace.WorkspaceId;
import dev.aether.ajj.spi.backend.Backend.Resource;
import dev.aether.ajj.spi.backend.Stack;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.spi.vcs.Identities.Former;
import dev.aether.ajj.spi.vcs.Repository;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** {@code ajj cleanup}: names what is left over and belongs to nobody, and removes it when told to. */
@ApplicationScoped
public class CleanUp {
    /** The engine removes no faster when it is asked for more. */
    private static final int AT_ONCE = 8;

    private final Checkouts checkouts;
    private final Records records;
    private final Backends backends;
    private final RepositoryLocator locator;
    private final FormerStacks former;

    public CleanUp(
            Checkouts checkouts, Records records, Backends backends, RepositoryLocator locator, FormerStacks former) {
        this.checkouts = checkouts;
        this.records = records;
        this.backends = backends;
        this.locator = locator;
        this.former = former;
    }

    /**
     * What a clean-up found and did.
     *
     * @param request what was asked for
     * @param orphans all that was found, workspace by workspace
     * @param removed those of them that are gone; empty when they were only to be named
     * @param problems what could not be removed
     */
    public record Outcome(CleanUpRequest request, List<Orphan> orphans, List<Orphan> removed, List<Problem> problems) {}

    /**
     * Looks, and removes if that was asked for.
     *
     * @throws Failure when it cannot be looked: {@code NOT_IN_WORKSPACE}, {@code BACKEND_UNAVAILABLE}, ...;
     *     {@code INTERRUPTED} when what had been begun is finished and the rest is as it was
     */
    public Outcome cleanUp(CleanUpRequest request, Progress progress) {
        Optional<Repository> repository = locate(request);
        try (StackBackends open = open(repository, request, progress)) {
            StackBackends.Reached reached = open.connectAll(locations(repository, request));
            repository.ifPresent(records.registry()::restore);
            List<Located<Resource>> resources = Located.resources(reached.backends());
            Set<String> kept = new TreeSet<>();
            repository.ifPresent(here -> {
                kept.add(here.id());
                kept.addAll(warnOfFormer(here, resources, progress));
            });
            List<OrphanGroup> groups = find(repository, request, reached, resources, kept, progress);
            repository.ifPresent(here -> warnOfRestored(here, groups, progress));
            List<Orphan> orphans =
                    groups.stream().flatMap(each -> each.orphans().stream()).toList();
            List<Removed> removals = request.force() ? remove(request, groups, open, progress) : List.of();
            List<Problem> problems = new ArrayList<>(reached.problems());
            removals.forEach(each -> problems.addAll(each.problems()));
            return new Outcome(
                    request,
                    orphans,
                    removals.stream().flatMap(each -> each.removed().stream()).toList(),
                    problems.stream().distinct().toList());
        }
    }

    /**
     * A repository that was deleted here, or restored from a backup: what it had may be wanted, and is never an orphan.
     *
     * @return its ids
     */
    private List<String> warnOfFormer(Repository repository, List<Located<Resource>> resources, Progress progress) {
        List<Stack> stacks =
                resources.stream().map(located -> located.item().stack()).toList();
        List<Former> adoptable = former.adoptable(repository, stacks);
        adoptable.forEach(found -> progress.warn(AdoptStacks.names(stacks, found) + " belong to a former repository in "
                + found.root() + " and are kept. To use or remove them, take them over: ajj doctor --adopt"));
        return adoptable.stream().map(Former::id).toList();
    }

    /** Those of which only the labels tell: where they are now is not known, so that they are not taken for gone. */
    private void warnOfRestored(Repository repository, List<OrphanGroup> groups, Progress progress) {
        records.registry().entries(repository).stream()
                .filter(entry -> entry.isRestored() && checkouts.directories().isGone(entry.root()))
                .filter(entry ->
                        groups.stream().noneMatch(group -> group.workspace().equals(entry.name())))
                .forEach(entry ->
                        progress.warn("the workspace " + entry.name() + " is kept: its directory " + entry.root()
                                + " is gone, but it may have been moved before its entry was lost. If it was, run there: ajj up. If"
                                + " not, remove it: ajj workspace forget " + ShellWord.quoted(entry.name())));
    }

    /** Where anything of it may be. */
    private List<Location> locations(Optional<Repository> repository, CleanUpRequest request) {
        Set<Location> locations = new LinkedHashSet<>();
        repository.ifPresent(
                here -> records.registry().entries(here).forEach(entry -> locations.add(entry.location())));
        records.ledger().reservations().stream()
                .filter(reservation -> request.everywhere()
                        || repository
                                .map(Repository::id)
                                .filter(reservation.owner().repository()::equals)
                                .isPresent())
                .forEach(reservation -> locations.add(reservation.location()));
        return List.copyOf(locations);
    }

    private List<OrphanGroup> find(
            Optional<Repository> repository,
            CleanUpRequest request,
            StackBackends.Reached reached,
            List<Located<Resource>> resources,
            Set<String> kept,
            Progress progress) {
        OrphanSearch search = new OrphanSearch(checkouts, records);
        List<OrphanGroup> found = new ArrayList<>(repository
                .map(here -> search.find(here, reached, resources, progress))
                .orElse(List.of()));
        if (request.everywhere()) {
            found.addAll(search.ofGoneRepositories(kept, reached, resources, locator, progress));
        }
        return found;
    }

    /** Repositories that are gone can be cleaned up after from anywhere. */
    private Optional<Repository> locate(CleanUpRequest request) {
        try {
            return Optional.of(checkouts.vcs().locate(request.directory()));
        } catch (Failure failure) {
            if (request.everywhere() && failure.first() instanceof WorkspaceProblem.NotInWorkspace) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    private StackBackends open(Optional<Repository> repository, CleanUpRequest request, Progress progress) {
        return repository
                .map(here -> backends.forStacks(here, request.config(), request.directory(), progress))
                .orElseGet(() -> backends.forStacks(progress));
    }

    private List<Removed> remove(
            CleanUpRequest request, List<OrphanGroup> groups, StackBackends open, Progress progress) {
        OrphanRemoval removal = new OrphanRemoval(checkouts, records, open, request.deadline(), progress);
        Map<WorkspaceId, Removed> removed = new ConcurrentHashMap<>();
        Tasks.all(
                new Cancellation(),
                AT_ONCE,
                groups.stream()
                        .<Runnable>map(each -> () -> removed.put(each.owner(), removal.remove(each)))
                        .toList());
        return groups.stream()
                .map(each -> removed.getOrDefault(each.owner(), Removed.NOTHING))
                .toList();
    }
}
