package dev.aether.ajj.jj.git;

import dev.aether.ajj.files.RegularFile;
import dev.aether.ajj.spi.vcs.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The directories in which jj and Git store a repository. */
public final class GitDirectories {
    private GitDirectories() {}

    /** Returns the {@code .jj/repo} directory of a repository. */
    public static Path store(Repository repository) {
        return repository.mainRoot().resolve(".jj").resolve("repo");
    }

    /**
     * Returns the Git directory of a jj repository and, if it is a worktree's, the common directory of all worktrees.
     *
     * @param repo the {@code .jj/repo} directory
     * @throws IOException when the repository has no Git backend
     */
    static List<Path> of(Path repo) throws IOException {
        Path store = repo.resolve("store");
        Path git = gitDirectory(store.resolve(read(store.resolve("git_target"))));
        Set<Path> directories = new LinkedHashSet<>();
        directories.add(git);
        Path common = git.resolve("commondir");
        if (Files.exists(common)) {
            directories.add(git.resolve(read(common)).normalize());
        }
        return List.copyOf(directories);
    }

    /** A {@code .git} may be a file with the path of the directory. */
    private static Path gitDirectory(Path git) throws IOException {
        Path real = git.toRealPath();
        if (Files.isDirectory(real)) {
            return real;
        }
        String pointer = read(real);
        if (!pointer.startsWith("gitdir:")) {
            throw new NoSuchFileException(real.toString(), null, "is not a Git directory");
        }
        return real.resolveSibling(pointer.substring("gitdir:".length()).strip())
                .toRealPath();
    }

    private static String read(Path file) throws IOException {
        return RegularFile.text(file).strip();
    }
}
