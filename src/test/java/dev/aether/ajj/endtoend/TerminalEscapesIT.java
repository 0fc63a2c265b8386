package dev.aether.ajj.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.aether.ajj.testing.NeedsJj;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Control sequences on a terminal: those of a change description, and of the launcher. */
@NeedsJj
@EnabledOnOs(OS.LINUX)
class TerminalEscapesIT {
    @TempDir
    Path directory;

    /** Where stdout is not the terminal, the answer does not overwrite the notice. */
    @Test
    void theStartNoticeIsCleared() throws Exception {
        assumeThat(System.getProperty("ajj.binary", ""))
                .as("a native executable has no launcher")
                .isEmpty();
        try (PackagedAjj ajj = new PackagedAjj(directory);
                PseudoTerminal terminal = new PseudoTerminal(
                        ajj.repository.root(), ajj.environment, "'" + PackagedAjj.BINARY + "' --version >/dev/null")) {
            terminal.await("\r\u001b[K");
            terminal.awaitEnd();
        }
    }

    @Test
    void escapesAreShownAsJjShowsThem() throws Exception {
        try (PackagedAjj ajj = new PackagedAjj(directory)) {
            ajj.repository.jj("describe", "-m", "\u001b[31mRED\u001b]0;HACK\u0007");
            assertThat(ajj.run("list").orFail().out()).as("without a terminal").contains("\u001b[31mRED");
            for (String color : new String[] {"always", "never"}) {
                try (PseudoTerminal terminal = new PseudoTerminal(
                        ajj.repository.root(),
                        ajj.environment,
                        "stty cols 200; '" + PackagedAjj.BINARY + "' list --color " + color)) {
                    assertThat(terminal.await("\u241b[31mRED")).startsWith("\u241b]0;HACK\u2407");
                    terminal.awaitEnd();
                }
            }
        }
    }
}
