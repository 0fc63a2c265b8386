package dev.aether.ajj.jj.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.files.ProgramRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uses of a worktree with Git directly, as they appear in its record. */
class GitUseTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    @TempDir
    private Path directory;

    private Path record;
    private Path root;

    @BeforeEach
    void worktree() throws Exception {
        Path main = Files.createDirectory(directory.resolve("main"));
        root = directory.resolve("feature");
        git(main, "init", "--quiet");
        Files.writeString(main.resolve("file"), "text");
        git(main, "add", "file");
        git(main, "-c", "user.name=a", "-c", "user.email=b", "commit", "--quiet", "-m", "first");
        git(main, "worktree", "add", "--quiet", "--detach", root.toString());
        record = main.resolve(".git/worktrees/feature");
        Files.deleteIfExists(record.resolve("ORIG_HEAD"));
        Files.writeString(record.resolve("logs/HEAD"), "0 1 <> 0 +0000\texport from jj\n");
    }

    @Test
    void aNewWorktreeIsUsedOnlyByJj() throws Exception {
        Files.writeString(root.resolve("new"), "jj lets Git know of new files, and stages nothing");
        git(root, "add", "--intent-to-add", "new");
        assertThat(GitUse.isUsedOnlyByJj(record)).isTrue();
    }

    @Test
    void stagedFilesAreTheUsers() throws Exception {
        Files.writeString(root.resolve("file"), "more");
        git(root, "add", "file");
        assertThat(GitUse.isUsedOnlyByJj(record)).isFalse();
    }

    @Test
    void aMergeIsTheUsers() throws IOException {
        Files.writeString(record.resolve("MERGE_HEAD"), "");
        assertThat(GitUse.isUsedOnlyByJj(record)).isFalse();
    }

    @Test
    void aHeadThatGitHasMovedIsTheUsers() throws IOException {
        Files.writeString(record.resolve("logs/HEAD"), "0 1 <> 0 +0000\tcheckout: moving from a to b\n");
        assertThat(GitUse.isUsedOnlyByJj(record)).isFalse();
        Files.delete(record.resolve("logs/HEAD"));
        assertThat(GitUse.isUsedOnlyByJj(record)).as("without a reflog").isFalse();
    }

    @Test
    void anIncompleteWorktreeIsUsedOnlyByJj() throws IOException {
        Files.delete(record.resolve("logs/HEAD"));
        Files.delete(record.resolve("index"));
        Files.writeString(record.resolve("HEAD"), "ref: refs/heads/jj-worktree-71ef3268a97d844e\n");
        assertThat(GitUse.isUsedOnlyByJj(record)).isTrue();
    }

    private static void git(Path where, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        ProgramRun run = ProgramRun.start(new ProcessBuilder(command).directory(where.toFile()));
        assertThat(run.await(LIMIT)).as(run.messages()).isEqualTo(OptionalInt.of(0));
    }
}
