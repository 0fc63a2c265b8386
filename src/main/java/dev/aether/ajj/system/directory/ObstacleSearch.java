package dev.aether.ajj.system.directory;

import dev.aether.ajj.model.text.ShellWord;
import dev.aether.ajj.model.workspace.RepositoryData;
import dev.aether.ajj.spi.directory.Directories.Obstacle;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Searches a directory for what must not be deleted with it: mount points, and other repositories, whose history
 * neither jj nor git records. jj treats a bare repository as plain files and may have recorded it. A submodule or a
 * worktree has a {@code .git} file instead of a directory, and so has the workspace itself when it shares its
 * repository with Git.
 */
final class ObstacleSearch extends SimpleFileVisitor<Path> {
    /** Linux lists all mounts here, including bind mounts within a file system. */
    private static final Path MOUNTS = Path.of("/proc/self/mountinfo");

    private static final int MOUNT_POINT = 4;
    private static final Pattern ESCAPE = Pattern.compile("\\\\([0-7]{3})");

    private final Path root;
    private final List<Path> mountPoints;
    private final String device;
    private final Predicate<Path> recorded;
    private @Nullable Obstacle found;

    private ObstacleSearch(Path root, String device, Predicate<Path> recorded) {
        this.root = root;
        this.mountPoints = mountPoints();
        this.device = device;
        this.recorded = recorded;
    }

    /**
     * Returns an obstacle in a directory; empty when there is nothing or the directory is missing.
     *
     * @param recorded whether jj has recorded the bare repository at a path relative to the directory
     */
    static Optional<Obstacle> in(Path directory, Predicate<Path> recorded) {
        try {
            Path real = directory.toRealPath();
            ObstacleSearch search = new ObstacleSearch(
                    real,
                    device(Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)),
                    recorded);
            Files.walkFileTree(real, search);
            return Optional.ofNullable(search.found);
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private static List<Path> mountPoints() {
        try {
            return Files.readAllLines(MOUNTS).stream()
                    .map(line -> line.split(" "))
                    .filter(fields -> fields.length > MOUNT_POINT)
                    .map(fields -> Path.of(unescaped(fields[MOUNT_POINT])))
                    .toList();
        } catch (IOException noLinux) {
            return List.of();
        }
    }

    /** Decodes octal escapes such as {@code \\040} for a space. */
    private static String unescaped(String field) {
        return ESCAPE.matcher(field)
                .replaceAll(escape -> Character.toString((char) Integer.parseInt(escape.group(1), 8))
                        .replace("\\", "\\\\"));
    }

    /** Returns the device from a file key, which names device and inode. */
    private static String device(BasicFileAttributes attributes) {
        return String.valueOf(attributes.fileKey()).replaceFirst(",.*", "");
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
        if (directory.equals(root)) {
            return FileVisitResult.CONTINUE;
        }
        if (mountPoints.contains(directory) || !device(attributes).equals(device)) {
            return stop(mounted("a file system", directory));
        }
        if (!isRepository(directory)) {
            return RepositoryData.hasContent(directory) && !recorded.test(root.relativize(directory))
                    ? stop(repository(directory))
                    : FileVisitResult.CONTINUE;
        }
        Path holder = directory.resolveSibling("");
        if (!holder.equals(root)) {
            return stop(repository(holder));
        }
        return directory.endsWith(".jj") ? FileVisitResult.SKIP_SUBTREE : stop(repository(directory));
    }

    private FileVisitResult stop(Obstacle obstacle) {
        found = obstacle;
        return FileVisitResult.TERMINATE;
    }

    private static boolean isRepository(Path directory) {
        return (directory.endsWith(".jj") && Files.exists(directory.resolve("repo"), LinkOption.NOFOLLOW_LINKS))
                || (directory.endsWith(".git") && Files.exists(directory.resolve("HEAD"), LinkOption.NOFOLLOW_LINKS));
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (mountPoints.contains(file)) {
            return stop(mounted("a file", file));
        }
        Path holder = file.resolveSibling("");
        return file.endsWith(".git") && !holder.equals(root) ? stop(repository(holder)) : FileVisitResult.CONTINUE;
    }

    private static Obstacle mounted(String what, Path path) {
        return new Obstacle(
                path,
                what + " that is mounted at " + path,
                "unmount it first: umount " + ShellWord.quoted(path.toString()));
    }

    private static Obstacle repository(Path holder) {
        return new Obstacle(
                holder,
                "the repository in " + holder,
                "move it to another place, or delete it first: rm -r " + ShellWord.quoted(holder.toString()));
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException unreadable) {
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException unreadable) {
        return FileVisitResult.CONTINUE;
    }
}
