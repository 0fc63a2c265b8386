package dev.aether.ajj.cli.completion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.testing.NeedsCommand;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FishScriptTest {
    private static final String DRIVER = "source $argv[1]; complete --do-complete $argv[2]";

    @TempDir
    Path directory;

    private List<String> complete(CompletionScene scene, String line) {
        return scene.run(List.of("fish", "--no-config", "-c", DRIVER), List.of(line)).stream()
                .map(offer -> offer.split("\t", 2)[0])
                .toList();
    }

    @Test
    @NeedsCommand("fish")
    void completesWords() {
        CompletionScene scene = new CompletionScene(directory, Shell.fish);

        assertThat(complete(scene, "ajj work")).containsExactly("workspace");
        assertThat(complete(scene, "ajj "))
                .contains("up", "log", "status", "st")
                .doesNotContain("--debug", "__complete")
                .doesNotHaveDuplicates();
        assertThat(complete(scene, "ajj -q workspace for")).containsExactly("forget");
        assertThat(complete(scene, "ajj list --output=j")).containsExactly("--output=json");
        assertThat(complete(scene, "ajj list -qo ")).containsExactlyInAnyOrder("human", "json");
        assertThat(complete(scene, "ajj up --timeout 5s p")).containsExactly("postgres");
        assertThat(complete(scene, "ajj workspace forget m")).containsExactly("my work");
        assertThat(complete(scene, "ajj workspace forget "))
                .containsExactlyInAnyOrder("default", "feature", "my work", "it's", "a:b", "$HOME");
        assertThat(complete(scene, "ajj completion bash ")).isEmpty();
        assertThat(complete(scene, "ajj down ")).isEmpty();
        assertThat(complete(scene, "ajj workspace add --deb")).containsExactly("--debug");
        assertThat(complete(scene, "ajj up --deb")).isEmpty();
    }

    @Test
    @NeedsCommand("fish")
    void asksJjAndAjj() {
        CompletionScene scene = new CompletionScene(directory, Shell.fish);

        Stream.of(
                        "ajj log -r ma",
                        "ajj --no-pager lo",
                        "ajj workspace root ",
                        "ajj status --json fi",
                        "ajj -R x workspace add --revision=ma",
                        "ajj -R '../my repo' -c a.toml up ")
                .forEach(line -> complete(scene, line));

        assertThat(scene.calls())
                .contains(
                        "jj log -r|ma",
                        "jj --no-pager|lo",
                        "jj workspace root|",
                        "jj status|fi",
                        "jj -R x workspace add --revision|ma",
                        "ajj __complete services -R ../my repo -c a.toml");
    }
}
