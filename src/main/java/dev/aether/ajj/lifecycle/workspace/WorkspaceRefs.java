package dev.aether.ajj.lifecycle.workspace;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.error.WorkspaceProblem;
import dev.aether.ajj.model.workspace.RealPath;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.spi.vcs.Repository;
import dev.aether.ajj.spi.vcs.Vcs;
import dev.aether.ajj.spi.vcs.Vcs.VcsWorkspace;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/** Joins jj's workspaces with the registry's entries, and finds the ones that a command line names. */
public final class WorkspaceRefs {

    private WorkspaceRefs() {}

    /**
     * Returns every workspace that jj or the registry knows, sorted by name. Workspaces may have been renamed with
     * plain jj or moved, and others may have got their names and places. So an entry belongs to the directory that it
     * was written for. If that is unknown, it belongs to the workspace with its name and place, else to the one in its
     * place, else to the one with its name, which may have been moved.
     */
    public static Collection<WorkspaceRef> all(List<VcsWorkspace> jj, List<WorkspaceEntry> entries) {
        Map<String, WorkspaceEntry> unclaimed = new TreeMap<>();
        entries.forEach(entry -> unclaimed.put(entry.name(), entry));
        Map<String, WorkspaceRef> byName = new TreeMap<>();
        jj.forEach(workspace -> byName.put(
                workspace.name(), new WorkspaceRef(workspace.name(), Optional.of(workspace), Optional.empty())));
        claim(byName, unclaimed, WorkspaceRefs::isDirectory);
        claim(byName, unclaimed, (workspace, entry) -> hasName(workspace, entry) && hasRoot(workspace, entry.root()));
        claim(
                byName,
                unclaimed,
                (workspace, entry) -> hasRoot(workspace, entry.root()) && !isOtherDirectory(workspace, entry));
        claim(byName, unclaimed, WorkspaceRefs::hasName);
        unclaimed.forEach((name, entry) ->
                byName.putIfAbsent(name, new WorkspaceRef(name, Optional.empty(), Optional.of(entry))));
        return withDoubts(byName);
    }

    private static List<WorkspaceRef> withDoubts(Map<String, WorkspaceRef> byName) {
        List<VcsWorkspace> without = byName.values().stream()
                .filter(target -> target.entry().isEmpty())
                .flatMap(target -> target.jj().stream())
                .toList();
        return byName.values().stream()
                .map(target -> new WorkspaceRef(target.name(), target.jj(), target.entry(), doubt(target, without)))
                .toList();
    }

    private static Optional<String> doubt(WorkspaceRef target, List<VcsWorkspace> without) {
        if (target.jj().isEmpty() || target.entry().isEmpty()) {
            return Optional.empty();
        }
        VcsWorkspace own = target.jj().get();
        WorkspaceEntry entry = target.entry().get();
        return without.stream()
                .filter(other -> isRival(other, own, entry))
                .map(other -> "It may have been moved: jj knows \"" + other.name() + "\" there, too")
                .findFirst()
                .or(() -> isOtherDirectory(own, entry) && !own.root().equals(Optional.of(entry.root()))
                        ? Optional.of("It was " + entry.root())
                        : Optional.empty());
    }

    /** Whether the entry may belong to another workspace. jj before 0.40 does not report places. */
    private static boolean isRival(VcsWorkspace other, VcsWorkspace own, WorkspaceEntry entry) {
        boolean isUnknown = other.recorded().isEmpty() && other.root().isEmpty();
        return !isDirectory(own, entry)
                && (other.recorded().filter(entry.root()::equals).isPresent()
                        || (isUnknown && isOtherDirectory(own, entry)));
    }

    private static boolean isDirectory(VcsWorkspace workspace, WorkspaceEntry entry) {
        return entry.matchesDirectory(workspace.directory()).orElse(false);
    }

    /** Whether the workspace's directory is known to differ from the entry's. A copy in the same place differs. */
    private static boolean isOtherDirectory(VcsWorkspace workspace, WorkspaceEntry entry) {
        return !entry.matchesDirectory(workspace.directory()).orElse(true);
    }

