package dev.aether.ajj.lifecycle.overview;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.lifecycle.backend.Backends;
import dev.aether.ajj.lifecycle.backend.StackBackends;
import dev.aether.ajj.lifecycle.cleanup.OrphanRules;
import dev.aether.ajj.lifecycle.overview.ShowStatus.StatusRequest;
import dev.aether.ajj.lifecycle.recovery.ObservedStacks;
import dev.aether.ajj.lifecycle.recovery.RepositoryLocator;
import dev.aether.ajj.lifecycle.task.Tasks;
import dev.aether.ajj.lifecycle.view.ServiceView;
import dev.aether.ajj.lifecycle.view.Views;
import dev.aether.ajj.lifecycle.view.WorkspaceView;
import dev.aether.ajj.lifecycle.workspace.WorkspaceRef;
import dev.aether.ajj.lifecycle.workspace.WorkspaceRefs;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.spi.backend.Backend;
import dev.aether.ajj.spi.directory.Directories;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.spi.state.WorkspaceRegistry;
import dev.aether.ajj.spi.vcs.Repository;
import dev.aether.ajj.spi.vcs.Vcs;
import dev.aether.ajj.spi.vcs.Vcs.VcsWorkspace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** {@code ajj list}: lists every workspace that jj or the registry knows, with the current state of its services. */
public record ListWorkspaces(
        Vcs vcs, Backends backends, WorkspaceRegistry registry, RepositoryLocator locator, Directories directories) {
    /** Keeps the command below ten seconds, including jj, whatever the engine does. */
    private static final Duration ENGINE_TIME = Duration.ofSeconds(8);

    /**
     * The listed workspaces.
     *
     * @param workspaces sorted by name
     * @param problems why engines could not be queried; their services then have an unknown status
     */
    public record Listing(List<WorkspaceView> workspaces, List<Problem> problems) {

        /** Returns the current workspace; empty when jj does not know it. */
        public Optional<WorkspaceView> current() {
            return workspaces.stream().filter(WorkspaceView::current).findFirst();
        }
    }

    /** Calls jj and the engine once, at the same time. Skips the engine when the registry knows no services. */
    public Listing list(Path directory, Optional<Path> explicitConfig, Progress progress) {
        return list(vcs.locate(directory), directory, explicitConfig, (_, listing) -> listing, progress);
    }

    /** As {@link #list(Path, Optional, Progress)}, with vitals of the current workspace's services. */
    Listing listWithVitals(Repository repository, StatusRequest request, Progress progress) {
        return list(
                repository,
                request.directory(),
                request.config(),
                (open, listing) -> withVitals(repository, open, listing, request.memory()),
                progress);
    }

    private Listing list(
            Repository repository,
            Path directory,
            Optional<Path> explicitConfig,
            BiFunction<StackBackends, Listing, Listing> details,
            Progress progress) {
        List<WorkspaceEntry> entries = registry.entries(repository);
        Supplier<List<VcsWorkspace>> jj = Tasks.begin(() -> vcs.workspaces(repository));
        if (entries.stream().allMatch(entry -> entry.services().isEmpty())) {
            warnOfFormer(repository, progress);
            return join(jj.get(), settled(repository, entries), ObservedStacks.NONE);
        }
        try (StackBackends open = backends.forStacks(repository, explicitConfig, directory, progress)) {
            open.limitTime(ENGINE_TIME);
            ObservedStacks observed = ObservedStacks.of(repository, open, entries);
            List<WorkspaceEntry> known = settled(repository, restored(repository, entries, observed.namespaces()));
            Listing listing = join(jj.get(), known, observed);
            return details.apply(open, listing);
        }
    }

    /** Warns about services of a former repository: the repository may have lost its id. */
    private void warnOfFormer(Repository repository, Progress progress) {
        SortedSet<String> names = locator.reserved(repository);
        if (!names.isEmpty()) {
            progress.warn("the services of " + String.join(", ", names)
                    + " belong to a former repository in this directory. To use or remove them, adopt them:"
                    + " ajj doctor --adopt");
        }
    }

    /** Adds vitals to the current workspace, as far as the engine reports them in time. */
    private Listing withVitals(Repository repository, StackBackends open, Listing listing, boolean memory) {
        List<Problem> problems = new ArrayList<>(listing.problems());
        List<WorkspaceView> seen = listing.workspaces().stream()
                .map(workspace -> workspace.current() ? withVitals(open, workspace, memory, problems) : workspace)
                .toList();
        if (problems.isEmpty()) {
            reach(repository, open, listing, problems);
        }
        return new Listing(seen, List.copyOf(problems));
    }

    /** Repairs forwards to services on another machine, because a program may use them next. */
    private void reach(Repository repository, StackBackends open, Listing listing, List<Problem> problems) {
        try {
            listing.current()
                    .flatMap(current -> registry.find(repository, current.name()))
                    .filter(entry -> !entry.isAbandoned())
                    .ifPresent(entry -> open.reach(repository, entry));
        } catch (Failure failure) {
            problems.addAll(failure.problems());
        }
    }

    private static WorkspaceView withVitals(
            StackBackends open, WorkspaceView workspace, boolean memory, List<Problem> problems) {
        try {
            return withVitals(open.at(workspace.location()), workspace, memory);
        } catch (Failure failure) {
            StackBackends.unreached(failure).stream()
                    .filter(problem -> !problems.contains(problem))
                    .forEach(problems::add);
            return workspace;
        }
    }

    private static WorkspaceView withVitals(Backend backend, WorkspaceView workspace, boolean memory) {
        List<Supplier<ServiceView>> services = workspace.services().stream()
                .map(service -> Tasks.begin(() -> service.containerId().isEmpty()
                        ? service
                        : service.withVitals(backend.access(new Backend.Instance(service.name(), service.containerId()))
                                .vitals(memory))))
                .toList();
        return workspace.withServices(services.stream().map(Supplier::get).toList());
    }

    /** Reads the entries again if one seems abandoned: its process may have finished since the first read. */
    private List<WorkspaceEntry> settled(Repository repository, List<WorkspaceEntry> entries) {
        return entries.stream().anyMatch(WorkspaceEntry::isAbandoned) ? registry.entries(repository) : entries;
    }

    /** Returns all entries, after restoring lost ones whose services run. */
    private List<WorkspaceEntry> restored(Repository repository, List<WorkspaceEntry> entries, Set<String> namespaces) {
        Set<String> known = entries.stream().map(WorkspaceEntry::namespace).collect(Collectors.toSet());
        if (known.containsAll(namespaces)) {
            return entries;
        }
        registry.restore(repository);
        return registry.entries(repository);
    }

    private Listing join(List<VcsWorkspace> jj, List<WorkspaceEntry> entries, ObservedStacks observed) {
        List<WorkspaceView> views = new ArrayList<>();
        OrphanRules rules = new OrphanRules(directories);
        for (WorkspaceRef target : WorkspaceRefs.all(jj, entries)) {
            if (target.entry().isPresent()) {
                WorkspaceEntry entry = target.entry().get();
                Optional<VcsWorkspace> known = target.doubt().isPresent() ? Optional.empty() : target.jj();
                if (known.isEmpty()) {
                    target.jj().map(Views::plain).ifPresent(views::add);
                }
                WorkspaceView view = Views.now(entry, known, observed.of(entry), observed.host(entry));
                boolean isGone = !entry.isRestored()
                        && entry.phase() != WorkspaceEntry.Phase.REMOVING
                        && known.filter(found -> rules.isGone(entry, found)).isPresent();
                views.add(isGone ? view.withoutDirectory() : view);
            } else {
                target.jj().map(Views::plain).ifPresent(views::add);
            }
        }
        return new Listing(List.copyOf(views), observed.problems());
    }
}
