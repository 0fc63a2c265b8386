package dev.aether.ajj.jj.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class QuotingTest {

    @Test
    void quotesForAShellOnlyIfNeeded() {
        assertThat(Quoting.shell(List.of("jj", "-R", "/a b", "--message=it's", "-r", "x@", "")))
                .isEqualTo("jj -R '/a b' '--message=it'\\''s' -r x@ ''");
    }

    @Test
    void escapesStringLiteralsOfJj() {
        assertThat(Quoting.workingCopyOf("a \"b\" \\c")).isEqualTo("\"a \\\"b\\\" \\\\c\"@");
        assertThat(Quoting.file("dir/.env")).isEqualTo("root-file:\"dir/.env\"");
    }

    @Test
    void returnsJjsOwnHints() {
        String stderr = "Error: The working copy is stale.\nHint: Run `jj workspace update-stale` to update it.\n";

        assertThat(JujutsuHints.of(stderr, "jj st"))
                .containsExactly("Run `jj workspace update-stale` to update it.", "to see it again: jj st");
    }

    @Test
    void hintsShowNoTemplate() {
        String command = "jj -R /repo log --no-graph -r @ -T '\"{\" ++ json(self)'";

        assertThat(JujutsuHints.of("Error: Broken\n", command))
                .containsExactly("to see it again: jj -R /repo log --no-graph -r @");
        assertThat(JujutsuHints.of("Error: Broken\nHint: Try it again\n", command))
                .containsExactly("Try it again");
    }
}
