package dev.aether.ajj.jj.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Uses messages of jj 0.46. */
class JujutsuWarningsTest {

    @Test
    void ignoresProgress() {
        assertThat(JujutsuWarnings.of("""
                Created Git worktree for the new workspace.
                Created workspace in "../w"
                Working copy  (@) now at: lkkyksty 54419a46 (empty) (no description set)
                Parent commit (@-)      : zzzzzzzz 00000000 (empty) (no description set)
                Added 2 files, modified 0 files, removed 0 files
                """)).isEmpty();
    }

    @Test
    void aWarningIsOneLineWithItsHint() {
        assertThat(JujutsuWarnings.of("""
                Created workspace in "../w"
                Warning: Name and email not configured. Until configured, your commits will be created with the empty identity, and can't be pushed to remotes.
                Hint: To configure, run:
                  jj config set --user user.name "Some One"
                  jj config set --user user.email "someone@example.com"
                Working copy  (@) now at: lkkyksty 54419a46 (empty) (no description set)
                """))
                .containsExactly("jj: Name and email not configured. Until configured, your commits will be created"
                        + " with the empty identity, and can't be pushed to remotes. Hint: To configure, run: jj config set --user"
                        + " user.name \"Some One\"; jj config set --user user.email \"someone@example.com\"");
    }

    @Test
    void severalWarningsAreSeveralLines() {
        assertThat(JujutsuWarnings.of("""
                Warning: Refused to snapshot some files:
                  big.bin: 1.9MiB (2000000 bytes); the maximum size allowed is 1.0MiB (1048576 bytes)
                Hint: This is to prevent large files from being added by accident. To fix this:
                  * Add the file(s) to `.gitignore`
                  * Run `jj config set --repo snapshot.max-new-file-size 2000000`
                    This will increase the maximum file size allowed for new files, in this repository only.
                Warning: There are unresolved conflicts at these paths:
                a.txt    2-sided conflict
                b.txt    2-sided conflict including 1 deletion
                New conflicts appeared in 1 commits:
                  zstvnnnz 42584da5 two
                Hint: To resolve the conflicts, start by creating a commit on top of
                the conflicted commit:
                  jj new zstvnnnz
                """))
                .containsExactly(
                        "jj: Refused to snapshot some files: big.bin: 1.9MiB (2000000 bytes); the maximum size allowed is 1.0MiB"
                                + " (1048576 bytes) Hint: This is to prevent large files from being added by accident. To fix"
                                + " this: Add the file(s) to `.gitignore`; Run `jj config set --repo"
                                + " snapshot.max-new-file-size 2000000`; This will increase the maximum file size allowed for new"
                                + " files, in this repository only.",
                        "jj: There are unresolved conflicts at these paths: a.txt 2-sided conflict; b.txt 2-sided conflict"
                                + " including 1 deletion",
                        "jj: Hint: To resolve the conflicts, start by creating a commit on top of");
    }
}
