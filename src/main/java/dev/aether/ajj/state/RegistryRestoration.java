package dev.aether.ajj.state;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.text.ShellWord;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.spi.state.Recovery;
import dev.aether.ajj.spi.vcs.Repository;
import dev.aether.ajj.state.JsonFile.Damaged;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Rebuilds a registry from its valid entries and from the labels in the engine. */
record RegistryRestoration(Recovery recovery, Progress progress) {
    /**
     * Returns the entries that the labels show, for a damaged registry.
     *
     * @throws Failure {@code STATE_CORRUPT} when the labels cannot be read
     */
    List<WorkspaceEntry> findForDamaged(Repository repository, RegistryFile file, Damaged damaged) {
        try {
            return recovery.entries(repository, true);
        } catch (Failure unreachable) {
            throw file.json().corrupt(damaged, unreachable);
        }
    }

    /**
     * Returns the entries that the labels show, for a missing registry.
     *
     * @return no entries when the labels cannot be read and the repository has no reserved ports: it may never have had
     *     any
     * @throws Failure {@code STATE_CORRUPT} when the labels cannot be read and the repository has reserved ports
     */
    List<WorkspaceEntry> findForLost(Repository repository, RegistryFile file) {
        try {
            return recovery.entries(repository, true);
        } catch (Failure unreachable) {
            if (recovery.isKnown(repository)) {
                String lock = ShellWord.quoted(
                        file.json().file().resolveSibling(RegistryFile.LOCK).toString());
                throw file.json()
                        .corrupt(
                                new Damaged("it is gone", unreachable),
                                unreachable,
                                "if that engine no longer exists, start without the file: rm " + lock);
            }
            return List.of();
        }
    }

    List<WorkspaceEntry> missing(Repository repository, List<WorkspaceEntry> known) {
        return without(known, recovery.entries(repository, false)).toList();
    }

    /** Requires the registry's lock. Does nothing when another process has already rebuilt the file. */
    void replaceDamaged(RegistryFile file, List<WorkspaceEntry> found) {
        try {
            file.entries();
        } catch (Damaged damaged) {
            List<WorkspaceEntry> valid = file.validEntries();
            List<WorkspaceEntry> entries =
                    Stream.concat(valid.stream(), without(valid, found)).toList();
            Path copy = file.json().backUpDamaged();
            file.replace(entries);
            progress.warn(file.json().file() + " was damaged: " + damaged.reason() + ". It was rebuilt with "
                    + JsonStateFiles.count(entries.size(), "workspace")
                    + " from its valid entries and the labels of containers; the damaged file is kept as "
                    + copy.getFileName());
        }
    }

    /** Requires the registry's lock. Does nothing without entries, or when the file was rebuilt meanwhile. */
    void replaceLost(RegistryFile file, List<WorkspaceEntry> found) {
        if (found.isEmpty() || !file.isLost()) {
            return;
        }
        file.replace(found);
        progress.warn(file.json().file() + " was lost; it was rebuilt with "
                + JsonStateFiles.count(found.size(), "workspace") + " from the labels of containers");
    }

    void warnRestored(WorkspaceEntry entry) {
        progress.warn("the registry had lost the workspace " + entry.name()
                + ": its entry was rebuilt from the labels of its containers");
    }

    /** Returns the found entries that are not known. */
    private static Stream<WorkspaceEntry> without(List<WorkspaceEntry> known, List<WorkspaceEntry> found) {
        return found.stream().filter(entry -> known.stream().noneMatch(one -> isSame(one, entry)));
    }

    /** Compares namespaces too, because a workspace may have been renamed since its containers were created. */
    private static boolean isSame(WorkspaceEntry one, WorkspaceEntry other) {
        return one.namespace().equals(other.namespace()) || one.name().equals(other.name());
    }
}
