package dev.aether.ajj.jj.git;

import dev.aether.ajj.files.RegularFile;
import dev.aether.ajj.files.TreeDeletion;
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
 * What Git keeps of a worktree. jj makes it first of all and takes it away when it forgets the workspace; when jj is
 * stopped in between, it does not know the workspace yet, and Git's part stays.
 */
public final class GitWorktree {
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40,64}");
    private static final Pattern ENDING_OF_LOCKS = Pattern.compile("\\.lock$");
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]");
    /** Where jj points a HEAD to that has no commit, and where Git does before it knows better. */
    private static final List<String> NAMES_OF_JJ =
            List.of("ref: refs/jj/", "ref: refs/heads/jj-worktree-", "ref: refs/heads/.invalid");

    /** {@code worktrees/NAME}. */
    private static final int RECORD_NAMES = 2;

    private GitWorktree() {}

    /** Removes Git's record of the worktree at the root, if the two point to each other; else does nothing. */
    public static void removeRecord(Path root) throws IOException {
        Path link = root.resolve(".git");
        if (!Files.isRegularFile(link, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        String pointer = RegularFile.text(link).strip();
        Path record = root.resolve(pointer.replaceFirst("^gitdir:\\s*", "")).normalize();
        Path back = record.resolve("gitdir");
        boolean isRecord = record.getParent() != null && record.getParent().endsWith("worktrees");
        if (isRecord && Files.isRegularFile(back) && pointsTo(back, link)) {
            TreeDeletion.all(record);
        }
    }

    /**
     * Removes what jj has left in a place when it died before it knew of the workspace: Git's record and link, and jj's own
     * directory. Does nothing when anything else is there, or when what is there is another repository's.
     *
     * @param repo the {@code .jj/repo} directory
     * @param known see {@link #removeStaleRecord}
     * @return whether nothing is in the place afterwards
     */
    public static boolean removeHalfMade(Path repo, Path root, Predicate<String> known) throws IOException {
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

    /** A link of Git's must lead into this repository, and so must jj's pointer; neither need be there yet. */
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
        Path record = root.resolve(RegularFile.text(link).strip().replaceFirst("^gitdir:\\s*", ""))
                .normalize();
        for (Path git : GitDirectories.of(repo)) {
            if (real(record).startsWith(real(git.resolve("worktrees")))) {
                return true;
            }
        }
        return false;
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException gone) {
            return path.normalize();
        }
    }

    /**
     * Removes Git's record of a worktree whose directory is gone, as {@code git worktree prune} does: as long as it is
     * there, no other worktree can be made in that place. Does nothing while something is at the root, or when somebody has
     * locked the record; Git's own lock, from the time when it makes a worktree, stays when it is killed at that. One that
     * cannot be removed stays; jj says so when the place is wanted again.
     *
     * @param repo the {@code .jj/repo} directory
     * @param known whether jj has a commit. What Git alone has of the worktree, which may have been moved, is kept
     */
    public static void removeStaleRecord(Path repo, Path root, Predicate<String> known) {
        removeStaleRecord(repo, root, known, Set.of());
    }

    /** As {@link #removeStaleRecord(Path, Path, Predicate)}, and keeps those that were there before. */
    public static void removeStaleRecord(Path repo, Path root, Predicate<String> known, Set<Path> before) {
        removeRecords(repo, root, record -> !before.contains(record) && isKnown(record.resolve("HEAD"), known));
    }

    /**
     * As {@link #removeStaleRecord(Path, Path, Predicate)}, and keeps a record that was used with Git by hand: staged files are
     * nowhere else.
     */
    public static void removeUnusedRecord(Path repo, Path root, Predicate<String> known) {
        removeRecords(repo, root, record -> isKnown(record.resolve("HEAD"), known) && GitUse.isByJjAlone(record));
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
            // Not kept in Git, or not ours to change.
        }
    }

    /**
     * Returns where Git keeps repositories of submodules that are lost when jj forgets workspaces. jj deletes what Git has of those
     * that are there, and with it what Git has of all worktrees that are not where they were.
     *
     * @param forgotten directories of the workspaces
     */
    public static Optional<Path> submodulesLost(Path repo, Collection<Path> forgotten) {
        Set<Path> places = forgotten.stream()
                .filter(root -> Files.exists(root.resolve(".git")))
                .map(GitWorktree::real)
                .collect(Collectors.toSet());
        for (Path record : places.isEmpty() ? Set.<Path>of() : allRecords(repo)) {
            Optional<Path> modules = submodules(record);
            if (modules.isPresent()) {
                Path root = root(record);
                if (Files.notExists(root.resolve(".git")) || places.contains(real(root))) {
                    return modules;
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Whether a directory inside a workspace is a submodule of its repository, and no clone or worktree of Git: these have what Git
     * keeps of them elsewhere, or not for themselves alone.
     *
     * @param repo the {@code .jj/repo} directory
     */
    public static boolean isSubmodule(Path repo, Path directory) {
        try {
            Path link = directory.resolve(".git");
            if (!Files.isRegularFile(link)) {
                return false;
            }
            String pointer = RegularFile.text(link, StandardCharsets.ISO_8859_1).strip();
            Path own = real(directory.resolve(pointer.replaceFirst("^gitdir:\\s*", "")));
            boolean inside = GitDirectories.of(repo).stream()
                    .map(GitWorktree::real)
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

    /** The directory of the worktree; what it is not when the record does not say it. */
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

    /**
     * Git's records of worktrees; none when they cannot be read.
     *
     * @param repo the {@code .jj/repo} directory
     */
    public static Set<Path> allRecords(Path repo) {
        Set<Path> all = new HashSet<>();
        try {
            for (Path git : GitDirectories.of(repo)) {
                all.addAll(records(git));
            }
        } catch (IOException | InvalidPathException _) {
            // Not kept in Git.
        }
        return all;
    }

    /**
     * Removes records that a Git has begun since and was killed at, before it wrote where the worktree is.
     *
     * @param name of the worktree's directory; Git replaces what no branch may have in its name, and adds a number when it is
     *     taken
     */
    public static void removeBegun(Path repo, String name, Set<Path> before) throws IOException {
        for (Path record : allRecords(repo)) {
            if (!before.contains(record)
                    && plain(record.getFileName().toString()).startsWith(plain(name))
                    && isEmptyOrMissing(record.resolve("gitdir"))
                    && (isEmptyOrMissing(record.resolve("locked")) || !isLockedBySomebody(record))) {
                TreeDeletion.all(record);
            }
        }
    }

    /** What is left of a name when Git has made it one of a branch: it drops an ending, and replaces signs. */
    private static String plain(String name) {
        return NO_WORD.matcher(ENDING_OF_LOCKS.matcher(name).replaceAll("")).replaceAll("");
    }

    private static boolean isEmptyOrMissing(Path file) throws IOException {
        return !Files.exists(file) || RegularFile.text(file).isBlank();
    }

    /** jj detaches the HEAD of a worktree, or points it to a name of its own: at first to a branch without commits. */
    private static boolean isKnown(Path head, Predicate<String> known) throws IOException {
        if (!Files.exists(head)) {
            return true;
        }
        String target = RegularFile.text(head).strip();
        return COMMIT.matcher(target).matches() ? known.test(target) : isNameOfJj(target);
    }

    static boolean isNameOfJj(String head) {
        return NAMES_OF_JJ.stream().anyMatch(head::startsWith);
    }

    private static boolean isStale(Path record, Path root) throws IOException {
        Path back = record.resolve("gitdir");
        if (!Files.isRegularFile(back) || isLockedBySomebody(record)) {
            return false;
        }
        Path link = record.resolve(RegularFile.text(back).strip()).normalize();
        return link.endsWith(".git")
                && place(link.resolveSibling("").normalize()).equals(place(root));
    }

    private static boolean isLockedBySomebody(Path record) throws IOException {
        Path lock = record.resolve("locked");
        return Files.exists(lock) && !RegularFile.text(lock).strip().equals("initializing");
    }

    /** The path of something that is gone, links above it resolved. */
    private static Path place(Path gone) {
        Path parent = gone.getParent();
        try {
            return parent == null ? gone : parent.toRealPath().resolve(gone.getFileName());
        } catch (IOException _) {
            return gone.normalize();
        }
    }

    private static boolean pointsTo(Path back, Path link) throws IOException {
        Path target = back.resolveSibling(RegularFile.text(back).strip());
        return Files.exists(target) && Files.isSameFile(target, link);
    }
}
