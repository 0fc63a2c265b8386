package dev.aether.ajj.lifecycle.forget;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.lifecycle.backend.Backends;
import dev.aether.ajj.lifecycle.backend.StackBackends;
import dev.aether.ajj.lifecycle.backend.StackRemoval;
import dev.aether.ajj.lifecycle.directory.ForgetCheck;
import dev.aether.ajj.lifecycle.directory.IgnoredFiles;
import dev.aether.ajj.lifecycle.directory.WorkspaceDirectories;
import dev.aether.ajj.lifecycle.workspace.Checkouts;
import dev.aether.ajj.lifecycle.workspace.Records;
import dev.aether.ajj.lifecycle.workspace.RenameFollower;
import dev.aether.ajj.lifecycle.workspace.WorkspaceLock;
import dev.aether.ajj.lifecycle.workspace.WorkspaceName;
import dev.aether.ajj.lifecycle.workspace.WorkspaceProgress;
import dev.aether.ajj.lifecycle.workspace.WorkspaceRef;
import dev.aether.ajj.lifecycle.workspace.WorkspaceRefs;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.spi.directory.Directories.Mark;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.spi.terminal.Confirmation;
import dev.aether.ajj.spi.vcs.Repository;
import dev.aether.ajj.spi.vcs.Vcs;
import dev.aether.ajj.spi.vcs.Vcs.VcsWorkspace;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * {@code ajj workspace forget}: services gone, then the workspace forgotten by jj; its directory stays, as in jj. And
 * {@code ajj workspace remove}: the same, and the directory goes too, when jj has recorded what is in it.
 *
 * <p>It may be killed anywhere and run again: the registry keeps the entry until everything else is gone.
 */
@ApplicationScoped
public class ForgetWorkspace {
    private final Checkouts checkouts;
    private final Records records;
    private final Backends backends;
    private final Confirmation confirmation;
    private final Vcs vcs;

    public ForgetWorkspace(Checkouts checkouts, Records records, Backends backends, Confirmation confirmation) {
        this.checkouts = checkouts;
        this.records = records;
        this.backends = backends;
        this.confirmation = confirmation;
        this.vcs = checkouts.vcs();
    }

    /**
     * Forgets all that were named. One that cannot be forgotten whole does not keep the others from it.
     *
     * @return what became of each, in the order named
     * @throws Failure before anything is changed: {@code WORKSPACE_NOT_FOUND}, {@code BACKEND_UNAVAILABLE}, ...;
     *     {@code INTERRUPTED} when those that had begun are finished and the rest is as it was
     */
    public List<ForgetResult> forget(ForgetRequest request, Progress progress) {
        Repository repository = repository(request);
        WorkspaceDirectories places = new WorkspaceDirectories(checkouts, repository);
        List<WorkspaceRef> named = targets(request, repository, places);
        Progress services = named.size() == 1
                ? new WorkspaceProgress(progress, named.getFirst().name())
                : progress;
        try (StackBackends open = backends.forStacks(repository, request.config(), request.directory(), services)) {
            StackRemoval stacks = new StackRemoval(open, request.abandon(), progress);
            stacks.check(named);
            List<Optional<String>> identities = identities(named);
            DataLossPrompt losses = new DataLossPrompt(repository, records.registry(), places, stacks, confirmation);
            Map<String, DataLossPrompt.Lost> lost = losses.confirmed(request, named);
            ForgetCall call = new ForgetCall(request, repository, places, stacks, losses, lost);
            followHolders(repository, named, new RenameFollower(records, repository, request.deadline(), progress));
            // Looked for again under the lock: whoever was at work there may have changed what there is.
            return new WorkspaceLock(records.registry(), repository, request.deadline(), progress)
                    .holding(named.stream().map(WorkspaceRef::entryName).toList(), () -> {
                        List<WorkspaceRef> now = targets(request, repository, places);
                        refuseOthers(repository, named, identities, now);
                        losses.refuseNewVolumes(request, now, lost);
                        return forget(call, now);
                    });
        }
    }

