package dev.aether.ajj.jj.git;

import dev.aether.ajj.files.RegularFile;
import dev.aether.ajj.files.TreeDeletion;
import dev.aether.ajj.model.workspace.RealPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Git's records of worktrees ({@code worktrees/NAME} in the Git directory). jj creates the record before it records the
 * workspace, and removes it when it forgets the workspace. If jj is killed in between, the record is an orphan.
 */
public final class GitWorktree {
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40,64}");
    private static final Pattern LOCK_SUFFIX = Pattern.compile("\\.lock$");
    private static final Pattern NOT_ALPHANUMERIC = Pattern.compile("[^\\p{L}\\p{N}]");
    /** What a HEAD without a commit points to: jj's own refs, and Git's placeholder in a new worktree. */
    private static final List<String> JJ_REFS =
            List.of("ref: refs/jj/", "ref: refs/heads/jj-worktree-", "ref: refs/heads/.invalid");

    private static final int RECORD_NAMES = 2;

    private GitWorktree() {}

    /** Removes Git's record of the worktree at the root if the two point to each other. */
    public static void removeRecord(Path root) throws IOException {
        Path link = root.resolve(".git");
        if (!Files.isRegularFile(link, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Path record = target(link);
        Path back = record.resolve("gitdir");
        boolean isRecord = record.getParent() != null && record.getParent().endsWith("worktrees");
        if (isRecord && Files.isRegularFile(back) && pointsTo(back, link)) {
            TreeDeletion.all(record);
        }
    }

    /**
     * Removes the leftovers of a jj that was killed before it recorded a workspace: Git's record and link, and {@code .jj}. Does
     * nothing when the directory has other entries, or belongs to another repository.
     *
     * @param repo the {@code .jj/repo} directory
     * @param known see {@link #removeStaleRecord}
     * @return whether the directory is gone or empty afterwards
     */
    public static boolean removePartial(Path repo, Path root, Predicate<String> known) throws IOException {
        if (Files.notExists(root, LinkOption.NOFOLLOW_LINKS)) {
            removeStaleRecord(repo, root, known);
            return true;
        }
        if (!Files.isDirectory(root) || !holdsOnly(root, Set.of(".git", ".jj")) || !isOurs(repo, root)) {
            return false;
        }
        removeRecord(root);
        Files.deleteIfExists(root.resolve(".git"));
        if (Files.isDirectory(root.resolve(".jj"), LinkOption.NOFOLLOW_LINKS)) {
            TreeDeletion.all(root.resolve(".jj"));
        }
        return true;
    }

    private static boolean holdsOnly(Path directory, Set<String> names) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.allMatch(entry -> names.contains(entry.getFileName().toString()));
        }
    }

    /** Git's link and jj's pointer must lead to this repository. Either may be missing. */
    private static boolean isOurs(Path repo, Path root) throws IOException {
        Path link = root.resolve(".git");
        Path pointer = root.resolve(".jj").resolve("repo");
        if (Files.exists(pointer, LinkOption.NOFOLLOW_LINKS)) {
            return Files.isRegularFile(pointer)
                    && Files.isSameFile(
                            pointer.resolveSibling(RegularFile.text(pointer).strip()), repo);
        }
        if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
            return true;
        }
        if (!Files.isRegularFile(link, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        Path record = target(link);
        for (Path git : GitDirectories.of(repo)) {
            if (RealPath.of(record).startsWith(RealPath.of(git.resolve("worktrees")))) {
                return true;
            }
        }
        return false;
    }

    private static Path target(Path link) throws IOException {
        return link.resolveSibling(RegularFile.text(link).strip().replaceFirst("^gitdir:\\s*", ""))
                .normalize();
    }

    /**
     * Removes Git's record of a worktree whose directory is gone, as {@code git worktree prune} does. Otherwise no worktree can
     * be created there. Does nothing while the root exists, or when a user has locked the record. Git's own lock does not
     * count: a Git that is killed leaves it. A record that cannot be removed stays, and jj reports it at the next add.
     *
     * @param repo the {@code .jj/repo} directory
     * @param known whether jj has a commit; a record with a commit that only Git has is kept
     */
    public static void removeStaleRecord(Path repo, Path root, Predicate<String> known) {
        removeStaleRecord(repo, root, known, Set.of());
    }

    /** Removes a record as {@link #removeStaleRecord(Path, Path, Predicate)} does, unless it is one of those in {@code before}. */
    public static void removeStaleRecord(Path repo, Path root, Predicate<String> known, Set<Path> before) {
        removeRecords(repo, root, record -> !before.contains(record) && isKnown(record.resolve("HEAD"), known));
    }

    /**
     * Removes a record as {@link #removeStaleRecord(Path, Path, Predicate)} does, unless the worktree was used with Git directly:
     * staged files are only in its record.
     */
    public static void removeUnusedRecord(Path repo, Path root, Predicate<String> known) {
        removeRecords(repo, root, record -> isKnown(record.resolve("HEAD"), known) && GitUse.isUsedOnlyByJj(record));
    }

    private interface RecordTest {
        boolean test(Path record) throws IOException;
    }

    private static void removeRecords(Path repo, Path root, RecordTest test) {
        if (!Files.notExists(root, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            for (Path git : GitDirectories.of(repo)) {
                for (Path record : records(git)) {
                    if (isStale(record, root) && submodules(record).isEmpty() && test.test(record)) {
                        TreeDeletion.all(record);
                    }
                }
            }
        } catch (IOException | InvalidPathException _) {
            // no Git backend, or not writable
        }
    }

    /**
     * Returns a directory with submodules' repositories that is lost when jj forgets workspaces; empty if none is. jj deletes
     * the Git records of these workspaces, and of all worktrees that are missing or were moved.
     *
     * @param forgotten directories of the workspaces
     */
    public static Optional<Path> submodulesLost(Path repo, Collection<Path> forgotten) {
        Set<Path> places = forgotten.stream()
                .filter(root -> Files.exists(root.resolve(".git")))
                .map(RealPath::of)
                .collect(Collectors.toSet());
        for (Path record : places.isEmpty() ? Set.<Path>of() : allRecords(repo)) {
            Optional<Path> modules = submodules(record);
            if (modules.isPresent()) {
                Path root = root(record);
                if (Files.notExists(root.resolve(".git")) || places.contains(RealPath.of(root))) {
                    return modules;
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Whether a directory inside a workspace is a submodule of its repository. A clone has its Git directory elsewhere, and a
     * worktree shares one.
     */
    public static boolean isSubmodule(Path repo, Path directory) {
        try {
            Path link = directory.resolve(".git");
            if (!Files.isRegularFile(link)) {
                return false;
            }
            String pointer = RegularFile.text(link, StandardCharsets.ISO_8859_1).strip();
            Path own = RealPath.of(directory.resolve(pointer.replaceFirst("^gitdir:\\s*", "")));
            boolean inside = GitDirectories.of(repo).stream()
                    .map(RealPath::of)
                    .filter(own::startsWith)
                    .map(git -> git.relativize(own))
                    .anyMatch(part -> part.startsWith("modules")
                            || (part.startsWith("worktrees")
                                    && part.getNameCount() > RECORD_NAMES
                                    && part.getName(RECORD_NAMES).endsWith("modules")));
            return inside && Files.notExists(own.resolve("commondir"));
        } catch (IOException | InvalidPathException notOurs) {
            return false;
        }
    }

    /** Returns the directory of the worktree; the record itself, which is no worktree, if it does not name one. */
    private static Path root(Path record) {
        try {
            return record.resolve(RegularFile.text(record.resolve("gitdir")).strip())
                    .normalize()
                    .resolveSibling("");
        } catch (IOException | InvalidPathException _) {
            return record;
        }
    }

    private static Optional<Path> submodules(Path record) {
        return Optional.of(record.resolve("modules")).filter(Files::isDirectory);
    }

    private static List<Path> records(Path git) throws IOException {
        Path worktrees = git.resolve("worktrees");
        if (!Files.isDirectory(worktrees)) {
            return List.of();
        }
        try (Stream<Path> records = Files.list(worktrees)) {
            return records.toList();
        }
    }

    /** Returns Git's records of worktrees; empty when they cannot be read. */
    public static Set<Path> allRecords(Path repo) {
        Set<Path> all = new HashSet<>();
        try {
            for (Path git : GitDirectories.of(repo)) {
                all.addAll(records(git));
            }
        } catch (IOException | InvalidPathException _) {
            // no Git backend
        }
        return all;
    }

    /**
     * Removes incomplete records: those of a Git that was killed before it wrote the worktree's path.
     *
     * @param name of the worktree's directory; Git replaces characters that a branch name cannot have, and adds a number when
     *     the name is taken
     * @param before records to keep
     */
    public static void removeIncomplete(Path repo, String name, Set<Path> before) throws IOException {
        for (Path record : allRecords(repo)) {
            if (!before.contains(record)
                    && plain(record.getFileName().toString()).startsWith(plain(name))
                    && isEmptyOrMissing(record.resolve("gitdir"))
                    && (isEmptyOrMissing(record.resolve("locked")) || !isLockedByUser(record))) {
                TreeDeletion.all(record);
            }
        }
    }

    /** Reduces a name to what Git keeps when it derives a branch name: Git drops {@code .lock} and replaces special characters. */
    private static String plain(String name) {
        return NOT_ALPHANUMERIC
                .matcher(LOCK_SUFFIX.matcher(name).replaceAll(""))
                .replaceAll("");
    }

    private static boolean isEmptyOrMissing(Path file) throws IOException {
        return !Files.exists(file) || RegularFile.text(file).isBlank();
    }

    /** jj detaches the HEAD of a worktree, or points it to a ref of its own: at first to a branch without commits. */
    private static boolean isKnown(Path head, Predicate<String> known) throws IOException {
        if (!Files.exists(head)) {
            return true;
        }
        String target = RegularFile.text(head).strip();
        return COMMIT.matcher(target).matches() ? known.test(target) : isJjRef(target);
    }

    static boolean isJjRef(String head) {
        return JJ_REFS.stream().anyMatch(head::startsWith);
    }

    private static boolean isStale(Path record, Path root) throws IOException {
        Path back = record.resolve("gitdir");
        if (!Files.isRegularFile(back) || isLockedByUser(record)) {
            return false;
        }
        Path link = record.resolve(RegularFile.text(back).strip()).normalize();
        return link.endsWith(".git")
                && RealPath.ofFile(link.resolveSibling("").normalize()).equals(RealPath.ofFile(root));
    }

    private static boolean isLockedByUser(Path record) throws IOException {
        Path lock = record.resolve("locked");
        return Files.exists(lock) && !RegularFile.text(lock).strip().equals("initializing");
    }

    private static boolean pointsTo(Path back, Path link) throws IOException {
        Path target = back.resolveSibling(RegularFile.text(back).strip());
        return Files.exists(target) && Files.isSameFile(target, link);
    }
}
