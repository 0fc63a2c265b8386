package dev.aether.ajj.lifecycle.up;

import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.lifecycle.backend.Backends;
import dev.aether.ajj.lifecycle.backend.StackBackends;
import dev.aether.ajj.lifecycle.backend.WritableRoot;
import dev.aether.ajj.lifecycle.directory.IgnoredFiles;
import dev.aether.ajj.lifecycle.environment.Environment;
import dev.aether.ajj.lifecycle.inject.Injections;
import dev.aether.ajj.lifecycle.service.BringUp;
import dev.aether.ajj.lifecycle.service.Diff;
import dev.aether.ajj.lifecycle.service.Images;
import dev.aether.ajj.lifecycle.service.Operation;
import dev.aether.ajj.lifecycle.service.Plan;
import dev.aether.ajj.lifecycle.service.Provisioning;
import dev.aether.ajj.lifecycle.service.Reconciliation;
import dev.aether.ajj.lifecycle.service.Selection;
import dev.aether.ajj.lifecycle.service.ServiceChanges.OnFailure;
import dev.aether.ajj.lifecycle.service.ServicePlan;
import dev.aether.ajj.lifecycle.task.Cancellation;
import dev.aether.ajj.lifecycle.task.Tasks;
import dev.aether.ajj.lifecycle.trust.Grants;
import dev.aether.ajj.lifecycle.view.Change;
import dev.aether.ajj.lifecycle.view.Views;
import dev.aether.ajj.lifecycle.view.WorkspaceView;
import dev.aether.ajj.lifecycle.workspace.CurrentEntry;
import dev.aether.ajj.lifecycle.workspace.Records;
import dev.aether.ajj.lifecycle.workspace.RenameFollower;
import dev.aether.ajj.lifecycle.workspace.WorkspaceLock;
import dev.aether.ajj.lifecycle.workspace.WorkspaceRef;
import dev.aether.ajj.model.config.AetherConfig;
import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.model.workspace.Location;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.model.workspace.WorkspaceEntry.Phase;
import dev.aether.ajj.spi.backend.Backend;
import dev.aether.ajj.spi.backend.Backend.ObservedService;
import dev.aether.ajj.spi.config.ComposeSource;
import dev.aether.ajj.spi.config.ConfigSource;
import dev.aether.ajj.spi.directory.Directories.Mark;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.spi.vcs.Repository;
import dev.aether.ajj.spi.vcs.Vcs;
import dev.aether.ajj.spi.vcs.Vcs.VcsWorkspace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * {@code ajj up}: makes the current workspace match aether.toml, keeping host ports and named volumes.
 *
 * <p>First it only observes, with one call to jj and one to the engine. If everything is up to date, it writes nothing
 * and takes no lock. Otherwise it fetches images, then changes the workspace under its lock.
 */
public class UpWorkspace {
    private final ConfigSource configs;
    private final Backends backends;
    private final ComposeSource compose;
    private final Provisioning tools;
    private final Records records;
    private final Vcs vcs;

    public UpWorkspace(ConfigSource configs, ComposeSource compose, Backends backends, Provisioning tools) {
        this.configs = configs;
        this.backends = backends;
        this.compose = compose;
        this.tools = tools;
        this.records = tools.records();
        this.vcs = tools.checkouts().vcs();
    }

    private record Call(
            UpRequest request,
            Repository repository,
            AetherConfig config,
            Selection selection,
            Supplier<List<VcsWorkspace>> jj,
            Provisioning tools,
            Images images,
            Progress progress) {

        Backend backend() {
            return images.backend();
        }
    }

    /**
     * Starts the requested services, and returns when they are ready.
     *
     * @throws Failure when one does not start; services that run keep running
     */
    public UpResult up(UpRequest request, Progress progress) {
        return inContext(request, progress, call -> {
            Observation found = observe(call);
            if (followRenames(call, found.target())) {
                found = observe(call);
            }
            Diff diff = found.diff();
            if (isUpToDate(call, diff)) {
                SequencedMap<String, Change> changes = new LinkedHashMap<>();
                diff.plans().forEach(plan -> changes.put(plan.service().name(), Change.UNCHANGED));
                return new UpResult(
                        view(call, diff.environment(), diff.observed()),
                        changes,
                        false,
                        call.config().compose());
            }
            fetchImages(call, diff);
            return new WorkspaceLock(records.registry(), call.repository(), request.deadline(), progress)
                    .holding(List.of(diff.environment().name()), () -> reconcile(call));
        });
    }

