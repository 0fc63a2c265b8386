package dev.aether.ajj.jj.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Leftovers of a Git that was killed while it created a worktree, for each file in the order in which it writes them. */
class GitWorktreeTest {
    @TempDir
    Path directory;

    private Path repo;
    private Path record;
    private Path root;

    @BeforeEach
    void prepare() throws IOException {
        Path main = directory.resolve("main");
        repo = Files.createDirectories(main.resolve(".jj/repo"));
        Files.createDirectories(repo.resolve("store"));
        Files.writeString(repo.resolve("store/git_target"), "../../../.git");
        record = Files.createDirectories(main.resolve(".git/worktrees/feature"));
        root = directory.resolve("feature");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "locked=", "locked=initializing", "locked=initializing gitdir="})
    void removesAnIncompleteRecord(String files) throws IOException {
        write(files);

        GitWorktree.removeIncomplete(repo, "feature", Set.of());

        assertThat(record).doesNotExist();
    }

    /** Git derives the record's name from the directory's, with the rules for branch names. */
    @ParameterizedTest
    @CsvSource({"new place,new-place", "new place,new-place2", ".hid.lock,-hid", "a~b:c,a-b-c", "a..b,a.b"})
    void removesAnIncompleteRecordUnderTheNameThatGitDerives(String name, String recorded) throws IOException {
        Path begun = Files.createDirectories(record.resolveSibling(recorded));

        GitWorktree.removeIncomplete(repo, name, Set.of(record));

        assertThat(begun).doesNotExist();
        assertThat(record).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"locked=by-the-user", "gitdir=../../../elsewhere/.git"})
    void keepsALockedRecordAndOneOfAnotherDirectory(String files) throws IOException {
        write(files);

        GitWorktree.removeIncomplete(repo, "feature", Set.of());

        assertThat(record).exists();
    }

    @Test
    void keepsARecordOfAnotherNameOrFromBefore() throws IOException {
        GitWorktree.removeIncomplete(repo, "other", Set.of());
        GitWorktree.removeIncomplete(repo, "feature", Set.of(record));

        assertThat(record).exists();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ref: refs/heads/.invalid",
                "ref: refs/heads/jj-worktree-71ef3268a97d844e",
                "ref: refs/jj/root"
            })
    void removesTheRecordOfADeletedWorktree(String head) throws IOException {
        write("locked=initializing gitdir=../../../../feature/.git");
        if (!head.isEmpty()) {
            Files.writeString(record.resolve("HEAD"), head + "\n");
        }

        GitWorktree.removeStaleRecord(repo, root, commit -> false);

        assertThat(record).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ref: refs/heads/mine", "4c2965e3064969f48c7c04ad4a3cabad8b9f3f70"})
    void keepsARecordWithTheUsersHead(String head) throws IOException {
        write("gitdir=../../../../feature/.git");
        Files.writeString(record.resolve("HEAD"), head + "\n");

        GitWorktree.removeStaleRecord(repo, root, commit -> false);

        assertThat(record).exists();
    }

    /** The lock of a {@code git worktree lock} without a reason. */
    @Test
    void keepsARecordWithAnEmptyLock() throws IOException {
        write("locked= gitdir=../../../../feature/.git");

        GitWorktree.removeStaleRecord(repo, root, commit -> false);

        assertThat(record).exists();
    }

    private void write(String files) throws IOException {
        for (String file : files.split(" ", -1)) {
            if (!file.isEmpty()) {
                String[] parts = file.split("=", 2);
                Files.writeString(record.resolve(parts[0]), parts[1]);
            }
        }
    }
}