    private static void claim(
            Map<String, WorkspaceRef> targets,
            Map<String, WorkspaceEntry> unclaimed,
            BiPredicate<VcsWorkspace, WorkspaceEntry> belongs) {
        targets.replaceAll((_, target) -> {
            if (target.entry().isPresent()) {
                return target;
            }
            Optional<WorkspaceEntry> entry = unclaimed.values().stream()
                    .filter(candidate -> target.jj()
                            .filter(workspace -> belongs.test(workspace, candidate))
                            .isPresent())
                    .findFirst();
            entry.ifPresent(claimed -> unclaimed.remove(claimed.name()));
            return new WorkspaceRef(target.name(), target.jj(), entry);
        });
    }

    private static boolean hasName(VcsWorkspace workspace, WorkspaceEntry entry) {
        return workspace.name().equals(entry.name());
    }

    /** Whether this is the workspace's directory, or the last one in jj, where another one may be after a move. */
    public static boolean hasRoot(VcsWorkspace workspace, Path root) {
        return Stream.concat(workspace.root().stream(), workspace.recorded().stream())
                .anyMatch(root::equals);
    }

    /**
     * Returns the current workspace: the one that jj reports, else the registry's entry for its directory.
     *
     * @throws Failure {@code NOT_IN_WORKSPACE} when neither knows it, and in a copy of its directory
     */
    public static WorkspaceRef current(
            Vcs vcs, Repository repository, List<VcsWorkspace> jj, List<WorkspaceEntry> entries) {
        WorkspaceRef target = current(repository, jj, entries);
        refuseCopy(vcs, repository, target);
        refuseForeignEntry(vcs, repository, target);
        return target;
    }

    /**
     * Refuses an entry that may belong to another workspace. That is so if the entry's directory now holds a workspace
     * with another name, or if jj knows another workspace there.
     *
     * @throws Failure {@code USAGE}
     */
    public static void refuseForeignEntry(Vcs vcs, Repository repository, WorkspaceRef target) {
        target.doubt().ifPresent(doubt -> {
            throw WorkspaceName.doubtful(target, doubt);
        });
        target.entry()
                .filter(entry -> target.jj()
                        .filter(jj -> !hasRoot(jj, entry.root()) && !isDirectory(jj, entry))
                        .isPresent())
                .filter(entry -> vcs.nameAt(entry.root())
                        .filter(name -> !name.equals(entry.name()))
                        .isPresent())
                .filter(entry -> new Ownership(vcs, repository).isWorkspace(entry.root()))
                .ifPresent(entry -> {
                    throw WorkspaceName.renamed(entry);
                });
    }

    /**
     * Refuses the copy of a moved directory. jj does not know which one is the workspace, the registry does. If jj
     * created the workspace here, the other directory is a former workspace with this name.
     *
     * @throws Failure {@code NOT_IN_WORKSPACE}
     */
    public static void refuseCopy(Vcs vcs, Repository repository, WorkspaceRef target) {
        Path here = repository.workspaceRoot();
        boolean isMadeHere =
                target.jj().flatMap(VcsWorkspace::recorded).filter(here::equals).isPresent();
        target.entry()
                .filter(entry -> !isMadeHere && !entry.root().equals(here))
                .filter(entry ->
                        target.jj().filter(jj -> isDirectory(jj, entry)).isEmpty())
                .filter(entry -> new Ownership(vcs, repository).isWorkspace(entry.root()))
                .filter(entry -> vcs.nameAt(entry.root())
                        .filter(name -> vcs.nameAt(here).equals(Optional.of(name)))
                        .isPresent())
                .ifPresent(entry -> {
                    throw new Failure(WorkspaceProblem.NotInWorkspace.copy(here, entry.name(), entry.root()));
                });
    }

