package dev.aether.ajj.jj.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JujutsuHintsTest {

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