    /**
     * What {@link #forget} would do. Changes nothing, except that jj records what is in directories that are to be deleted.
     *
     * @return one for each workspace, in the order named
     */
    public List<ForgetPreview> preview(ForgetRequest request, Progress progress) {
        Repository repository = vcs.locate(request.directory());
        WorkspaceDirectories places = new WorkspaceDirectories(checkouts, repository);
        List<WorkspaceRef> named = targets(request, repository, places);
        try (StackBackends open = backends.forStacks(repository, request.config(), request.directory(), progress)) {
            StackRemoval stacks = new StackRemoval(open, request.abandon(), progress);
            stacks.check(named);
            Map<String, DataLossPrompt.Lost> lost =
                    new DataLossPrompt(repository, records.registry(), places, stacks, confirmation).of(request, named);
            return named.stream()
                    .map(target -> new ForgetPreview(
                            target.name(),
                            target.root(),
                            request.removal().isPresent(),
                            target.entry().stream()
                                    .flatMap(entry -> entry.services().keySet().stream())
                                    .toList(),
                            lost.getOrDefault(target.name(), DataLossPrompt.Lost.NOTHING)))
                    .toList();
        }
    }

    /** Seen from the main workspace, which stays: the one that {@code -R} names may be deleted. */
    private Repository repository(ForgetRequest request) {
        Repository found = vcs.locate(request.directory());
        return request.removal().isEmpty() || request.workspaces().isEmpty()
                ? found
                : new Repository(found.mainRoot(), found.mainRoot(), found.id());
    }

    /** @throws Failure for what must not be forgotten, or removed if that is asked for */
    private List<WorkspaceRef> targets(ForgetRequest request, Repository repository, WorkspaceDirectories places) {
        List<VcsWorkspace> jj = vcs.workspaces(repository);
        List<WorkspaceEntry> entries = records.registry().entries(repository);
        List<WorkspaceRef> targets = request.workspaces().isEmpty()
                ? List.of(WorkspaceRefs.current(vcs, repository, jj, entries))
                : WorkspaceRefs.resolve(request.workspaces(), request.directory(), jj, entries);
        request.removal().ifPresent(standing -> places.check(targets, standing));
        targets.forEach(target -> WorkspaceRefs.refuseForeignEntry(vcs, repository, target));
        new ForgetCheck(vcs, repository).check(targets, entries);
        return targets;
    }

    /** Workspaces without an entry may have the former names of others, whose entries still have them. */
    private void followHolders(Repository repository, List<WorkspaceRef> targets, RenameFollower renames) {
        List<String> names = targets.stream()
                .filter(target -> target.entry().isEmpty())
                .map(WorkspaceRef::name)
                .toList();
        if (!names.isEmpty()) {
            List<VcsWorkspace> jj = vcs.workspaces(repository);
            names.forEach(name -> {
                boolean _ = renames.followHolder(name, jj);
            });
        }
    }

    private List<Optional<String>> identities(List<WorkspaceRef> targets) {
        return targets.stream()
                .map(target -> target.root().flatMap(checkouts.directories()::identity))
                .toList();
    }

    /** An answer takes its time, and meanwhile a name may have become another workspace's; or it was another one's before. */
    private void refuseOthers(
            Repository repository, List<WorkspaceRef> before, List<Optional<String>> places, List<WorkspaceRef> now) {
        List<Optional<String>> placesNow = identities(now);
        for (int index = 0; index < now.size(); index++) {
            if (now.get(index).entry().isEmpty()) {
                records.registry().find(repository, now.get(index).name()).ifPresent(entry -> {
                    throw WorkspaceName.renamed(entry);
                });
            }
            Optional<String> stack = before.get(index).entry().map(WorkspaceEntry::namespace);
            Optional<String> stackNow = now.get(index).entry().map(WorkspaceEntry::namespace);
            boolean isSame =
                    (placesNow.get(index).isEmpty() || placesNow.get(index).equals(places.get(index)))
                            && (stack.isEmpty() || stackNow.isEmpty() || stack.equals(stackNow));
            if (!isSame) {
                throw new Failure(new Problem.Usage(
                        "the name \"" + now.get(index).name() + "\" belongs to another workspace by now",
                        List.of("see all workspaces, then run the command again: ajj list")));
            }
        }
    }

