package dev.aether.ajj.state;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.text.ShellWord;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.spi.state.Recovery;
import dev.aether.ajj.spi.vcs.Repository;
import dev.aether.ajj.state.JsonFile.Damaged;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Makes a registry again from what can still be read of it and from what the labels in the engine tell. */
final class RegistryRestoration {
    private final Recovery recovery;
    private final Progress progress;

    RegistryRestoration(Recovery recovery, Progress progress) {
        this.recovery = recovery;
        this.progress = progress;
    }

    /**
     * What the labels tell of a damaged registry.
     *
     * @throws Failure {@code STATE_CORRUPT} when they cannot be read; then nothing has been changed
     */
    List<WorkspaceEntry> ofDamaged(Repository repository, RegistryFile file, Damaged damaged) {
        try {
            return recovery.entries(repository, true);
        } catch (Failure unreachable) {
            throw file.json().corrupt(damaged, unreachable);
        }
    }

    /**
     * What the labels tell of a registry that is not there.
     *
     * @return nothing when they cannot be read and no port is reserved: it may never have held anything
     * @throws Failure {@code STATE_CORRUPT} when they cannot be read and it held something
     */
    List<WorkspaceEntry> ofLost(Repository repository, RegistryFile file) {
        try {
            return recovery.entries(repository, true);
        } catch (Failure unreachable) {
            if (recovery.isKnown(repository)) {
                throw file.json()
                        .corrupt(
                                new Damaged("it is gone", unreachable),
                                unreachable,
                                "if that engine no longer exists, start without the file: rm "
                                        + ShellWord.quoted(file.json()
                                                .path()
                                                .resolveSibling(RegistryFile.LOCK)
                                                .toString()));
            }
            return List.of();
        }
    }

    /** Entries that the labels tell of and that the registry does not have. */
    List<WorkspaceEntry> missing(Repository repository, List<WorkspaceEntry> known) {
        return recovery.entries(repository, false).stream()
                .filter(found -> known.stream().noneMatch(entry -> isSame(entry, found)))
                .toList();
    }

    /** Under the registry's lock. Does nothing when somebody else has been quicker. */
    void replaceDamaged(RegistryFile file, List<WorkspaceEntry> found) {
        try {
            file.entries();
        } catch (Damaged damaged) {
            List<WorkspaceEntry> entries = joined(file.wholeEntries(), found);
            Path aside = file.json().keepAside();
            file.replace(entries);
            progress.warn(file.json().path() + " was damaged: " + damaged.reason() + ". It was rebuilt with "
                    + workspaces(entries)
                    + ", from what could be read of it and from the labels of containers; what was in"
                    + " it is kept in " + aside.getFileName());
        }
    }

    /** Under the registry's lock. Does nothing when there is nothing to write, or somebody else has been quicker. */
    void replaceLost(RegistryFile file, List<WorkspaceEntry> found) {
        if (found.isEmpty() || !file.isLost()) {
            return;
        }
        file.replace(found);
        progress.warn(file.json().path() + " was lost; it was rebuilt with " + workspaces(found)
                + " from the labels of containers");
    }

    /** Tells that one entry was written again. */
    void tellRestored(WorkspaceEntry entry) {
        progress.warn("the registry had lost the workspace " + entry.name()
                + ": its entry was rebuilt from the labels of its containers");
    }

    private static List<WorkspaceEntry> joined(List<WorkspaceEntry> whole, List<WorkspaceEntry> found) {
        List<WorkspaceEntry> entries = new ArrayList<>(whole);
        found.stream()
                .filter(entry -> whole.stream().noneMatch(known -> isSame(known, entry)))
                .forEach(entries::add);
        return entries;
    }

    /** The namespace decides: a workspace may have been renamed since its containers were made. */
    private static boolean isSame(WorkspaceEntry one, WorkspaceEntry other) {
        return one.namespace().equals(other.namespace()) || one.name().equals(other.name());
    }

    private static String workspaces(List<WorkspaceEntry> entries) {
        return entries.size() == 1 ? "1 workspace" : entries.size() + " workspaces";
    }
}
