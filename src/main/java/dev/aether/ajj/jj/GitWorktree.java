package dev.aether.ajj.jj;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What Git keeps of a worktree. jj makes it first of all and takes it away when it forgets the workspace; when jj is
 * stopped in between, it does not know the workspace yet, and Git's part stays.
 */
final class GitWorktree {

    private GitWorktree() {}

    /** Removes Git's record of the worktree at the root, if the two point to each other; else does nothing. */
    static void removeRecord(Path root) throws IOException {
        Path link = root.resolve(".git");
        if (!Files.isRegularFile(link, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        String pointer = Files.readString(link).strip();
        Path record = root.resolve(pointer.replaceFirst("^gitdir:\\s*", "")).normalize();
        Path back = record.resolve("gitdir");
        boolean isRecord = record.getParent() != null && record.getParent().endsWith("worktrees");
        if (isRecord && Files.isRegularFile(back) && pointsTo(back, link)) {
            delete(record);
        }
    }

    /**
     * Removes Git's record of a worktree whose directory is gone, as {@code git worktree prune} does: as long as it is
     * there, no other worktree can be made in that place. Does nothing while something is at the root, or when the
     * record is locked. One that cannot be removed stays; jj says so when the place is wanted again.
     *
     * @param repo the {@code .jj/repo} directory
     */
    static void removeStaleRecord(Path repo, Path root) {
        if (!Files.notExists(root, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            for (Path git : GitExcludes.gitDirectories(repo)) {
                for (Path record : records(git)) {
                    if (isStale(record, root)) {
                        delete(record);
                    }
                }
            }
        } catch (IOException | InvalidPathException _) {
            // Not kept in Git, or not ours to change.
        }
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

    private static boolean isStale(Path record, Path root) throws IOException {
        Path back = record.resolve("gitdir");
        if (!Files.isRegularFile(back) || Files.exists(record.resolve("locked"))) {
            return false;
        }
        Path link = record.resolve(Files.readString(back).strip()).normalize();
        return link.endsWith(".git")
                && place(link.resolveSibling("").normalize()).equals(place(root));
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
        Path target = back.resolveSibling(Files.readString(back).strip());
        return Files.exists(target) && Files.isSameFile(target, link);
    }

    private static void delete(Path directory) throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failed) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
