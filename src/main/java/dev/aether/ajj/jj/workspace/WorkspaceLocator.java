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
 * Finds the repository around a directory as jj does, without running it: the nearest {@code .jj} upward. Unlike jj it does not
 * look further than the nearest Git repository. In the main
 * workspace {@code .jj/repo} is a directory; in the others it is a file with the path of the main one's.
 */
public final class WorkspaceLocator {
    private WorkspaceLocator() {}

    /**
     * The roots of a workspace and of its repository's main workspace; both absolute, symlinks resolved.
     */
    public record Place(Path mainRoot, Path workspaceRoot) {}

    /**
     * Finds the workspace around a directory, and its repository.
     *
     * @throws Failure {@code NOT_IN_WORKSPACE}
     */
    public static Place locate(Path directory) {
        Path workspaceRoot = workspaceAround(directory);
        return new Place(mainRoot(workspaceRoot), workspaceRoot);
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
                            "the directory " + directory + " cannot be entered",
                            List.of("check that it exists and that you may read it")),
                    missing);
        }
        throw new Failure(new WorkspaceProblem.NotInWorkspace(directory));
    }

    /** Its files would be taken for those of the workspace: what they ask for, and what is done to the services. */
    private static void refuseNested(Optional<Path> nested, Path workspaceRoot) {
        if (nested.isPresent() && !GitWorktree.isSubmodule(store(workspaceRoot), nested.get())) {
            throw new Failure(new WorkspaceProblem.NotInWorkspace(
                    nested.get(),
                    nested.get() + " is a Git repository of its own, inside the workspace " + workspaceRoot,
                    List.of(
                            "to have jj and ajj work with it: jj git init --colocate",
                            "to work with the workspace around it: ajj -R " + ShellWord.quoted(workspaceRoot.toString())
                                    + " ...")));
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

    /** jj would take the directory for the main workspace of the repository that it leads to. */
    private static void refuseLink(Path workspaceRoot, Path repo) {
        Stream.of(repo.resolveSibling(""), repo)
                .filter(Files::isSymbolicLink)
                .findFirst()
                .ifPresent(link -> {
                    throw new Failure(
                            new WorkspaceProblem.NotInWorkspace(
                                    workspaceRoot,
                                    link + " is a symbolic link, which jj does not make: " + workspaceRoot
                                            + " is no workspace",
                                    List.of(
                                            "work in the directory that it leads to, or add a workspace there: ajj workspace add ../NAME")));
                });
    }

    private static Failure broken(Path workspaceRoot, Path repo, @Nullable Throwable cause) {
        return new Failure(
                new WorkspaceProblem.NotInWorkspace(
                        workspaceRoot,
                        "the workspace " + workspaceRoot + " points to a repository that is not there: "
                                + repo.normalize(),
                        List.of(
                                "if the main workspace was moved, move it back or write its new path into "
                                        + workspaceRoot.resolve(".jj").resolve("repo"),
                                "if it is gone for good, this directory is only a copy of its files")),
                cause);
    }
}
