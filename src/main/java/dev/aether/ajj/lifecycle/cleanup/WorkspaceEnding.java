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

/** Ends what an orphaned workspace is beside its services: its injected files, the workspace in jj, its directory, its entry. */
final class WorkspaceEnding {
    private final Checkouts checkouts;
    private final Vcs vcs;
    private final Directories directories;
    private final WorkspaceRegistry registry;
    private final Progress progress;

    WorkspaceEnding(Checkouts checkouts, WorkspaceRegistry registry, Progress progress) {
        this.checkouts = checkouts;
        this.vcs = checkouts.vcs();
        this.directories = checkouts.directories();
        this.registry = registry;
        this.progress = progress;
    }

    /** Takes the text of ajj out of its injected files, where they are still its own. */
    void withdraw(OrphanGroup abandoned, List<Problem> problems) {
        if (abandoned.entry().isEmpty() || !mayTouchRoot(abandoned)) {
            return;
        }
        WorkspaceEntry entry = abandoned.entry().get();
        InjectedFiles.withdraw(checkouts.injector(), entry.root(), entry.envFiles(), problems);
    }

    /** Whether its directory is no other workspace's, neither here nor in another repository. */
    private boolean mayTouchRoot(OrphanGroup abandoned) {
        return abandoned.rootIsOurs()
                && !isSuccessors(abandoned)
                && abandoned
                        .repository()
                        .map(repository -> new WorkspaceDirectories(checkouts, repository))
                        .filter(places -> abandoned
                                .entry()
                                .filter(entry -> isOurs(places, entry, abandoned.nameInJj()))
                                .isPresent())
                        .isPresent();
    }

    /** Whether jj keeps what is there. */
    private boolean isSuccessors(OrphanGroup abandoned) {
        return abandoned.ending() == OrphanGroup.Ending.NONE
                && abandoned
                        .entry()
                        .filter(new OrphanRules(directories)::isSuccessor)
                        .isPresent();
    }

    /** One that jj was making has no mark yet, and is empty. */
    private boolean isOurs(WorkspaceDirectories places, WorkspaceEntry entry, String nameInJj) {
        return places.isOurs(entry.root(), nameInJj)
                || (entry.phase() == Phase.CREATING && directories.isMissingOrEmpty(entry.root()));
    }

    /** Ends it in jj, and removes its directory where that was to go. Empty when that went well. */
    Optional<Problem> end(OrphanGroup abandoned) {
        if (abandoned.repository().isEmpty() || abandoned.entry().isEmpty()) {
            return Optional.empty();
        }
        Repository repository = abandoned.repository().get();
        if (abandoned.entry().get().root().equals(repository.mainRoot())) {
            // No command of ajj removes the main workspace, so ajj did not write such an entry.
            return Optional.empty();
        }
        switch (abandoned.ending()) {
            case NONE, STAY -> {}
            case DELETE, KEEP -> {
                if (mayTouchRoot(abandoned)) {
                    return deleteRecorded(
                            repository,
                            abandoned.nameInJj(),
                            abandoned.entry().get().root());
                }
            }
            case FORGET -> {
                requireSubmodules(repository, abandoned);
                vcs.forgetWorkspaces(repository, List.of(abandoned.nameInJj()));
            }
            case UNDO -> {
                requireSubmodules(repository, abandoned);
                if (mayTouchRoot(abandoned)) {
                    undoAdd(
                            repository,
                            abandoned.nameInJj(),
                            abandoned.entry().get().root());
                } else {
                    vcs.forgetWorkspaces(repository, List.of(abandoned.nameInJj()));
                }
            }
        }
        return Optional.empty();
    }

    private void requireSubmodules(Repository repository, OrphanGroup abandoned) {
        abandoned.entry().ifPresent(entry -> new ForgetCheck(vcs, repository).checkSubmodules(List.of(entry.root())));
    }

    /** Time has passed since it was judged. */
    private Optional<Problem> deleteRecorded(Repository repository, String name, Path root) {
        List<String> changes = directories.changes(root);
        if (changes.isEmpty()) {
            return new WorkspaceDirectories(checkouts, repository).delete(root, name);
        }
        progress.warn("the directory " + root + " stays: " + OrphanRules.unrecorded(changes)
                + "; save what you need, then delete it: rm -r " + ShellWord.quoted(root.toString()));
        return Optional.empty();
    }

    /** As the dead process would have done it, had it failed and not died. */
    private void undoAdd(Repository repository, String name, Path root) {
        NewWorkspace added = new NewWorkspace(name, root, List.of(), Optional.empty(), List.of());
        boolean disposable = new WorkspaceDirectories(checkouts, repository).undoAdd(added);
        try {
            if (disposable && !root.equals(repository.mainRoot())) {
                directories.delete(root, false);
            } else if (!directories.isGone(root)) {
                progress.warn("the directory " + root + " stays: jj has not recorded all that is in it");
            }
        } catch (NotDeleted refused) {
            Problem stays = WorkspaceDirectories.undeleted(root, refused);
            progress.warn("the directory " + root + " stays: " + stays.message() + "; "
                    + stays.hints().getFirst());
        }
    }

    /** Notes that it has no containers any more, and may be brought up again. An entry that names nothing goes. */
    void keepEntry(OrphanGroup abandoned) {
        abandoned
                .repository()
                .ifPresent(repository -> registry.change(
                        repository,
                        abandoned.workspace(),
                        existing -> existing.filter(entry -> entry.location().isKnown()
                                        || !entry.services().isEmpty())
                                .map(WorkspaceEnding::down)));
        progress.warn("the workspace " + abandoned.nameInJj()
                + " keeps its host ports and named volumes: to start its services, run there: ajj up");
    }

    private static WorkspaceEntry down(WorkspaceEntry entry) {
        SequencedMap<String, ServiceEntry> services = new LinkedHashMap<>();
        entry.services().forEach((name, service) -> services.put(name, service.withContainer("")));
        return entry.withPhase(Phase.DOWN).withServices(services);
    }

    /** Removes its entry; goes last. */
    void dropEntry(OrphanGroup abandoned) {
        abandoned.repository().ifPresent(repository -> {
            registry.change(repository, abandoned.workspace(), _ -> Optional.empty());
            abandoned
                    .entry()
                    .ifPresent(entry -> new IgnoredFiles(checkouts, registry)
                            .release(repository, entry.envFiles(), List.of(entry.root())));
        });
    }
}