    /**
     * Returns what {@link #up} would change, without changing anything.
     *
     * @throws Failure as {@link #up} before its first change
     */
    public Plan plan(UpRequest request, Progress progress) {
        return inContext(request, progress, call -> {
            Diff diff = observe(call).diff();
            BringUp bringUp = bringUp(call, diff, new Cancellation());
            Plan plan = Plan.of(diff, call.backend().resources(), bringUp.injections());
            refuseOutdated(diff, !plan.isUnchanged());
            call.tools().files(diff.environment()).check();
            bringUp.checkPorts();
            if (diff.plans().stream().anyMatch(each -> !each.isUnchanged())) {
                call.backend().refuseRenamed(diff.environment().stack());
            }
            return plan;
        });
    }

    private <T> T inContext(UpRequest request, Progress progress, Function<Call, T> work) {
        Repository repository = vcs.locate(request.directory());
        Supplier<List<VcsWorkspace>> jj = Tasks.begin(() -> vcs.workspaces(repository));
        Provisioning here =
                tools.injectingInto(tools.watched(repository.workspaceRoot()).begin());
        AetherConfig config =
                configs.loadWithTemplates(request.config(), request.directory(), repository.workspaceRoot());
        Selection selection = Selection.of(config, request.services(), request.build());
        Location location = location(repository, jj);
        try (Backend backend = backends.open(config.backend(), location, progress)) {
            tools.trust().check(repository, config, Grants.Place.of(repository.workspaceRoot()), request.mayAsk());
            refuseMove(config, location, progress);
            backend.check(config.services().values(), repository.workspaceRoot());
            Images images = new Images(backend, compose, config.compose(), request.build(), progress);
            return work.apply(new Call(request, repository, config, selection, jj, here, images, progress));
        }
    }

    private Location location(Repository repository, Supplier<List<VcsWorkspace>> jj) {
        return new CurrentEntry(vcs, records.registry())
                .find(repository, jj)
                .map(WorkspaceEntry::location)
                .orElse(Location.unknown(Location.DOCKER));
    }

    /**
     * Refuses another engine in aether.toml than the one that holds the services. The engine in the environment is
     * ignored once services exist.
     *
     * @throws Failure {@code BACKEND_MISMATCH}
     */
    private void refuseMove(AetherConfig config, Location location, Progress progress) {
        if (!location.isKnown() || !config.backend().isNamed()) {
            return;
        }
        try (Backend named = backends.open(config.backend(), progress)) {
            if (!named.address().equals(location.address()) && !named.location().isSame(location)) {
                throw new Failure(BackendProblem.Mismatch.named(location, named.location(), config.file()));
            }
        }
    }

    /**
     * Follows renames with plain jj, of this workspace or of the one that had its name before.
     *
     * @return whether the registry has changed
     */
    private boolean followRenames(Call call, WorkspaceRef target) {
        RenameFollower renames =
                new RenameFollower(records, call.repository(), call.request().deadline(), call.progress());
        return renames.follow(target)
                || (target.entry().isEmpty()
                        && renames.followHolder(target.name(), call.jj().get()));
    }

    private Observation observe(Call call) {
        Observation found =
                Observation.of(tools, call.backend(), call.repository(), call.config(), call.selection(), call.jj());
        new WritableRoot(call.repository().workspaceRoot(), call.backend()).refuse("workspace", true);
        if (call.request().config().isEmpty()) {
            new DeclarationCheck(call.config().file(), call.repository().workspaceRoot()).refuse(found);
        } else {
            new WritableRoot(call.repository().workspaceRoot(), call.backend())
                    .refuseDeclaration(call.config(), found.diff().environment().declaredIn());
        }
        return found;
    }

    private boolean isUpToDate(Call call, Diff diff) {
        Environment environment = diff.environment();
        boolean isPlaced = environment.location().isKnown()
                || environment.declaredServices().isEmpty();
        if (!isPlaced || !diff.isAsDeclared() || !environment.isReserved()) {
            return false;
        }
        Supplier<Boolean> untracked = Tasks.begin(tools.files(environment)::areUntracked);
        Injections injections = bringUp(call, diff, new Cancellation()).injections();
        injections.renderConnections();
        reach(call.backend(), environment);
        return diff.isRecorded() && injections.outdated().isEmpty() && allAnswer(call, diff) && untracked.get();
    }

