package dev.aether.ajj.lifecycle.overview;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.lifecycle.backend.Backends;
import dev.aether.ajj.lifecycle.backend.StackBackends;
import dev.aether.ajj.lifecycle.recovery.FormerStacks;
import dev.aether.ajj.lifecycle.recovery.ObservedStacks;
import dev.aether.ajj.lifecycle.task.Tasks;
import dev.aether.ajj.lifecycle.view.ServiceView;
import dev.aether.ajj.lifecycle.view.Views;
import dev.aether.ajj.lifecycle.view.WorkspaceView;
import dev.aether.ajj.lifecycle.workspace.WorkspaceRef;
import dev.aether.ajj.lifecycle.workspace.WorkspaceRefs;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.spi.backend.Backend;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.spi.state.WorkspaceRegistry;
import dev.aether.ajj.spi.vcs.Repository;
import dev.aether.ajj.spi.vcs.Vcs;
import dev.aether.ajj.spi.vcs.Vcs.VcsWorkspace;
import jakarta.enterprise.context.ApplicationScoped;
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

/** {@code ajj list}: every workspace that jj or the registry knows, with its services as the engine has them now. */
@ApplicationScoped
public class ListWorkspaces {
    /** With jj's part it makes less than ten seconds, whatever the engine does. */
    private static final Duration ENGINE_TIME = Duration.ofSeconds(8);

    private final Vcs vcs;
    private final Backends backends;
    private final WorkspaceRegistry registry;
    private final FormerStacks former;

    public ListWorkspaces(Vcs vcs, Backends backends, WorkspaceRegistry registry, FormerStacks former) {
        this.vcs = vcs;
        this.backends = backends;
        this.registry = registry;
        this.former = former;
    }

    /**
     * What there is.
     *
     * @param workspaces sorted by name
     * @param problems when the engine could not be asked; services are then of unknown status
     */
    public record Listing(List<WorkspaceView> workspaces, List<Problem> problems) {

        /** The workspace that ajj was called in; empty when jj does not know it. */
        public Optional<WorkspaceView> current() {
            return workspaces.stream().filter(WorkspaceView::current).findFirst();
        }
    }

    /** One call to jj and one to the engine, at the same time; none to the engine when the registry knows no services. */
    public Listing list(Path directory, Optional<Path> explicitConfig, Progress progress) {
        return list(vcs.locate(directory), directory, explicitConfig, (_, listing) -> listing, progress);
    }

    /** As {@link #list(Path, Optional, Progress)}, with how the services of the current workspace do. */
    Listing listClosely(Path directory, Optional<Path> explicitConfig, boolean memory, Progress progress) {
        Repository repository = vcs.locate(directory);
        return list(
                repository,
                directory,
                explicitConfig,
                (open, listing) -> lookClosely(vcs.locate(directory), open, listing, memory),
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
            nameFormer(repository, progress);
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

    /** The repository may have lost its id, and with it its services. */
    private void nameFormer(Repository repository, Progress progress) {
        SortedSet<String> names = former.reserved(repository);
        if (!names.isEmpty()) {
            progress.warn("the services of " + String.join(", ", names)
                    + " belong to a former repository in this directory. To use or remove them, take them over:"
                    + " ajj doctor --adopt");
        }
    }

    /** What the engine does not tell in time is left out. */
    private Listing lookClosely(Repository repository, StackBackends open, Listing listing, boolean memory) {
        List<Problem> problems = new ArrayList<>(listing.problems());
        List<WorkspaceView> seen = listing.workspaces().stream()
                .map(workspace -> workspace.current() ? lookClosely(open, workspace, memory, problems) : workspace)
                .toList();
        if (problems.isEmpty()) {
            reach(repository, open, listing, problems);
        }
        return new Listing(seen, List.copyOf(problems));
    }

    /** What leads to services on another machine is repaired, because a program may use it next. */
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

    private static WorkspaceView lookClosely(
            StackBackends open, WorkspaceView workspace, boolean memory, List<Problem> problems) {
        try {
            return lookClosely(open.at(workspace.location()), workspace, memory);
        } catch (Failure failure) {
            StackBackends.unreached(failure).stream()
                    .filter(problem -> !problems.contains(problem))
                    .forEach(problems::add);
            return workspace;
        }
    }

    private static WorkspaceView lookClosely(Backend backend, WorkspaceView workspace, boolean memory) {
        List<Supplier<ServiceView>> looks = workspace.services().stream()
                .map(service -> Tasks.begin(() -> service.containerId().isEmpty()
                        ? service
                        : service.withVitals(backend.access(new Backend.Instance(service.name(), service.containerId()))
                                .vitals(memory))))
                .toList();
        return workspace.withServices(looks.stream().map(Supplier::get).toList());
    }

    /**
     * As they are when nobody is at work on them any more: whoever has ended meanwhile wrote down before how it went, so
     * that one whose process is gone is read again before it is called unfinished.
     */
    private List<WorkspaceEntry> settled(Repository repository, List<WorkspaceEntry> entries) {
        return entries.stream().anyMatch(WorkspaceEntry::isAbandoned) ? registry.entries(repository) : entries;
    }

    /** All entries, also those that the registry had lost while their services run on. */
    private List<WorkspaceEntry> restored(Repository repository, List<WorkspaceEntry> entries, Set<String> namespaces) {
        Set<String> known = entries.stream().map(WorkspaceEntry::namespace).collect(Collectors.toSet());
        if (known.containsAll(namespaces)) {
            return entries;
        }
        registry.restore(repository);
        return registry.entries(repository);
    }

    private static Listing join(List<VcsWorkspace> jj, List<WorkspaceEntry> entries, ObservedStacks observed) {
        List<WorkspaceView> views = new ArrayList<>();
        for (WorkspaceRef target : WorkspaceRefs.all(jj, entries)) {
            if (target.entry().isPresent()) {
                WorkspaceEntry entry = target.entry().get();
                Optional<VcsWorkspace> known = target.doubt().isPresent() ? Optional.empty() : target.jj();
                if (known.isEmpty()) {
                    target.jj().map(Views::plain).ifPresent(views::add);
                }
                views.add(Views.now(entry, known, observed.of(entry), observed.host(entry)));
            } else {
                target.jj().map(Views::plain).ifPresent(views::add);
            }
        }
        return new Listing(List.copyOf(views), observed.problems());
    }
}
