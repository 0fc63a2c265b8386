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

/** The directories in which jj and Git keep a repository. */
public final class GitDirectories {
    private GitDirectories() {}

    /** Where jj keeps the repository itself. */
    public static Path store(Repository repository) {
        return repository.mainRoot().resolve(".jj").resolve("repo");
    }

    /**
     * The Git directory under a jj repository, and the common one of all its worktrees when that is another.
     *
     * @param repo the {@code .jj/repo} directory
     * @throws IOException when the repository is not kept in Git
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

    /** A {@code .git} may be a file that says where the directory is. */
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
