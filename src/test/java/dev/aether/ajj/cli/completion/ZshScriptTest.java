package dev.aether.ajj.cli.completion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.testing.NeedsCommand;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZshScriptTest {
    /** A zsh on its own terminal, where a key completes the line and prints the result. */
    private static final String DRIVER = """
            zmodload zsh/zpty
            export RESULTS=$CALLS.lines
            zpty shell zsh -f -i
            zpty -w shell "PS1= PS2= RPS1=; autoload -Uz compinit && compinit -u -D && source ${(q)1}"
            zpty -w shell 'note() { zle expand-or-complete; print -r -- "$BUFFER" >>$RESULTS; print -n "no""ted"; zle kill-whole-line }'
            zpty -w shell 'zle -N note; bindkey "^T" note; LISTMAX=0; echo lo""aded'
            zpty -r shell heard '*loaded*'
            shift
            for line; do
                zpty -w -n shell "$line"$'\\C-t'
                zpty -r shell heard '*noted*'
            done
            zpty -d shell
            cat $RESULTS
            """;

    @TempDir
    Path directory;

    private CompletionScene scene;

    @BeforeEach
    void load() {
        scene = new CompletionScene(directory, Shell.zsh);
    }

    private List<String> complete(String... lines) {
        return scene.run(List.of("zsh", "-f", "-c", DRIVER, "zsh"), List.of(lines));
    }

    @Test
    @NeedsCommand("zsh")
    void completesWords() {
        assertThat(complete(
                        "ajj work",
                        "ajj stat",
                        "ajj -q workspace for",
                        "ajj list --output=j",
                        "ajj list -qo j",
                        "ajj up --timeout 5s p",
                        "ajj workspace forget m",
                        "ajj workspace forget \"m",
                        "ajj workspace forget it",
                        "ajj workspace forget a:",
                        "ajj completion z",
                        "ajj down x",
                        "ajj --deb",
                        "ajj workspace add --deb",
                        "ajj up --deb"))
                .containsExactly(
                        "ajj workspace ",
                        "ajj status ",
                        "ajj -q workspace forget ",
                        "ajj list --output=json ",
                        "ajj list -qo json ",
                        "ajj up --timeout 5s postgres ",
                        "ajj workspace forget my\\ work ",
                        "ajj workspace forget \"my work\" ",
                        "ajj workspace forget it\\'s ",
                        "ajj workspace forget a:b ",
                        "ajj completion zsh ",
                        "ajj down x",
                        "ajj --debug ",
                        "ajj workspace add --debug ",
                        "ajj up --deb");
    }

    @Test
    @NeedsCommand("zsh")
    void asksJjAndAjj() {
        complete(
                "ajj log -r ma",
                "ajj workspace root x",
                "ajj status --json fi",
                "ajj -R x workspace add --revision=ma",
                "ajj -R '../my repo' -c a.toml up p");

        assertThat(scene.calls())
                .contains(
                        "jj log -r ma|4",
                        "jj workspace root x|4",
                        "jj status fi|3",
                        "jj -R x workspace add --revision ma|7",
                        "ajj __complete services -c a.toml -R ../my repo");
    }

    /** Zsh loads a file below fpath on first use. */
    @Test
    @NeedsCommand("zsh")
    void worksAsAnAutoloadedFile() {
        String driver = DRIVER.replace(
                "compinit -u -D && source ${(q)1}", "ln -s ${(q)1} ~/_ajj && fpath=(~ $fpath) && compinit -u -D");

        assertThat(scene.run(List.of("zsh", "-f", "-c", driver, "zsh"), List.of("ajj up p", "ajj up r")))
                .containsExactly("ajj up postgres ", "ajj up redis ");
    }
}
