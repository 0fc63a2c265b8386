package dev.aether.ajj.jj.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aether.ajj.testing.Shell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class GitExcludesTest {
    private static final String MARK = "# Files that ajj writes into workspaces (0123):\n";

    private static final String ID = "0123";

    private final Path directory;
    private final Path exclude;

    GitExcludesTest(@TempDir Path temporary) throws IOException {
        directory = temporary.toRealPath();
        exclude = directory.resolve("git/info/exclude");
    }

    @Test
    void createsTheFileAndItsDirectory() throws IOException {
        GitExcludes.append(exclude, List.of("/.env", "/conf/local.env"), ID);

        assertThat(exclude).hasContent(MARK + "/.env\n/conf/local.env\n");
    }

    @Test
    void addsNothingTwice() throws IOException {
        GitExcludes.append(exclude, List.of("/.env", "/.env"), ID);
        GitExcludes.append(exclude, List.of("/.env", "/ä.env"), ID);
        GitExcludes.append(exclude, List.of("/ä.env"), ID);

        assertThat(exclude).hasContent(MARK + "/.env\n/ä.env\n");
    }

    @Test
    void keepsOtherBytes() throws IOException {
        byte[] before = {'#', (byte) 0xff, '\r', '\n', '*', '.', 'o'};
        Files.createDirectories(exclude.getParent());
        Files.write(exclude, before);

        GitExcludes.append(exclude, List.of("/.env"), ID);

        byte[] after = Files.readAllBytes(exclude);
        assertThat(after).startsWith(before);
        assertThat(new String(after, before.length, after.length - before.length, StandardCharsets.UTF_8))
                .isEqualTo("\n" + MARK + "/.env\n");
    }

    @Test
    @Timeout(20)
    void refusesAPipe() throws IOException {
        Files.createDirectories(exclude.getParent());
        Shell.succeed(Map.of(), List.of("mkfifo", exclude.toString()));

        assertThatThrownBy(() -> GitExcludes.append(exclude, List.of("/.env"), ID))
                .hasMessageContaining("is not a regular file");
        assertThatThrownBy(() -> GitExcludes.remove(exclude, List.of("/.env"), ID))
                .hasMessageContaining("is not a regular file");
    }

    @Test
    void removesOnlyItsOwnLines() throws IOException {
        Files.createDirectories(exclude.getParent());
        Files.writeString(exclude, "# mine\n/.env\n");
        GitExcludes.append(exclude, List.of("/conf/\u00e4.env", "/b.env"), ID);
        Files.writeString(exclude, "*.log\r\n/conf/\u00e4.env\n", StandardOpenOption.APPEND);

        GitExcludes.remove(exclude, List.of("/.env", "/conf/\u00e4.env"), ID);
        assertThat(Files.readString(exclude))
                .isEqualTo("# mine\n/.env\n" + MARK + "/b.env\n*.log\r\n/conf/\u00e4.env\n");

        GitExcludes.remove(exclude, List.of("/b.env"), ID);
        assertThat(Files.readString(exclude)).isEqualTo("# mine\n/.env\n*.log\r\n/conf/\u00e4.env\n");
    }

    @Test
    void jjRepositoriesOnOneGitRepositoryHaveTheirOwnLines() throws IOException {
        GitExcludes.append(exclude, List.of("/.env"), ID);
        GitExcludes.append(exclude, List.of("/.env", "/b.env"), "4567");
        GitExcludes.append(exclude, List.of("/.env", "/c.env"), ID);
        String other = MARK.replace(ID, "4567") + "/.env\n/b.env\n";
        assertThat(Files.readString(exclude)).isEqualTo(MARK + "/.env\n" + other + MARK + "/c.env\n");

        GitExcludes.remove(exclude, List.of("/.env", "/b.env"), ID);
        assertThat(Files.readString(exclude)).isEqualTo(other + MARK + "/c.env\n");
        GitExcludes.remove(exclude, List.of("/c.env"), ID);
        assertThat(Files.readString(exclude)).isEqualTo(other);
    }

    @Test
    void removesNothingFromOtherLines() throws IOException {
        GitExcludes.remove(exclude, List.of("/.env"), ID);
        assertThat(exclude).doesNotExist();
        Files.createDirectories(exclude.getParent());
        Files.writeString(exclude, "/.env\n");
        GitExcludes.remove(exclude, List.of("/.env"), ID);
        assertThat(exclude).hasContent("/.env\n");
    }

    @Test
    void escapesGitsPatternCharacters() throws IOException {
        assertThat(GitExcludes.pattern("a*b?[c]\\d ")).isEqualTo("/a\\*b\\?\\[c\\]\\\\d\\ ");
        assertThat(GitExcludes.pattern("#x y!")).isEqualTo("/#x y!");
        assertThatThrownBy(() -> GitExcludes.pattern("a\nb")).isInstanceOf(IOException.class);
    }

    @Test
    void followsTheGitTargetIntoAWorktreeAndItsCommonDirectory() throws IOException {
        Path repo = directory.resolve("main/.jj/repo");
        Path worktree = Files.createDirectories(directory.resolve("git/worktrees/main"));
        Files.createDirectories(repo.resolve("store"));
        Files.writeString(repo.resolve("store/git_target"), "../../../.git");
        Files.writeString(directory.resolve("main/.git"), "gitdir: ../git/worktrees/main\n");
        Files.writeString(worktree.resolve("commondir"), "../..\n");

        assertThat(GitExcludes.of(repo)).containsExactly(worktree.resolve("info/exclude"), exclude);
    }

    @Test
    void refusesARepositoryWithoutGit() throws IOException {
        Path repo = Files.createDirectories(directory.resolve("main/.jj/repo"));

        assertThatThrownBy(() -> GitExcludes.of(repo)).isInstanceOf(IOException.class);
    }
}
