package dev.aether.ajj.jj.workspace;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.WorkspaceProblem;
import dev.aether.ajj.files.RegularFile;
import dev.aether.ajj.jj.git.GitWorktree;
import dev.aether.ajj.model.text.ShellWord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the repository around a directory as jj does, without running it: the nearest {@code .jj} upward. Unlike jj, it stops
 * at the nearest Git repository. In the main workspace {@code .jj/repo} is a directory; in the others it is a file with the
 * path of the main one's.
 */
public final class WorkspaceLocator {
    private WorkspaceLocator() {}

    /** The roots of a workspace and of its repository's main workspace; both absolute, symlinks resolved. */
    public record Roots(Path mainRoot, Path workspaceRoot) {}

    /**
     * Finds the workspace around a directory, and its repository.
     *
     * @throws Failure {@code NOT_IN_WORKSPACE}
     */
    public static Roots locate(Path directory) {
        Path workspaceRoot = workspaceAround(directory);
        return new Roots(mainRoot(workspaceRoot), workspaceRoot);
    }

    private static Path workspaceAround(Path directory) {
        try {
            Path candidate = directory.toRealPath();
            Optional<Path> nested = Optional.empty();
            while (candidate != null && !Files.isDirectory(candidate.resolve(".jj"))) {
                if (nested.isEmpty() && Files.exists(candidate.resolve(".git"))) {
                    nested = Optional.of(candidate);
                }
                candidate = candidate.getParent();
            }
            if (candidate != null) {
                refuseNested(nested, candidate);
                return candidate;
            }
        } catch (IOException missing) {
            throw new Failure(
                    new WorkspaceProblem.NotInWorkspace(
                            directory,
                            "cannot read the directory " + directory,
                            List.of("check that it exists and that you may read it")),
                    missing);
        }
        throw new Failure(new WorkspaceProblem.NotInWorkspace(directory));
    }

    /** A nested Git repository's configuration must not act on the services of the workspace around it. */
    private static void refuseNested(Optional<Path> nested, Path workspaceRoot) {
        if (nested.isPresent() && !GitWorktree.isSubmodule(store(workspaceRoot), nested.get())) {
            throw new Failure(new WorkspaceProblem.NotInWorkspace(
                    nested.get(),
                    nested.get() + " is a separate Git repository inside the workspace " + workspaceRoot,
                    List.of(
                            "to use it with jj and ajj: jj git init --colocate",
                            "to use the workspace around it: cd " + ShellWord.quoted(workspaceRoot.toString()))));
        }
    }

    private static Path store(Path workspaceRoot) {
        return mainRoot(workspaceRoot).resolve(".jj").resolve("repo");
    }

    private static Path mainRoot(Path workspaceRoot) {
        Path repo = workspaceRoot.resolve(".jj").resolve("repo");
        refuseLink(workspaceRoot, repo);
        try {
            if (Files.isRegularFile(repo)) {
                String pointer = RegularFile.text(repo).strip();
                repo = repo.resolveSibling(pointer);
            }
            Path directory = repo.toRealPath();
            Path main =
                    directory.getParent() == null ? null : directory.getParent().getParent();
            if (main != null && Files.isDirectory(directory.resolve("store"))) {
                return main;
            }
        } catch (IOException missing) {
            throw broken(workspaceRoot, repo, missing);
        }
        throw broken(workspaceRoot, repo, null);
    }

    /** jj would treat such a directory as the main workspace of the link's target. */
    private static void refuseLink(Path workspaceRoot, Path repo) {
        Stream.of(repo.resolveSibling(""), repo)
                .filter(Files::isSymbolicLink)
                .findFirst()
                .ifPresent(link -> {
                    throw new Failure(new WorkspaceProblem.NotInWorkspace(
                            workspaceRoot,
                            workspaceRoot + " is not a workspace: " + link
                                    + " is a symbolic link, which jj does not create",
                            List.of("work in the link's target, or add a workspace there: ajj workspace add ../NAME")));
                });
    }

    private static Failure broken(Path workspaceRoot, Path repo, @Nullable Throwable cause) {
        return new Failure(
                new WorkspaceProblem.NotInWorkspace(
                        workspaceRoot,
                        "the workspace " + workspaceRoot + " points to a repository that does not exist: "
                                + repo.normalize(),
                        List.of(
                                "if the main workspace was moved, move it back or write its new path into "
                                        + workspaceRoot.resolve(".jj").resolve("repo"),
                                "if it was deleted, this directory is only a copy of its files")),
                cause);
    }
}