    private static WorkspaceRef current(Repository repository, List<VcsWorkspace> jj, List<WorkspaceEntry> entries) {
        Collection<WorkspaceRef> all = all(jj, entries);
        Path here = repository.workspaceRoot();
        return all.stream()
                .filter(WorkspaceRefs::isCurrent)
                .findFirst()
                .or(() -> all.stream()
                        .filter(target ->
                                target.jj().flatMap(VcsWorkspace::root).isEmpty())
                        .filter(target -> target.entry()
                                .map(entry -> entry.root().equals(here))
                                .orElse(false))
                        .findFirst())
                .orElseThrow(() -> new Failure(new WorkspaceProblem.NotInWorkspace(
                        here,
                        "jj does not know the workspace in " + here,
                        List.of(
                                "see all workspaces: ajj list",
                                WorkspaceProblem.NotInWorkspace.RESTORE,
                                "or add another one: ajj workspace add ../NAME"))));
    }

    /**
     * As {@link #current(Vcs, Repository, List, List)}, for a workspace that jj must know.
     *
     * @throws Failure {@code NOT_IN_WORKSPACE} when jj has forgotten it
     */
    public static WorkspaceRef currentInJj(
            Vcs vcs, Repository repository, List<VcsWorkspace> jj, List<WorkspaceEntry> entries) {
        WorkspaceRef target = current(vcs, repository, jj, entries);
        if (!target.knownToJj()) {
            throw new Failure(new WorkspaceProblem.NotInWorkspace(
                    repository.workspaceRoot(),
                    "jj has forgotten the workspace in " + repository.workspaceRoot(),
                    List.of(
                            "remove its remaining services: ajj workspace forget",
                            "or " + WorkspaceProblem.NotInWorkspace.RESTORE)));
        }
        return target;
    }

    /**
     * Returns the named workspaces, without repetitions, in the order named.
     *
     * @param words names, or paths of workspace directories
     * @param directory base of relative paths
     * @throws Failure one {@code WORKSPACE_NOT_FOUND} for each unknown word
     */
    public static List<WorkspaceRef> resolve(
            List<String> words, Path directory, List<VcsWorkspace> jj, List<WorkspaceEntry> entries) {
        Collection<WorkspaceRef> all = all(jj, entries);
        Map<String, WorkspaceRef> found = new LinkedHashMap<>();
        List<Problem> unknown = new ArrayList<>();
        List<String> names = all.stream().map(WorkspaceRef::name).toList();
        for (String word : words) {
            byName(word, all)
                    .or(() -> byPath(word, directory, all))
                    .ifPresentOrElse(
                            target -> found.put(target.name(), target),
                            () -> unknown.add(new WorkspaceProblem.NotFound(word, names)));
        }
        if (!unknown.isEmpty()) {
            throw new Failure(unknown, null);
        }
        return List.copyOf(found.values());
    }

    /** Returns the current workspace; empty when jj has forgotten it. */
    public static Optional<WorkspaceRef> current(List<VcsWorkspace> jj, List<WorkspaceEntry> entries) {
        return all(jj, entries).stream().filter(WorkspaceRefs::isCurrent).findFirst();
    }

    private static boolean isCurrent(WorkspaceRef target) {
        return target.jj().map(VcsWorkspace::current).orElse(false);
    }

    private static Optional<WorkspaceRef> byName(String word, Collection<WorkspaceRef> all) {
        return all.stream().filter(target -> target.name().equals(word)).findFirst();
    }

    private static Optional<WorkspaceRef> byPath(String word, Path directory, Collection<WorkspaceRef> all) {
        if (word.isBlank()) {
            return Optional.empty(); // an unset shell variable does not mean the current workspace
        }
        Path path;
        try {
            path = RealPath.of(directory.resolve(word));
        } catch (InvalidPathException notAPath) {
            return Optional.empty();
        }
        // An existing workspace comes before one that was moved away.
        Optional<WorkspaceRef> there = all.stream()
                .filter(target -> isAt(target.jj().flatMap(VcsWorkspace::root), path))
                .findFirst();
        return there.or(
                () -> all.stream().filter(target -> isAt(target.root(), path)).findFirst());
    }

    private static boolean isAt(Optional<Path> root, Path path) {
        return root.map(RealPath::of).filter(path::equals).isPresent();
    }
}
