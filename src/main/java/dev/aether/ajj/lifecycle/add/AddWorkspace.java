package dev.aether.ajj.lifecycle.add;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.error.WorkspaceProblem;
import dev.aether.ajj.lifecycle.backend.Backends;
import dev.aether.ajj.lifecycle.backend.StackBackends;
import dev.aether.ajj.lifecycle.cleanup.OrphanGroup;
import dev.aether.ajj.lifecycle.cleanup.OrphanRemoval;
import dev.aether.ajj.lifecycle.cleanup.OrphanSearch;
import dev.aether.ajj.lifecycle.directory.IgnoredFiles;
import dev.aether.ajj.lifecycle.directory.WorkspaceDirectories;
import dev.aether.ajj.lifecycle.environment.Environment;
import dev.aether.ajj.lifecycle.inject.WatchedRoot;
import dev.aether.ajj.lifecycle.service.BringUp;
import dev.aether.ajj.lifecycle.service.Diff;
import dev.aether.ajj.lifecycle.service.Images;
import dev.aether.ajj.lifecycle.service.Operation;
import dev.aether.ajj.lifecycle.service.Provisioning;
import dev.aether.ajj.lifecycle.service.ServiceChanges.OnFailure;
import dev.aether.ajj.lifecycle.task.Cancellation;
import dev.aether.ajj.lifecycle.task.Saga;
import dev.aether.ajj.lifecycle.task.Step;
import dev.aether.ajj.lifecycle.task.Tasks;
import dev.aether.ajj.lifecycle.trust.Grants;
import dev.aether.ajj.lifecycle.view.Views;
import dev.aether.ajj.lifecycle.view.WorkspaceView;
import dev.aether.ajj.lifecycle.workspace.Checkouts;
import dev.aether.ajj.lifecycle.workspace.Records;
import dev.aether.ajj.lifecycle.workspace.RenameFollower;
import dev.aether.ajj.lifecycle.workspace.WorkspaceLock;
import dev.aether.ajj.lifecycle.workspace.WorkspaceName;
import dev.aether.ajj.lifecycle.workspace.WorkspaceProgress;
import dev.aether.ajj.lifecycle.workspace.WorkspaceRef;
import dev.aether.ajj.lifecycle.workspace.WorkspaceRefs;
import dev.aether.ajj.model.config.AetherConfig;
import dev.aether.ajj.model.config.BackendSpec;
import dev.aether.ajj.model.text.ShellWord;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.model.workspace.WorkspaceEntry.Phase;
import dev.aether.ajj.spi.backend.Backend;
import dev.aether.ajj.spi.config.ComposeSource;
import dev.aether.ajj.spi.config.ConfigSource;
import dev.aether.ajj.spi.machine.Deadline;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.spi.vcs.Repository;
import dev.aether.ajj.spi.vcs.Vcs;
import dev.aether.ajj.spi.vcs.Vcs.VcsWorkspace;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code ajj workspace add}: adds a jj workspace with its own services, or nothing at all.
 *
 * <p>It first runs all checks and fetches images, which creates nothing of ours. Then a {@link Saga} creates the
 * workspace.
 */
public class AddWorkspace {
    private static final String COMMAND = "ajj workspace add";

    private final ConfigSource configs;
    private final Backends backends;
    private final ComposeSource compose;
    private final Provisioning tools;
    private final Checkouts checkouts;
    private final Records records;
    private final Vcs vcs;

    public AddWorkspace(ConfigSource configs, ComposeSource compose, Backends backends, Provisioning tools) {
        this.configs = configs;
        this.backends = backends;
        this.compose = compose;
        this.tools = tools;
        this.checkouts = tools.checkouts();
        this.records = tools.records();
        this.vcs = checkouts.vcs();
    }

