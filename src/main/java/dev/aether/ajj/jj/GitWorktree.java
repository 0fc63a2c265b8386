package dev.aether.ajj.jj;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
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
