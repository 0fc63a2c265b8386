package dev.aether.ajj.lifecycle;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.error.WorkspaceProblem;
import dev.aether.ajj.model.AetherConfig;
import dev.aether.ajj.model.ShellWord;
import dev.aether.ajj.model.WorkspaceEntry;
import dev.aether.ajj.model.WorkspaceEntry.Phase;
import dev.aether.ajj.spi.Backend;
import dev.aether.ajj.spi.ConfigSource;
import dev.aether.ajj.spi.Deadline;
import dev.aether.ajj.spi.Directories;
import dev.aether.ajj.spi.Injector;
import dev.aether.ajj.spi.PortLedger;
import dev.aether.ajj.spi.Probe;
import dev.aether.ajj.spi.Progress;
import dev.aether.ajj.spi.Repository;
import dev.aether.ajj.spi.Templates;
import dev.aether.ajj.spi.Vcs;
import dev.aether.ajj.spi.Vcs.VcsWorkspace;
import dev.aether.ajj.spi.WorkspaceRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code ajj workspace add}: a jj workspace with services of its own, or nothing at all.
 *
 * <p>First everything that can be wrong is looked for, and images are fetched: nothing of ours exists then. After that a
 * {@link Saga} makes it, each step with its way back.
 */
@ApplicationScoped
public class AddWorkspace {
    private final Vcs vcs;
    private final ConfigSource configs;
    private final Templates templates;
    private final Backends backends;
    private final WorkspaceRegistry registry;
    private final PortLedger ledger;
    private final Injector injector;
    private final Directories directories;
    private final Probe probe;
    private final Trust trust;

    public AddWorkspace(
            Vcs vcs,
            ConfigSource configs,
            Templates templates,
            Backends backends,
            WorkspaceRegistry registry,
            PortLedger ledger,
            Injector injector,
            Directories directories,
            Probe probe,
            Trust trust) {
        this.vcs = vcs;
        this.configs = configs;
        this.templates = templates;
        this.backends = backends;
        this.registry = registry;
        this.ledger = ledger;
        this.injector = injector;
        this.directories = directories;
        this.probe = probe;
        this.trust = trust;
    }

    /**
     * Returns when the workspace is there and all its services are ready.
     *
     * @throws Failure when it could not be made; what had been made is taken back, or named if that failed too
     */
    public WorkspaceView add(AddRequest request, Progress shown) {
        Repository repository = vcs.locate(request.directory());
        request.check(repository);
        vcs.checkAddOptions(repository, request.options());
        NewWorkspaceConfig declared = new NewWorkspaceConfig(request, repository, vcs, configs);
        WorkspaceProgress progress = new WorkspaceProgress(shown, request.workspaceName());
        Optional<AetherConfig> config = request.services() ? Optional.of(declared.load(progress)) : Optional.empty();
        Environment environment =
                new Environment(repository, request.workspaceName(), request.root(), config, "ajj workspace add");
        try (Backend backend = open(config, progress)) {
            config.ifPresent(found -> trust.check(
                    repository, found, new Grants.Place(request.root(), repository.workspaceRoot()), request.mayAsk()));
            endUnfinished(environment, request, progress);
            Images images = new Images(backend);
            Cancellation checking = new Cancellation();
            Tasks.all(
                    checking,
                    List.of(
                            () -> refuseTaken(environment, request.deadline(), progress),
                            () -> fetchImages(environment, backend, images, checking)));
            WorkspaceView added = new WorkspaceLock(registry, repository, request.deadline(), progress)
                    .holding(List.of(environment.name()), () -> make(request, environment, backend, images, progress));
            config.ifPresent(used -> declared.report(used, progress));
            return added;
        }
    }

    /** What a dead ajj had begun under this name is taken away first, as {@code ajj cleanup} does it. */
    private void endUnfinished(Environment environment, AddRequest request, Progress progress) {
        Optional<WorkspaceEntry> unfinished =
                registry.find(environment.repository(), environment.name()).filter(WorkspaceEntry::isAbandoned);
        if (unfinished.isEmpty()) {
            return;
        }
        progress.warn("`" + unfinished.get().owner().command() + "` left the workspace " + environment.name()
                + " unfinished (process " + unfinished.get().owner().pid()
                + "): what is left of it is taken away first");
        Repository repository = environment.repository();
        try (StackBackends open = backends.forStacks(repository, request.config(), request.directory(), progress)) {
            StackBackends.Reached reached = open.reach(List.of(unfinished.get().location()));
            OrphanRemoval removal =
                    new OrphanRemoval(vcs, registry, ledger, injector, directories, open, request.deadline(), progress);
            List<Problem> problems = new OrphanSearch(vcs, registry, ledger, directories)
                    .find(repository, reached).stream()
                            .filter(abandoned -> abandoned.workspace().equals(environment.name()))
                            .flatMap(abandoned -> removal.remove(abandoned).problems().stream())
                            .toList();
            if (!problems.isEmpty()) {
                throw new Failure(problems, null);
            }
        }
    }

