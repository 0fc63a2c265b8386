package dev.aether.ajj.lifecycle.forget;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.lifecycle.backend.Backends;
import dev.aether.ajj.lifecycle.backend.StackBackends;
import dev.aether.ajj.lifecycle.backend.StackRemoval;
import dev.aether.ajj.lifecycle.directory.IgnoredFiles;
import dev.aether.ajj.lifecycle.directory.WorkspaceDirectories;
import dev.aether.ajj.lifecycle.forget.DataLossPrompt.Lost;
import dev.aether.ajj.lifecycle.workspace.Checkouts;
import dev.aether.ajj.lifecycle.workspace.Records;
import dev.aether.ajj.lifecycle.workspace.RenameFollower;
import dev.aether.ajj.lifecycle.workspace.WorkspaceLock;
import dev.aether.ajj.lifecycle.workspace.WorkspaceName;
import dev.aether.ajj.lifecycle.workspace.WorkspaceProgress;
import dev.aether.ajj.lifecycle.workspace.WorkspaceRef;
import dev.aether.ajj.lifecycle.workspace.WorkspaceRefs;
import dev.aether.ajj.model.workspace.Location;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.spi.directory.Directories.Mark;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.spi.terminal.Confirmation;
import dev.aether.ajj.spi.vcs.Repository;
import dev.aether.ajj.spi.vcs.Vcs.VcsWorkspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * {@code ajj workspace forget}: removes the services, then lets jj forget the workspace; its directory stays, as with
 * jj. {@code ajj workspace remove}: deletes the directory, too, after jj has recorded it.
 *
 * <p>It may be killed at any point and run again: the entry is removed last.
 */
