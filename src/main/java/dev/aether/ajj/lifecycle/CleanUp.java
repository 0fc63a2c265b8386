package dev.aether.ajj.lifecycle;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.error.WorkspaceProblem;
import dev.aether.ajj.lifecycle.OrphanRemoval.Removed;
import dev.aether.ajj.model.Location;
import dev.aether.ajj.spi.Directories;
import dev.aether.ajj.spi.Injector;
import dev.aether.ajj.spi.PortLedger;
import dev.aether.ajj.spi.Progress;
import dev.aether.ajj.spi.Repository;
import dev.aether.ajj.spi.Vcs;
import dev.aether.ajj.spi.WorkspaceRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** {@code ajj cleanup}: names what is left over and belongs to nobody, and removes it when told to. */
@ApplicationScoped
public class CleanUp {
    /** The engine removes no faster when it is asked for more. */
    private static final int AT_ONCE = 8;

    private final Vcs vcs;
    private final Backends backends;
    private final WorkspaceRegistry registry;
    private final PortLedger ledger;
    private final Injector injector;
    private final Directories directories;
    private final Claims claims;

    public CleanUp(
            Vcs vcs,
            Backends backends,
            WorkspaceRegistry registry,
            PortLedger ledger,
            Injector injector,
            Directories directories,
            Claims claims) {
        this.vcs = vcs;
        this.backends = backends;
        this.registry = registry;
        this.ledger = ledger;
        this.injector = injector;
        this.directories = directories;
        this.claims = claims;
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
            StackBackends.Reached reached = open.reach(locations(repository, request));
            repository.ifPresent(registry::restore);
            List<Abandoned> abandoned = find(repository, request, reached);
            List<Orphan> orphans =
                    abandoned.stream().flatMap(each -> each.orphans().stream()).toList();
            List<Removed> removals = request.force() ? remove(request, abandoned, open, progress) : List.of();
            List<Problem> problems = new ArrayList<>(reached.problems());
            removals.forEach(each -> problems.addAll(each.problems()));
            return new Outcome(
                    request,
                    orphans,
                    removals.stream().flatMap(each -> each.removed().stream()).toList(),
                    problems.stream().distinct().toList());
        }
    }

    /** Where anything of it may be. */
    private List<Location> locations(Optional<Repository> repository, CleanUpRequest request) {
        Set<Location> locations = new LinkedHashSet<>();
        repository.ifPresent(here -> registry.entries(here).forEach(entry -> locations.add(entry.location())));
        ledger.reservations().stream()
                .filter(reservation -> request.everywhere()
                        || repository
                                .map(Repository::id)
                                .filter(reservation.owner().repository()::equals)
                                .isPresent())
                .forEach(reservation -> locations.add(reservation.location()));
        return List.copyOf(locations);
    }

    private List<Abandoned> find(
            Optional<Repository> repository, CleanUpRequest request, StackBackends.Reached reached) {
        OrphanSearch search = new OrphanSearch(vcs, registry, ledger, directories);
        List<Abandoned> found = new ArrayList<>(
                repository.map(here -> search.find(here, reached)).orElse(List.of()));
        if (request.everywhere()) {
            found.addAll(search.ofGoneRepositories(repository.map(Repository::id), reached, claims));
        }
        return found;
    }

    /** Repositories that are gone can be cleaned up after from anywhere. */
    private Optional<Repository> locate(CleanUpRequest request) {
        try {
            return Optional.of(vcs.locate(request.directory()));
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
            CleanUpRequest request, List<Abandoned> abandoned, StackBackends open, Progress progress) {
        OrphanRemoval removal =
                new OrphanRemoval(vcs, registry, ledger, injector, directories, open, request.deadline(), progress);
        Map<PortLedger.Owner, Removed> removed = new ConcurrentHashMap<>();
        Tasks.all(
                new Cancellation(),
                AT_ONCE,
                abandoned.stream()
                        .<Runnable>map(each -> () -> removed.put(each.owner(), removal.remove(each)))
                        .toList());
        return abandoned.stream()
                .map(each -> removed.getOrDefault(each.owner(), Removed.NOTHING))
                .toList();
    }
}