    private static void reach(Backend backend, Environment environment) {
        Map<String, Map<String, Integer>> ports = new LinkedHashMap<>();
        environment
                .declaredServices()
                .forEach(service -> ports.put(
                        service.name(), environment.states().of(service).ports()));
        backend.openForwards(environment.stack(), ports);
    }

    private boolean allAnswer(Call call, Diff diff) {
        List<Supplier<Boolean>> answers = diff.plans().stream()
                .map(plan -> Tasks.begin(() -> plan.isReady(
                        diff.environment(), tools.probe(), call.backend().host())))
                .toList();
        return answers.stream().allMatch(Supplier::get);
    }

    private static void fetchImages(Call call, Diff diff) {
        List<ServiceSpec> needed = diff.plans().stream()
                .filter(plan -> !plan.isUnchanged())
                .map(ServicePlan::service)
                .toList();
        call.images().fetch(needed, new Cancellation());
    }

    /** Observes again under the lock: another ajj may have done the work meanwhile. */
    private UpResult reconcile(Call call) {
        Diff diff = observe(call).diff();
        Environment environment = diff.environment();
        refuseOutdated(diff, true);
        place(environment, call.backend());
        clearRemovalMark(diff);
        Cancellation cancellation = new Cancellation(call.request().deadline());
        BringUp bringUp = bringUp(call, diff, cancellation);
        Reconciliation reconciliation = new Reconciliation(bringUp, call.tools().files(environment), cancellation);
        reconciliation.run();
        releaseWithdrawn(call, diff);
        WorkspaceView view = view(call, environment, containers(call, environment));
        return new UpResult(
                view,
                bringUp.changes().done(diff.plans()),
                reconciliation.injected(),
                call.config().compose());
    }

    /** Unmarks the directory of an interrupted removal: its files are in use again. */
    private void clearRemovalMark(Diff diff) {
        if (diff.before().filter(entry -> entry.phase() == Phase.REMOVING).isPresent()) {
            tools.checkouts().directories().mark(diff.environment().root(), Mark.NONE);
        }
    }

    /** Stops ignoring files that are no longer injected: the user's own files may have their names. */
    private void releaseWithdrawn(Call call, Diff diff) {
        List<String> withdrawn = diff.withdrawnFiles();
        if (!withdrawn.isEmpty()) {
            new IgnoredFiles(tools.checkouts(), records.registry()).release(call.repository(), withdrawn, List.of());
        }
    }

    private BringUp bringUp(Call call, Diff diff, Cancellation cancellation) {
        Operation operation =
                new Operation(diff.environment(), call.backend(), call.images(), call.progress(), cancellation);
        return new BringUp(diff, operation, call.tools(), OnFailure.REMOVE_SERVICE);
    }

    /**
     * @param writes whether injected files may be written; a container could replace the directories above them by
     *     links
     */
    private static void refuseOutdated(Diff diff, boolean writes) {
        boolean injects = writes && !diff.environment().injections().isEmpty();
        if ((injects || diff.startsWithFiles()) && !diff.outdated().isEmpty()) {
            throw new Failure(new Problem.Usage(
                    "the container of " + String.join(", ", diff.outdated())
                            + " has an outdated declaration and mounts files, so it could replace files that `ajj up` mounts or writes",
                    List.of("update all services, which recreates or removes it first: ajj up")));
        }
    }

    /** Verifies, before the first change, that the engine is the one that holds the services. */
    private static void place(Environment environment, Backend backend) {
        if (environment.declaredServices().isEmpty()) {
            return;
        }
        StackBackends.verify(backend, environment.location());
        if (!environment.location().isKnown()) {
            environment.setLocation(backend.location());
        }
    }

    private static List<ObservedService> containers(Call call, Environment environment) {
        return call.backend()
                .observe(call.repository().id())
                .getOrDefault(environment.stack().namespace(), List.of());
    }

    private static WorkspaceView view(Call call, Environment environment, List<ObservedService> observed) {
        Optional<VcsWorkspace> jj =
                call.jj().get().stream().filter(VcsWorkspace::current).findFirst();
        return Views.now(
                environment.registryEntry(Phase.READY),
                jj,
                Optional.of(observed),
                call.backend().host());
    }
}
