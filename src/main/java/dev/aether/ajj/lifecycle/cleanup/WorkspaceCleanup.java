package dev.aether.ajj.lifecycle.cleanup;

import dev.aether.ajj.error.Problem;
import dev.aether.ajj.lifecycle.directory.ForgetCheck;
import dev.aether.ajj.lifecycle.directory.IgnoredFiles;
import dev.aether.ajj.lifecycle.directory.WorkspaceDirectories;
import dev.aether.ajj.lifecycle.inject.InjectedFiles;
import dev.aether.ajj.lifecycle.workspace.Checkouts;
import dev.aether.ajj.model.text.ShellWord;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.model.workspace.WorkspaceEntry.Phase;
import dev.aether.ajj.model.workspace.WorkspaceEntry.ServiceEntry;
import dev.aether.ajj.spi.directory.Directories;
import dev.aether.ajj.spi.directory.Directories.NotDeleted;
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

/** Removes an orphaned workspace's injected files, its workspace in jj, its directory and its entry. */
final class WorkspaceCleanup {
    private final Checkouts checkouts;
    private final Vcs vcs;
    private final Directories directories;
    private final WorkspaceRegistry registry;
    private final Progress progress;

    WorkspaceCleanup(Checkouts checkouts, WorkspaceRegistry registry, Progress progress) {
        this.checkouts = checkouts;
        this.vcs = checkouts.vcs();
        this.directories = checkouts.directories();
        this.registry = registry;
        this.progress = progress;
    }

    void withdraw(OrphanGroup group, List<Problem> problems) {
        if (group.entry().isEmpty() || !mayTouchRoot(group)) {
            return;
        }
        WorkspaceEntry entry = group.entry().get();
        InjectedFiles.withdraw(checkouts.injector(), entry.root(), entry.envFiles(), problems);
    }

    /** Whether its directory belongs to no other workspace, also not of another repository. */
    private boolean mayTouchRoot(OrphanGroup group) {
        return group.rootIsOurs()
                && !belongsToSuccessor(group)
                && group.repository()
                        .map(repository -> new WorkspaceDirectories(checkouts, repository))
                        .filter(places -> group.entry()
                                .filter(entry -> isOurs(places, entry, group.nameInJj()))
                                .isPresent())
                        .isPresent();
    }

    /** Whether the directory belongs to a later workspace, which jj keeps. */
    private boolean belongsToSuccessor(OrphanGroup group) {
        return group.action() == OrphanGroup.WorkspaceAction.NONE
                && group.entry()
                        .filter(new OrphanRules(directories)::hasSuccessor)
                        .isPresent();
    }

    /** Whether the directory is the workspace's. An interrupted {@code jj workspace add} may leave an empty one. */
    private boolean isOurs(WorkspaceDirectories places, WorkspaceEntry entry, String nameInJj) {
        return places.isOurs(entry.root(), nameInJj)
                || (entry.phase() == Phase.CREATING && directories.isMissingOrEmpty(entry.root()));
    }

    /** Carries out the group's action: lets jj forget the workspace, and deletes its directory if intended. */
    Optional<Problem> end(OrphanGroup group) {
        if (group.repository().isEmpty() || group.entry().isEmpty()) {
            return Optional.empty();
        }
        Repository repository = group.repository().get();
        if (group.entry().get().root().equals(repository.mainRoot())) {
            // ajj never removes the main workspace, so it did not write this entry.
            return Optional.empty();
        }
        switch (group.action()) {
            case NONE, STOP -> {}
            case DELETE, KEEP_DIRECTORY -> {
                if (mayTouchRoot(group)) {
                    return deleteRecorded(
                            repository, group.nameInJj(), group.entry().get().root());
                }
            }
            case FORGET -> {
                requireSubmodules(repository, group);
                vcs.forgetWorkspaces(repository, List.of(group.nameInJj()));
            }
            case UNDO_ADD -> {
                requireSubmodules(repository, group);
                if (mayTouchRoot(group)) {
                    undoAdd(repository, group.nameInJj(), group.entry().get().root());
                } else {
                    vcs.forgetWorkspaces(repository, List.of(group.nameInJj()));
                }
            }
        }
        return Optional.empty();
    }

    private void requireSubmodules(Repository repository, OrphanGroup group) {
        group.entry().ifPresent(entry -> new ForgetCheck(vcs, repository).checkSubmodules(List.of(entry.root())));
    }

    private Optional<Problem> deleteRecorded(Repository repository, String name, Path root) {
        List<String> changes = directories.changes(root);
        if (changes.isEmpty()) {
            return new WorkspaceDirectories(checkouts, repository).delete(root, name);
        }
        progress.warn("the directory " + root + " stays: " + OrphanRules.unrecorded(changes)
                + "; save what you need, then delete it: rm -r " + ShellWord.quoted(root.toString()));
        return Optional.empty();
    }

    /** Undoes the addition as the dead process would have done after a failure. */
    private void undoAdd(Repository repository, String name, Path root) {
        NewWorkspace added = new NewWorkspace(name, root, List.of(), Optional.empty(), List.of());
        boolean disposable = new WorkspaceDirectories(checkouts, repository).undoAdd(added);
        try {
            if (disposable && !root.equals(repository.mainRoot())) {
                directories.delete(root, false);
            } else if (!directories.isGone(root)) {
                progress.warn("the directory " + root + " stays: jj has not recorded everything in it");
            }
        } catch (NotDeleted refused) {
            Problem stays = WorkspaceDirectories.undeleted(root, refused);
            progress.warn("the directory " + root + " stays: " + stays.message() + "; "
                    + stays.hints().getFirst());
        }
    }

    /** Records that it has no containers, or removes an entry without services and location. */
    void keepEntry(OrphanGroup group) {
        group.repository()
                .ifPresent(repository -> registry.change(
                        repository,
                        group.workspace(),
                        existing -> existing.filter(entry -> entry.location().isKnown()
                                        || !entry.services().isEmpty())
                                .map(WorkspaceCleanup::down)));
        progress.warn("the workspace " + group.nameInJj()
                + " keeps its host ports and named volumes: to start its services, run there: ajj up");
    }

    private static WorkspaceEntry down(WorkspaceEntry entry) {
        SequencedMap<String, ServiceEntry> services = new LinkedHashMap<>();
        entry.services().forEach((name, service) -> services.put(name, service.withContainer("")));
        return entry.withPhase(Phase.DOWN).withServices(services);
    }

    /** Removes its entry; the last step. */
    void dropEntry(OrphanGroup group) {
        group.repository().ifPresent(repository -> {
            registry.change(repository, group.workspace(), _ -> Optional.empty());
            group.entry()
                    .ifPresent(entry -> new IgnoredFiles(checkouts, registry)
                            .release(repository, entry.envFiles(), List.of(entry.root())));
        });
    }
}
