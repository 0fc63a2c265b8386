package dev.aether.ajj.lifecycle.cleanup;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.error.WorkspaceProblem;
import dev.aether.ajj.lifecycle.backend.Backends;
import dev.aether.ajj.lifecycle.backend.StackBackends;
import dev.aether.ajj.lifecycle.cleanup.OrphanRemoval.Removed;
import dev.aether.ajj.lifecycle.recovery.AdoptStacks;
import dev.aether.ajj.lifecycle.recovery.RepositoryLocator;
import dev.aether.ajj.lifecycle.task.Cancellation;
import dev.aether.ajj.lifecycle.task.Tasks;
import dev.aether.ajj.lifecycle.workspace.Checkouts;
import dev.aether.ajj.lifecycle.workspace.Records;
import dev.aether.ajj.model.text.ShellWord;
import dev.aether.ajj.model.workspace.Location;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.model.workspace.WorkspaceId;
import dev.aether.ajj.spi.backend.Backend;
import dev.aether.ajj.spi.backend.Stack;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.spi.state.PortLedger.Reservation;
import dev.aether.ajj.spi.vcs.Identities.Former;
import dev.aether.ajj.spi.vcs.Repository;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code ajj cleanup}: lists orphans, and removes them if requested. */
public record CleanUp(Checkouts checkouts, Records records, Backends backends, RepositoryLocator locator) {
    /**
     * The result of a cleanup.
     *
     * @param orphans all that were found, by workspace
     * @param problems what could not be searched or removed
     */
    public record Outcome(CleanUpRequest request, List<Orphan> orphans, List<Orphan> removed, List<Problem> problems) {}

    /**
     * Finds orphans, and removes them if requested.
     *
     * @throws Failure before anything is changed: {@code NOT_IN_WORKSPACE}, {@code BACKEND_UNAVAILABLE}, ...; {@code
     *     INTERRUPTED} after the removals in progress are finished, with the rest unchanged; not if there is no rest
     */
    public Outcome cleanUp(CleanUpRequest request, Progress progress) {
        Optional<Repository> repository = locate(request);
        try (StackBackends open = open(repository, request, progress)) {
            StackBackends.Reached reached = open.connectAll(locations(repository, request));
            repository.ifPresent(records.registry()::restore);
            OrphanSearch search = new OrphanSearch(checkouts, records, reached, progress);
            List<OrphanGroup> groups = new ArrayList<>();
            Set<String> kept = new TreeSet<>();
            repository.ifPresent(here -> {
                kept.add(here.id());
                kept.addAll(warnOfFormer(here, search.stacks(), progress));
                groups.addAll(search.find(here));
                warnOfRestored(here, groups, progress);
            });
            if (request.everywhere()) {
                groups.addAll(search.ofGoneRepositories(kept, locator));
            }
            List<Orphan> orphans =
                    groups.stream().flatMap(each -> each.orphans().stream()).toList();
            if (!request.force()) {
                warnOfRenamed(reached.backends(), groups, progress);
            }
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
     * Warns about resources of a former repository in this directory, which was deleted or restored from a backup.
     * They may be needed, so they are never orphans.
     *
     * @return the ids of former repositories
     */
    private List<String> warnOfFormer(Repository repository, List<Stack> stacks, Progress progress) {
        List<Former> adoptable = locator.adoptable(repository, stacks);
        adoptable.forEach(found -> progress.warn(AdoptStacks.names(stacks, found) + " belong to a former repository in "
                + found.root() + " and are kept. To use or remove them, adopt them: ajj doctor --adopt"));
        return adoptable.stream().map(Former::id).toList();
    }

    /** Warns about missing workspaces known only from labels: they may have been moved, so they are kept. */
    private void warnOfRestored(Repository repository, List<OrphanGroup> groups, Progress progress) {
        records.registry().entries(repository).stream()
                .filter(entry -> entry.isRestored() && checkouts.directories().isGone(entry.root()))
                .filter(entry ->
                        groups.stream().noneMatch(group -> group.workspace().equals(entry.name())))
                .forEach(entry ->
                        progress.warn("the workspace " + entry.name() + " is kept: its directory " + entry.root()
                                + " does not exist, but may have been moved. If so, run there: ajj up. Otherwise,"
                                + " remove it: ajj workspace forget " + ShellWord.operand(entry.name())));
    }

    /** Warns about containers that the list omits because they do not have ajj's names. */
    private static void warnOfRenamed(List<Backend> backends, List<OrphanGroup> groups, Progress progress) {
        // Labels keep the names of a workspace that was renamed and of a repository that was moved.
        Set<String> namespaces = groups.stream()
                .flatMap(group -> Stream.concat(
                        group.entry().map(WorkspaceEntry::namespace).stream(),
                        group.stacks().stream().map(stack -> stack.item().namespace())))
                .collect(Collectors.toSet());
        if (namespaces.isEmpty()) {
            return;
        }
        backends.stream()
                .flatMap(backend -> Failure.orEmpty(backend::renamed).stream().flatMap(List::stream))
                .filter(container ->
                        namespaces.contains(container.service().stack().namespace()))
                .forEach(container -> progress.warn("the container " + container.name() + " of the workspace "
                        + container.service().stack().workspace() + " was renamed or copied, so it is not listed; "
                        + String.join("; ", container.hints())));
    }

    private List<Location> locations(Optional<Repository> repository, CleanUpRequest request) {
        Stream<Location> recorded = repository.stream()
                .flatMap(here -> records.registry().entries(here).stream())
                .map(WorkspaceEntry::location);
        Stream<Location> reserved = records.ledger().reservations().stream()
                .filter(reservation -> request.everywhere()
                        || repository
                                .map(Repository::id)
                                .filter(reservation.owner().repository()::equals)
                                .isPresent())
                .map(Reservation::location);
        return Stream.concat(recorded, reserved).distinct().toList();
    }

    /** Finds the current repository. Orphans of deleted repositories can be removed without one. */
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
        try {
            Tasks.few(
                    new Cancellation(),
                    groups.stream()
                            .<Runnable>map(each -> () -> removed.put(each.owner(), removal.remove(each)))
                            .toList());
        } catch (Failure failure) {
            boolean isFinished = failure.first() instanceof Problem.Interrupted && removed.size() == groups.size();
            if (!isFinished) {
                throw failure;
            }
        }
        return groups.stream()
                .map(each -> removed.getOrDefault(each.owner(), Removed.NOTHING))
                .toList();
    }
}
