package dev.aether.ajj.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aether.ajj.cli.TypedCommand.Seen;
import dev.aether.ajj.testing.Declarations;
import dev.aether.ajj.testing.FakeWorld;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The output of {@code ajj completion}, and of the command that its scripts call. */
class CompletionOutputTest {
    private final FakeWorld world = new FakeWorld(
            Declarations.config(FakeWorld.service("web", 80, List.of("db")), FakeWorld.service("db", 5432, List.of())));
    private final TypedCommand ajj = new TypedCommand(world);

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void printsAScript(String shell) {
        Seen seen = ajj.type("completion", shell);

        assertThat(seen.out())
                .contains("ajj for " + shell, "workspace", "--sparse-patterns")
                .doesNotContain("@COMM");
        assertThat(seen.err()).isEmpty();
        assertThat(seen.status()).isZero();
    }

    @Test
    void printsAScriptForPrograms() throws Exception {
        JsonNode document = new ObjectMapper()
                .readTree(ajj.type("completion", "fish", "--json").out());

        assertThat(document.get("shell").asText()).isEqualTo("fish");
        assertThat(document.get("script").asText())
                .isEqualTo(ajj.type("completion", "fish").out());
    }

    @Test
    void anUnknownShell() {
        Seen seen = ajj.type("completion", "nushell");

        assertThat(seen.err()).isEqualTo("""
                        Error: invalid value 'nushell' for SHELL: use bash, zsh or fish
                        Hint: see ajj completion --help
                        """);
        assertThat(seen.status()).isEqualTo(2);
    }

    @Test
    void noShell() {
        Seen seen = ajj.type("completion");

        assertThat(seen.err()).isEqualTo("""
                        Error: missing argument: SHELL
                        Hint: see ajj completion --help
                        """);
        assertThat(seen.status()).isEqualTo(2);
    }

    @Test
    void listsNamesOfJjAndTheRegistry() {
        ajj.type("workspace", "add", "/repo/feature");
        world.addPlainWorkspace("my work");

        assertThat(ajj.type("__complete", "workspaces").out()).isEqualTo("default\nfeature\nmy work\n");
        assertThat(ajj.type("__complete", "services").out()).isEqualTo("db\nweb\n");
        assertThat(ajj.type("__complete", "services", "--json").out()).isEqualTo("""
                        {
                          "schema_version" : 1,
                          "status" : "success",
                          "operation" : "complete",
                          "names" : [ "db", "web" ],
                          "warnings" : [ ],
                          "errors" : [ ]
                        }
                        """);
    }

    @Test
    void listsServicesThatAreNoLongerDeclared() {
        ajj.type("up");
        world.declare(Declarations.config(FakeWorld.service("cache", 6379, List.of())));

        assertThat(ajj.type("__complete", "services").out()).isEqualTo("cache\ndb\nweb\n");
    }

    @Test
    void ignoresFailuresOfJj() {
        ajj.type("workspace", "add", "/repo/feature");
        world.faults.failAt("jj workspace list");

        Seen seen = ajj.type("__complete", "workspaces");

        assertThat(seen.out()).isEqualTo("feature\n");
        assertThat(seen.err()).isEmpty();
    }
}
