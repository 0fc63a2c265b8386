package dev.aether.ajj.jj.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.error.WorkspaceProblem;
import dev.aether.ajj.testing.Shell;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceLocatorTest {
    private Path directory;
    private Path main;

    WorkspaceLocatorTest(@TempDir Path temporary) throws IOException {
        directory = temporary.toRealPath();
        main = directory.resolve("main");
    }

    @BeforeEach
    void makeMainWorkspace() throws IOException {
        Files.createDirectories(main.resolve(".jj/repo/store"));
        Files.createDirectories(main.resolve("src/deep"));
    }

    private Path secondary(String pointer) throws IOException {
        Path root = Files.createDirectories(directory.resolve("second"));
        Files.createDirectory(root.resolve(".jj"));
        Files.writeString(root.resolve(".jj/repo"), pointer);
        return root;
    }

    @Test
    void findsTheMainWorkspaceFromADirectoryBelow() {
        var repository = WorkspaceLocator.locate(main.resolve("src/deep"));

        assertThat(repository.mainRoot()).isEqualTo(main);
        assertThat(repository.workspaceRoot()).isEqualTo(main);
    }

    /** jj would search for the main workspace next to the link. */
    @Test
    void refusesASymbolicLinkToAJjDirectory() throws IOException {
        Path whole = Files.createDirectories(main.resolve("src/whole"));
        Files.createSymbolicLink(whole.resolve(".jj"), main.resolve(".jj"));
        Path part = Files.createDirectories(main.resolve("src/part/.jj")).resolveSibling("");
        Files.createSymbolicLink(part.resolve(".jj/repo"), main.resolve(".jj/repo"));
        for (Path forged : List.of(whole, part)) {
            assertThat(problemOf(forged).message())
                    .startsWith(forged.toRealPath() + " is not a workspace")
                    .endsWith("is a symbolic link, which jj does not create");
        }
    }

    /** Such as a clone below a workspace, or a worktree that an agent created. */
    @Test
    void stopsAtAGitRepository() throws IOException {
        Path clone = main.resolve("src/clone");
        Files.createDirectories(clone.resolve(".git"));
        Path worktree = main.resolve("src/worktree");
        Files.createDirectories(worktree.resolve("deep"));
        Files.writeString(worktree.resolve(".git"), "gitdir: ../../.git/worktrees/worktree\n");
        for (Path below : List.of(clone, worktree.resolve("deep"))) {
            assertThat(problemOf(below).message())
                    .endsWith("is a separate Git repository inside the workspace " + main);
        }

        // Git's record of a worktree has a file commondir, and may be below a directory named modules.
        Files.createDirectories(main.resolve(".git/modules/lib/worktrees/worktree"));
        Files.writeString(main.resolve(".git/modules/lib/worktrees/worktree/commondir"), "../..");
        Files.writeString(main.resolve(".jj/repo/store/git_target"), "../../../.git");
        for (String pointer : List.of("../../.git/modules/lib/worktrees/worktree", directory + "/modules/shop/.git")) {
            Files.writeString(worktree.resolve(".git"), "gitdir: " + pointer + "\n");
            assertThat(problemOf(worktree).message()).contains("is a separate Git repository");
        }

        Files.writeString(worktree.resolve(".git"), "gitdir: ../../.git/modules/worktree\n");
        assertThat(WorkspaceLocator.locate(worktree.resolve("deep")).workspaceRoot())
                .as("a submodule")
                .isEqualTo(main);
        Files.createDirectories(clone.resolve(".jj/repo/store"));
        assertThat(WorkspaceLocator.locate(clone).workspaceRoot()).isEqualTo(clone);
    }

    @Test
    void followsARelativeAndAnAbsolutePointer() throws IOException {
        Path second = secondary("../../main/.jj/repo");
        var relative = WorkspaceLocator.locate(second);
        Files.writeString(second.resolve(".jj/repo"), main.resolve(".jj/repo") + "\n");
        var absolute = WorkspaceLocator.locate(second);

        assertThat(relative).isEqualTo(absolute);
        assertThat(relative.mainRoot()).isEqualTo(main);
        assertThat(relative.workspaceRoot()).isEqualTo(second);
    }

    @Test
    void isTheSameRepositoryThroughASymbolicLink() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("link"), main);

        assertThat(WorkspaceLocator.locate(link.resolve("src"))).isEqualTo(WorkspaceLocator.locate(main));
    }

    @Test
    void reportsTheTargetOfABrokenPointer() throws IOException {
        Path second = secondary("../../gone/.jj/repo");

        Problem problem = problemOf(second);

        assertThat(problem).isInstanceOf(WorkspaceProblem.NotInWorkspace.class);
        assertThat(problem.message()).contains(second.toString(), directory + "/gone/.jj/repo");
        assertThat(problem.hints()).isNotEmpty();
    }

    @Test
    void aLargePointerIsNotRead() throws IOException {
        Path second = secondary("");
        try (RandomAccessFile pointer =
                new RandomAccessFile(second.resolve(".jj/repo").toFile(), "rw")) {
            pointer.setLength(20L << 30);
        }

        assertThat(problemOf(second)).isInstanceOf(WorkspaceProblem.NotInWorkspace.class);
    }

    @Test
    @Timeout(20)
    void aPipeHasNoName() throws IOException {
        Path note = Files.createDirectories(main.resolve(".jj/working_copy")).resolve("checkout");
        Shell.succeed(Map.of(), List.of("mkfifo", note.toString()));

        assertThat(WorkingCopyName.in(main)).isEmpty();
    }

    @Test
    void anEmptyPointerIsBroken() throws IOException {
        assertThat(problemOf(secondary("")).message()).contains("points to a repository that does not exist");
    }

    @Test
    void refusesADirectoryOutsideOfEveryRepository() throws IOException {
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));

        assertThat(problemOf(elsewhere).message())
                .isEqualTo("there is no jj repository in " + elsewhere + " or above it");
        assertThat(problemOf(directory.resolve("missing")).message()).contains("cannot read the directory");
    }

    private static Problem problemOf(Path directory) {
        return catchThrowableOfType(Failure.class, () -> WorkspaceLocator.locate(directory))
                .first();
    }
}