    private Backend open(Optional<AetherConfig> config, Progress progress) {
        return config.map(found -> backends.open(found.backend(), progress))
                .orElseGet(() -> backends.openDefault(progress));
    }

    private void refuseTaken(Environment environment, Deadline deadline, Progress progress) {
        List<VcsWorkspace> jj = vcs.workspaces(environment.repository());
        Optional<WorkspaceEntry> entry = registry.find(environment.repository(), environment.name());
        if (entry.isPresent() && !isFollowed(environment, entry.get(), jj, deadline, progress)) {
            throw ReserveStep.taken(entry.get(), environment.repository());
        }
        for (VcsWorkspace workspace : jj) {
            if (workspace.name().equals(environment.name())) {
                throw taken(workspace, environment.repository());
            }
        }
        if (!directories.isMissingOrEmpty(environment.root())) {
            throw new Failure(new WorkspaceProblem.DestinationTaken(environment.root()));
        }
        @Nullable Path parent = environment.root().getParent();
        if (parent != null && directories.isGone(parent)) {
            throw new Failure(new Problem.Usage(
                    "the directory " + parent + " does not exist, so " + environment.root() + " cannot be made",
                    List.of("make it first: mkdir -p " + ShellWord.quoted(parent.toString()))));
        }
    }

    /** Whether the entry was that of a workspace that has another name in jj by now, and is known by that from now on. */
    private boolean isFollowed(
            Environment environment,
            WorkspaceEntry entry,
            List<VcsWorkspace> jj,
            Deadline deadline,
            Progress progress) {
        Repository repository = environment.repository();
        RenameFollower renames = new RenameFollower(registry, ledger, repository, deadline, progress);
        return Targets.all(jj, registry.entries(repository)).stream()
                .filter(Target::knownToJj)
                .filter(target -> target.entryName().equals(entry.name()))
                .anyMatch(renames::follow);
    }

    /** The failure that tells where jj has a workspace of the wanted name. */
    static Failure taken(VcsWorkspace existing, Repository repository) {
        return new Failure(new WorkspaceProblem.Exists(
                existing.name(),
                existing.root().map(root -> "jj has it in " + root).orElse("jj knows it"),
                !existing.root().equals(Optional.of(repository.mainRoot()))));
    }

    private static void fetchImages(Environment environment, Backend backend, Images images, Cancellation checking) {
        if (environment.declaredServices().isEmpty()) {
            return;
        }
        environment.place(backend.location());
        images.fetch(environment.declaredServices(), checking);
    }

    private WorkspaceView make(
            AddRequest request, Environment environment, Backend backend, Images images, WorkspaceProgress progress) {
        Cancellation cancellation = new Cancellation(request.deadline());
        Readiness readiness = new Readiness(backend, probe, cancellation);
        ServiceStarter starter = new ServiceStarter(
                environment,
                backend,
                new HostPorts(environment, ledger),
                templates,
                readiness,
                images,
                progress,
                trust);
        CheckOutStep checkOut = new CheckOutStep(
                environment, request.newWorkspace(), vcs, new InjectedFiles(environment, vcs, injector), directories);
        Saga saga = new Saga(cancellation)
                .then(new ReserveStep(environment, registry, ledger))
                .together(
                        checkOut,
                        new ProvisionStep(environment, backend, starter, checkOut.done(), cancellation, progress))
                .then(new InjectStep(environment, templates, injector, backend.host()))
                .then(new ConfirmStep(environment, registry));
        try {
            saga.run("ajj workspace forget " + environment.name());
        } catch (Failure failed) {
            new IgnoredFiles(vcs, registry, directories)
                    .release(environment.repository(), environment.injectedFiles(), List.of(environment.root()));
            throw failed;
        }
        return Views.added(environment.registryEntry(Phase.READY), environment.completed(), backend.host());
    }
}
