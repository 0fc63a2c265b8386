package dev.aether.ajj.lifecycle.cleanup;

import dev.aether.ajj.error.Problem;
import dev.aether.ajj.lifecycle.directory.IgnoredFiles;
import dev.aether.ajj.lifecycle.directory.WorkspaceDirectories;
import dev.aether.ajj.lifecycle.inject.InjectedFiles;
import dev.aether.ajj.lifecycle.workspace.Checkouts;
import dev.aether.ajj.model.text.ShellWord;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.model.workspace.WorkspaceEntry.Phase;
import dev.aether.ajj.model.workspace.WorkspaceEntry.ServiceEntry;
import dev.aether.ajj.spi.directory.Directories;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.spi.state.WorkspaceRegistry;
import dev.aether.ajj.spi.vcs.Repository;
import dev.aether.ajj.spi.vcs.Vcs;
import dev.aether.ajj.spi.vcs.Vcs.NewWorkspace;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** Removes the injected files, the workspace in jj, the directory and the ignore rules of an orphaned entry. */
final class WorkspaceCleanup {
    private final Checkouts checkouts;
    private final Vcs vcs;
    private final Directories directories;
    private final WorkspaceRegistry registry;
    private final Progress progress;
    private final OrphanGroup group;
    private final Repository repository;
    private final WorkspaceEntry entry;
    private final Path root;
    private final WorkspaceDirectories places;

    /** @param group with an entry */
    WorkspaceCleanup(Checkouts checkouts, WorkspaceRegistry registry, Progress progress, OrphanGroup group) {
        this.checkouts = checkouts;
        this.vcs = checkouts.vcs();
        this.directories = checkouts.directories();
        this.registry = registry;
        this.progress = progress;
        this.group = group;
        this.repository = group.repository().orElseThrow();
        this.entry = group.entry().orElseThrow();
        this.root = entry.root();
        this.places = new WorkspaceDirectories(checkouts, repository);
    }

    void withdraw(List<Problem> problems) {
        if (mayTouchRoot()) {
            InjectedFiles.withdraw(checkouts.injector(), root, entry.envFiles(), problems);
        }
    }

    /** Whether its directory belongs to no other workspace, also not of another repository. */
    private boolean mayTouchRoot() {
        return group.rootIsOurs() && !belongsToSuccessor() && isOurs();
    }

    /** Whether the directory belongs to a later workspace, which jj keeps. */
    private boolean belongsToSuccessor() {
        return group.action() == OrphanGroup.WorkspaceAction.NONE && new OrphanRules(directories).hasSuccessor(entry);
    }

    /** Whether the directory is the workspace's. An interrupted {@code jj workspace add} may leave an empty one. */
    private boolean isOurs() {
        return places.isOurs(root, group.nameInJj())
                || (entry.phase() == Phase.CREATING && directories.isMissingOrEmpty(root));
    }

    /** Carries out the group's action: lets jj forget the workspace, and deletes its directory if intended. */
    Optional<Problem> end() {
        if (root.equals(repository.mainRoot())) {
            // ajj never removes the main workspace, so it did not write this entry.
            return Optional.empty();
        }
        return switch (group.action()) {
            case NONE, STOP -> Optional.empty();
            case DELETE -> mayTouchRoot() ? deleteRecorded() : Optional.empty();
            case FORGET, UNDO_ADD -> {
                places.check().submodules(List.of(root));
                if (group.action() == OrphanGroup.WorkspaceAction.UNDO_ADD && mayTouchRoot()) {
                    undoAdd();
                } else {
                    vcs.forgetWorkspaces(repository, List.of(group.nameInJj()));
                }
                yield Optional.empty();
            }
        };
    }

    private Optional<Problem> deleteRecorded() {
        List<String> changes = directories.changes(root);
        if (changes.isEmpty()) {
            return places.delete(root, group.nameInJj());
        }
        warnItStays(OrphanRules.unrecorded(changes) + "; save what you need, then delete it: rm -r "
                + ShellWord.quoted(root.toString()));
        return Optional.empty();
    }

    /** Undoes the addition as the dead process would have done after a failure. */
    private void undoAdd() {
        NewWorkspace added = new NewWorkspace(group.nameInJj(), root, List.of(), Optional.empty(), List.of());
        places.undoAdd(added, false)
                .ifPresent(stays ->
                        warnItStays(stays.reason() + "; " + stays.hints().getFirst()));
    }

    private void warnItStays(String reason) {
        progress.warn("the directory " + root + " stays: " + reason);
    }

    /** Records that it has no containers, or removes an entry without services and location. */
    void keepEntry() {
        registry.change(
                repository,
                group.workspace(),
                existing -> existing.filter(found ->
                                found.location().isKnown() || !found.services().isEmpty())
                        .map(WorkspaceCleanup::down));
        progress.warn("the workspace " + group.nameInJj()
                + " keeps its host ports and named volumes: to start its services, run there: ajj up");
    }

    private static WorkspaceEntry down(WorkspaceEntry entry) {
        SequencedMap<String, ServiceEntry> services = new LinkedHashMap<>();
        entry.services().forEach((name, service) -> services.put(name, service.withContainer("")));
        return entry.withPhase(Phase.DOWN).withServices(services);
    }

    /** Stops ignoring its injected files. Requires that its entry is removed. */
    void releaseIgnored() {
        new IgnoredFiles(checkouts, registry).release(repository, entry.envFiles(), List.of(root));
    }
}