    /**
     * Adds the workspace, and returns when all its services are ready.
     *
     * @throws Failure when that fails; everything is rolled back, or reported as a leftover
     */
    public AddResult add(AddRequest request, Progress shown) {
        Repository repository = vcs.locate(request.directory());
        request.check(repository);
        vcs.checkAddOptions(repository, request.options());
        Supplier<List<VcsWorkspace>> workspaces = Tasks.begin(() -> vcs.workspaces(repository));
        NewWorkspaceConfig declared = new NewWorkspaceConfig(request, repository, vcs, configs);
        WorkspaceProgress progress = new WorkspaceProgress(shown);
        Optional<AetherConfig> config = request.services() ? Optional.of(declared.load(progress)) : Optional.empty();
        Environment environment =
                new Environment(repository, request.workspaceName(), request.destination(), config, COMMAND);
        refuseUnknownWorkspace(repository, workspaces.get());
        try (Backend backend = backends.open(config.map(AetherConfig::backend).orElse(BackendSpec.DEFAULT), progress)) {
            config.ifPresent(found -> tools.trust()
                    .check(
                            repository,
                            found,
                            new Grants.Place(
                                    request.destination(), repository.workspaceRoot(), repository.workspaceRoot()),
                            request.mayAsk()));
            checkBackend(backend, environment, repository);
            removeUnfinished(environment, request, progress);
            Images images = new Images(backend, compose, config.flatMap(AetherConfig::compose), true, progress);
            EngineCheck engine = new EngineCheck(environment, backend);
            Cancellation checking = new Cancellation();
            Tasks.all(
                    checking,
                    List.of(
                            () -> refuseNameInUse(environment, request.deadline(), progress),
                            engine::run,
                            () -> fetchImages(environment, backend, images, checking)));
            engine.refuseLeftovers();
            WorkspaceView added = new WorkspaceLock(records.registry(), repository, request.deadline(), progress)
                    .holding(List.of(environment.name()), () -> make(request, environment, backend, images, progress));
            config.ifPresent(used -> declared.report(used, progress));
            return new AddResult(added, config.flatMap(AetherConfig::compose));
        }
    }

    /** Checks the declaration with the files of the calling workspace, which are about those of the new one. */
    private static void checkBackend(Backend backend, Environment environment, Repository repository) {
        if (!backend.mountsFiles()) {
            environment.copyFiles();
        }
        backend.check(environment.declaredServices(), repository.workspaceRoot());
    }

    /**
     * Refuses to run in a directory that points to the repository but that jj does not know as its workspace. A clone
     * could contain such a pointer, and use what the user has allowed to the repository. The main workspace contains
     * the repository itself.
     */
    private void refuseUnknownWorkspace(Repository repository, List<VcsWorkspace> workspaces) {
        if (!repository.workspaceRoot().equals(repository.mainRoot())) {
            WorkspaceRef _ = WorkspaceRefs.currentInJj(vcs, repository, workspaces, List.of());
        }
    }

    /**
     * Removes what a dead ajj left of an unfinished add or removal of this name, as {@code ajj cleanup} does. An
     * unfinished {@code ajj up} is left alone: its workspace may have older data.
     */
    private void removeUnfinished(Environment environment, AddRequest request, Progress progress) {
        Optional<WorkspaceEntry> unfinished = records.registry()
                .find(environment.repository(), environment.name())
                .filter(WorkspaceEntry::isAbandoned)
                .filter(entry -> entry.phase() == Phase.REMOVING
                        || entry.owner().command().equals(COMMAND));
        if (unfinished.isEmpty()) {
            return;
        }
        Repository repository = environment.repository();
        try (StackBackends open = backends.forStacks(repository, request.config(), request.directory(), progress)) {
            refuseDirectoryInUse(environment, unfinished.get());
            StackBackends.Reached reached =
                    open.connectAll(List.of(unfinished.get().location()));
            OrphanRemoval removal = new OrphanRemoval(checkouts, records, open, request.deadline(), progress);
            List<OrphanGroup> left = new OrphanSearch(checkouts, records, reached, Progress.SILENT)
                    .find(repository).stream()
                            .filter(group -> group.workspace().equals(environment.name()) && !group.keepsWorkspace())
                            .toList();
            if (left.isEmpty()) {
                return;
            }
            progress.warn("`" + unfinished.get().owner().command() + "` left the workspace " + environment.name()
                    + " unfinished (process " + unfinished.get().owner().pid()
                    + "): removing its leftovers first");
            List<Problem> problems = left.stream()
                    .flatMap(group -> removal.remove(group).problems().stream())
                    .toList();
            if (!problems.isEmpty()) {
                throw new Failure(problems, null);
            }
        }
    }