    private List<ForgetResult> forget(ForgetCall call, List<WorkspaceRef> targets) {
        Teardown teardown = new Teardown(records.registry(), checkouts.injector(), call);
        Optional<Failure> interruption = teardown.remove(targets);
        List<WorkspaceRef> begun = targets.stream()
                .filter(target -> teardown.of(target).isPresent())
                .toList();
        Map<String, List<Problem>> unseen = new HashMap<>();
        Map<String, DataLossPrompt.Lost> lost = call.request().removal().isPresent()
                ? call.losses()
                        .afterStop(
                                begun,
                                call.confirmed(),
                                (target, failure) -> unseen.put(target.name(), failure.problems()))
                : call.confirmed();
        // jj must still know what it has not recorded, for the next attempt.
        Optional<Problem> jj = forgetInJj(
                call.repository(),
                begun.stream()
                        .filter(target -> !unseen.containsKey(target.name()))
                        .toList());
        List<ForgetResult> forgotten = begun.stream()
                .map(target -> finish(
                        call,
                        target,
                        teardown.of(target).orElseThrow(),
                        unseen.getOrDefault(
                                target.name(),
                                jj.filter(_ -> target.knownToJj()).stream().toList()),
                        lost.getOrDefault(target.name(), DataLossPrompt.Lost.NOTHING)))
                .toList();
        new IgnoredFiles(checkouts, records.registry())
                .release(
                        call.repository(),
                        begun.stream()
                                .flatMap(target -> target.entry().stream())
                                .flatMap(entry -> entry.envFiles().stream())
                                .collect(Collectors.toSet()),
                        begun.stream().flatMap(target -> target.root().stream()).toList());
        if (interruption.isPresent()) {
            throw interruption.get();
        }
        return forgotten;
    }

    private Optional<Problem> forgetInJj(Repository repository, List<WorkspaceRef> targets) {
        List<String> known = targets.stream()
                .filter(WorkspaceRef::knownToJj)
                .map(WorkspaceRef::name)
                .toList();
        if (known.isEmpty()) {
            return Optional.empty();
        }
        try {
            vcs.forgetWorkspaces(repository, known);
            return Optional.empty();
        } catch (Failure failure) {
            return Optional.of(failure.first());
        }
    }

    /** Only when nothing of it is left are its ports free for others, and only then the entry goes. */
    private ForgetResult finish(
            ForgetCall call,
            WorkspaceRef target,
            Teardown.Removed removed,
            List<Problem> jj,
            DataLossPrompt.Lost losses) {
        List<Problem> problems = new ArrayList<>(removed.problems());
        problems.addAll(jj);
        // Now: once it is deleted, what is known of it may name another place.
        Optional<Path> root = target.root();
        boolean removal = call.request().removal().isPresent();
        if (removal && problems.isEmpty()) {
            DataLossPrompt.Lost confirmed = call.confirmed().getOrDefault(target.name(), DataLossPrompt.Lost.NOTHING);
            root.flatMap(directory -> call.losses().unconfirmed(call.request(), directory, confirmed, losses))
                    .ifPresent(unconfirmed -> {
                        call.places().mark(target, Mark.ENDING);
                        problems.add(unconfirmed);
                    });
        }
        if (removal && problems.isEmpty() && !call.request().confirmed()) {
            // jj has waited for others since it recorded the directory.
            DataLossPrompt.late(target, call.places().writtenSince(target, losses.files()))
                    .ifPresent(problems::add);
        }
        if (removal && problems.isEmpty()) {
            root.flatMap(directory -> call.places().delete(directory, target.name()))
                    .ifPresent(problems::add);
        }
        // jj still knows what it could not forget: a forget without an entry is enough then, a removal is not.
        boolean done = removal ? problems.isEmpty() : removed.problems().isEmpty();
        if (done && !removal) {
            call.places().mark(target, Mark.NONE);
        }
        if (done && (removal || target.entry().isPresent())) {
            dropEntry(call.repository(), target.entryName(), problems);
        }
        DataLossPrompt.Lost lost = done ? losses : DataLossPrompt.Lost.NOTHING;
        boolean stays = root.filter(directory -> !checkouts.directories().isGone(directory))
                .isPresent();
        return new ForgetResult(target.name(), root, removal && !stays, stays, removed.containers(), lost, problems);
    }

    private void dropEntry(Repository repository, String name, List<Problem> problems) {
        try {
            records.drop(repository, name);
        } catch (Failure failure) {
            problems.addAll(failure.problems());
        }
    }
}