public record ForgetWorkspace(Checkouts checkouts, Records records, Backends backends, Confirmation confirmation) {
    /**
     * Forgets or removes all named workspaces. A failure of one does not stop the others.
     *
     * @return one result for each, in the order named
     * @throws Failure before anything is changed: {@code WORKSPACE_NOT_FOUND}, {@code BACKEND_UNAVAILABLE}, ...;
     *     {@code INTERRUPTED} after the workspaces in progress are finished, with the others unchanged; not if there
     *     are no others
     */
    public List<ForgetResult> forget(ForgetRequest request, Progress progress) {
        Repository repository = repository(request);
        WorkspaceDirectories places = new WorkspaceDirectories(checkouts, repository);
        Progress services = request.workspaces().size() > 1 ? progress : new WorkspaceProgress(progress);
        try (StackBackends open = backends.forStacks(repository, request.config(), request.directory(), services)) {
            open.beginConnecting(locations(request, repository));
            List<WorkspaceRef> named = targets(request, repository, places);
            StackRemoval stacks = new StackRemoval(open, request.abandon(), progress);
            stacks.check(named);
            List<Optional<String>> identities = identities(named);
            DataLossPrompt losses = new DataLossPrompt(repository, records.registry(), places, stacks, confirmation);
            Map<String, Lost> lost = losses.confirmed(request, named);
            ForgetCall call = new ForgetCall(request, repository, places, stacks, losses, lost);
            followHolders(repository, named, new RenameFollower(records, repository, request.deadline(), progress));
            // Resolve again under the lock: another ajj may have changed the workspaces.
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
     * Returns what {@link #forget} would do. Changes nothing, but lets jj snapshot the directories to be deleted.
     *
     * @return one for each workspace, in the order named
     */
    public List<ForgetPreview> preview(ForgetRequest request, Progress progress) {
        Repository repository = checkouts.vcs().locate(request.directory());
        WorkspaceDirectories places = new WorkspaceDirectories(checkouts, repository);
        List<WorkspaceRef> named = targets(request, repository, places);
        try (StackBackends open = backends.forStacks(repository, request.config(), request.directory(), progress)) {
            StackRemoval stacks = new StackRemoval(open, request.abandon(), progress);
            stacks.check(named);
            Map<String, Lost> lost =
                    new DataLossPrompt(repository, records.registry(), places, stacks, confirmation).of(request, named);
            return named.stream()
                    .map(target -> new ForgetPreview(
                            target.name(),
                            target.root(),
                            request.removal(),
                            target.entry().stream()
                                    .flatMap(entry -> entry.services().keySet().stream())
                                    .toList(),
                            lost.getOrDefault(target.name(), Lost.NOTHING)))
                    .toList();
        }
    }

    /** Returns the repository as seen from the main workspace: the directory of {@code -R} may be deleted. */
    private Repository repository(ForgetRequest request) {
        Repository found = checkouts.vcs().locate(request.directory());
        return !request.removal() || request.workspaces().isEmpty()
                ? found
                : new Repository(found.mainRoot(), found.mainRoot(), found.id());
    }

    private List<Location> locations(ForgetRequest request, Repository repository) {
        return records.registry().entries(repository).stream()
                .filter(entry -> request.workspaces().contains(entry.name()))
                .map(WorkspaceEntry::location)
                .toList();
    }

    /**
     * Resolves and checks the named workspaces.
     *
     * @throws Failure when one must not be forgotten or removed
     */
    private List<WorkspaceRef> targets(ForgetRequest request, Repository repository, WorkspaceDirectories places) {
        List<VcsWorkspace> jj = checkouts.vcs().workspaces(repository);
        List<WorkspaceEntry> entries = records.registry().entries(repository);
        List<WorkspaceRef> targets = request.workspaces().isEmpty()
                ? List.of(WorkspaceRefs.current(checkouts.vcs(), repository, jj, entries))
                : WorkspaceRefs.resolve(request.workspaces(), request.here(), jj, entries);
        if (request.removal()) {
            places.check().removal(targets, request.here());
        }
        targets.forEach(target -> WorkspaceRefs.refuseForeignEntry(checkouts.vcs(), repository, target));
        places.check().forget(targets, entries);
        return targets;
    }

    /** Follows renames, so that no target gets the entry of a workspace that had its name before. */
    private void followHolders(Repository repository, List<WorkspaceRef> targets, RenameFollower renames) {
        List<String> names = targets.stream()
                .filter(target -> target.entry().isEmpty())
                .map(WorkspaceRef::name)
                .toList();
        if (!names.isEmpty()) {
            List<VcsWorkspace> jj = checkouts.vcs().workspaces(repository);
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

    /** Refuses names that have become another workspace's since, such as while the user was asked. */
    private void refuseOthers(
            Repository repository, List<WorkspaceRef> before, List<Optional<String>> places, List<WorkspaceRef> now) {
        List<Optional<String>> placesNow = identities(now);
        for (int index = 0; index < now.size(); index++) {
            WorkspaceRef target = now.get(index);
            if (target.entry().isEmpty()) {
                records.registry().find(repository, target.name()).ifPresent(entry -> {
                    throw WorkspaceName.renamed(entry);
                });
            }
            Optional<String> stack = before.get(index).entry().map(WorkspaceEntry::namespace);
            Optional<String> stackNow = target.entry().map(WorkspaceEntry::namespace);
            boolean isSame =
                    (placesNow.get(index).isEmpty() || placesNow.get(index).equals(places.get(index)))
                            && (stack.isEmpty() || stackNow.isEmpty() || stack.equals(stackNow));
            if (!isSame) {
                throw new Failure(new Problem.Usage(
                        "the name \"" + target.name() + "\" now belongs to another workspace",
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
        Map<String, List<Problem>> unknown = new HashMap<>();
        Map<String, Lost> lost = call.request().removal()
                ? call.losses()
                        .afterStop(
                                begun,
                                call.confirmed(),
                                (target, failure) -> unknown.put(target.name(), failure.problems()))
                : call.confirmed();
        // jj must still know workspaces with unknown losses, for the next attempt.
        Optional<Problem> jj = forgetInJj(
                call.repository(),
                begun.stream()
                        .filter(target -> !unknown.containsKey(target.name()))
                        .toList());
        List<ForgetResult> forgotten = begun.stream()
                .map(target -> finish(
                        call,
                        target,
                        teardown.of(target).orElseThrow(),
                        unknown.getOrDefault(
                                target.name(),
                                jj.filter(_ -> target.knownToJj()).stream().toList()),
                        lost.getOrDefault(target.name(), Lost.NOTHING)))
                .toList();
        new IgnoredFiles(checkouts, records.registry())
                .release(
                        call.repository(),
                        begun.stream()
                                .flatMap(target -> target.entry().stream())
                                .flatMap(entry -> entry.envFiles().stream())
                                .collect(Collectors.toSet()),
                        begun.stream().flatMap(target -> target.root().stream()).toList());
        if (begun.size() < targets.size() && interruption.isPresent()) {
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
            checkouts.vcs().forgetWorkspaces(repository, known);
            return Optional.empty();
        } catch (Failure failure) {
            return Optional.of(failure.first());
        }
    }

    /** Deletes the directory if requested, then the entry with its ports if nothing else remains. */
    private ForgetResult finish(
            ForgetCall call, WorkspaceRef target, Teardown.Removed removed, List<Problem> jj, Lost losses) {
        List<Problem> problems = new ArrayList<>(removed.problems());
        problems.addAll(jj);
        // Before the deletion, after which another place may be known.
        Optional<Path> root = target.root();
        boolean removal = call.request().removal();
        if (removal && problems.isEmpty()) {
            root.flatMap(directory -> deleteDirectory(call, target, directory, losses))
                    .ifPresent(problems::add);
        }
        // If jj failed, it still knows the workspace: a forget needs no entry to be repeated, a removal does.
        boolean done = removal ? problems.isEmpty() : removed.problems().isEmpty();
        if (done && !removal) {
            call.places().unmark(target);
        }
        if (done && (removal || target.entry().isPresent())) {
            dropEntry(call.repository(), target.entryName(), problems);
        }
        Lost lost = done ? losses : Lost.NOTHING;
        boolean stays = root.filter(directory -> !checkouts.directories().isGone(directory))
                .isPresent();
        return new ForgetResult(target.name(), root, removal && !stays, stays, removed.containers(), lost, problems);
    }

    private static Optional<Problem> deleteDirectory(ForgetCall call, WorkspaceRef target, Path root, Lost losses) {
        Lost confirmed = call.confirmed().getOrDefault(target.name(), Lost.NOTHING);
        Optional<Problem> unconfirmed = call.losses().unconfirmed(call.request(), root, confirmed, losses);
        if (unconfirmed.isPresent()) {
            call.places().mark(target, Mark.ENDING);
            return unconfirmed;
        }
        // jj may have waited for other commands since the snapshot.
        Optional<Problem> late = call.request().confirmed()
                ? Optional.empty()
                : DataLossPrompt.writtenLate(target, call.places().writtenSince(target, losses.files()));
        return late.or(() -> call.places().delete(root, target.name()));
    }

    private void dropEntry(Repository repository, String name, List<Problem> problems) {
        try {
            records.drop(repository, name);
        } catch (Failure failure) {
            problems.addAll(failure.problems());
        }
    }
}