    /** Refuses a directory that is in use: it may have new files, or may not be the one of the unfinished command. */
    private void refuseDirectoryInUse(Environment environment, WorkspaceEntry unfinished) {
        if (checkouts.directories().isMissingOrEmpty(environment.root())) {
            return;
        }
        boolean isUsed = !environment.root().equals(unfinished.root())
                || WorkspaceRefs.all(vcs.workspaces(environment.repository()), List.of(unfinished)).stream()
                        .filter(target -> target.knownToJj() && target.entry().isPresent())
                        .anyMatch(target -> !new WorkspaceDirectories(checkouts, environment.repository())
                                .unrecorded(target)
                                .isEmpty());
        if (isUsed) {
            throw new Failure(new WorkspaceProblem.DestinationTaken(environment.root()));
        }
    }

    private void refuseNameInUse(Environment environment, Deadline deadline, Progress progress) {
        List<VcsWorkspace> jj = vcs.workspaces(environment.repository());
        Optional<WorkspaceEntry> entry = records.registry().find(environment.repository(), environment.name());
        if (entry.isPresent()
                && !new RenameFollower(records, environment.repository(), deadline, progress)
                        .followHolder(environment.name(), jj)) {
            throw WorkspaceName.taken(entry.get(), environment.repository());
        }
        for (VcsWorkspace workspace : jj) {
            if (workspace.name().equals(environment.name())) {
                throw WorkspaceName.taken(workspace, environment.repository());
            }
        }
        if (!checkouts.directories().isMissingOrEmpty(environment.root())) {
            throw new Failure(new WorkspaceProblem.DestinationTaken(environment.root()));
        }
        @Nullable Path parent = environment.root().getParent();
        if (parent != null && checkouts.directories().isGone(parent)) {
            throw new Failure(new Problem.Usage(
                    "the directory " + parent + " does not exist, so " + environment.root() + " cannot be created",
                    List.of("create it first: mkdir -p " + ShellWord.quoted(parent.toString()))));
        }
    }

    private static void fetchImages(Environment environment, Backend backend, Images images, Cancellation checking) {
        if (environment.declaredServices().isEmpty()) {
            return;
        }
        environment.setLocation(backend.location());
        images.fetch(environment.declaredServices(), checking);
    }

    private WorkspaceView make(
            AddRequest request, Environment environment, Backend backend, Images images, WorkspaceProgress progress) {
        Cancellation cancellation = new Cancellation(request.deadline());
        Operation operation = new Operation(environment, backend, images, progress, cancellation);
        WatchedRoot root = tools.watched(environment.root());
        Provisioning here = tools.injectingInto(root);
        BringUp bringUp = new BringUp(Diff.ofNew(environment), operation, here, OnFailure.ROLL_BACK);
        CheckOutStep checkOut = new CheckOutStep(environment, request.newWorkspace(), here, root);
        ReserveStep reservation = new ReserveStep(environment, bringUp, records);
        Saga saga = new Saga(cancellation)
                .then(reservation)
                .then(checkOut, new ProvisionStep(bringUp, operation, checkOut.done(), progress))
                .then(
                        Step.of(
                                "injected files of " + environment.name(),
                                bringUp::inject,
                                () -> withdraw(environment, root)),
                        Step.of("check of " + environment.name(), checkOut::confirm, () -> {}))
                .then(Step.of("entry of " + environment.name(), bringUp::record, () -> {}));
        try {
            saga.run("ajj workspace forget " + ShellWord.operand(environment.name()));
        } catch (Failure failed) {
            new IgnoredFiles(checkouts, records.registry())
                    .release(environment.repository(), environment.injectedFiles(), List.of(environment.root()));
            boolean isRolledBack = failed.problems().stream().noneMatch(Problem.RollbackIncomplete.class::isInstance);
            throw isRolledBack && reservation.isOurs()
                    ? failed.withOutcome("Everything was rolled back: the workspace " + environment.name()
                            + " and its services do not exist")
                    : failed;
        }
        return Views.added(
                environment.registryEntry(Phase.READY), environment.states().completed(), backend.host());
    }

    private static void withdraw(Environment environment, WatchedRoot root) {
        environment.injectedFiles().forEach(file -> root.withdraw(environment.root(), file));
    }
}
