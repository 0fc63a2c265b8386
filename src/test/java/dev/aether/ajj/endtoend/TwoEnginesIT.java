package dev.aether.ajj.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aether.ajj.testing.NeedsCommand;
import dev.aether.ajj.testing.NeedsDocker;
import dev.aether.ajj.testing.NeedsJj;
import dev.aether.ajj.testing.SecondEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two real engines, a workspace on each: every stack is managed where it is, and nothing is dropped. */
@NeedsJj
@NeedsDocker
@NeedsCommand("dockerd")
class TwoEnginesIT {
    private static final String CONFIG = """
            [services.web]
            image = "busybox:1"
            command = ["sh", "-c", "echo hello >/tmp/index.html && exec httpd -f -p 80 -h /tmp"]
            init = true
            ports = ["80"]
            volumes = ["data:/data"]
            """;

    private static Path engineDirectory;
    private static SecondEngine second;

    @TempDir
    Path directory;

    private PackagedAjj ajj;

    @BeforeAll
    static void startEngine() throws IOException {
        engineDirectory = Files.createTempDirectory("second-engine");
        second = SecondEngine.start(engineDirectory);
    }

    @AfterAll
    static void stopEngine() {
        second.close();
    }

    @BeforeEach
    void oneOnEach() {
        ajj = new PackagedAjj(directory);
        ajj.config(CONFIG);
        ajj.repository.jj("commit", "-m", "services");
        ajj.run("workspace", "add", "../one").orFail();
        onSecond(() -> ajj.run("workspace", "add", "../two").orFail());
    }

    @AfterEach
    void clean() {
        ajj.close();
        assertThat(resourcesOfSecond()).isEmpty();
    }

    private void onSecond(Runnable work) {
        ajj.environment.putAll(second.environment());
        try {
            work.run();
        } finally {
            ajj.environment.remove("DOCKER_HOST");
        }
    }

    private static List<String> resourcesOfSecond() {
        String label = "label=aether.managed=true";
        return (second.docker("ps", "-aq", "--filter", label)
                        + second.docker("network", "ls", "-q", "--filter", label)
                        + second.docker("volume", "ls", "-q", "--filter", label))
                .lines()
                .toList();
    }

    @Test
    void listAndStatusShowBothWhateverTheEnvironmentNames() throws IOException {
        for (JsonNode seen : List.of(list(), seenFromSecond())) {
            assertThat(seen.get("status").asText()).isEqualTo("success");
            assertThat(workspace(seen, "one").get("health").asText()).isEqualTo("healthy");
            assertThat(workspace(seen, "two").get("health").asText()).isEqualTo("healthy");
            assertThat(workspace(seen, "two").at("/location/address").asText()).isEqualTo(second.address());
            assertThat(workspace(seen, "one").at("/location/id").asText())
                    .isNotEmpty()
                    .isNotEqualTo(workspace(seen, "two").at("/location/id").asText());
        }
        assertThat(ajj.runIn(ajj.repository.beside("two"), "up").orFail().out()).contains("up to date");
        assertThat(ajj.runIn(ajj.repository.beside("two"), "exec", "web", "cat", "/tmp/index.html")
                        .orFail()
                        .out())
                .isEqualTo("hello\n");

        // Lost, and rebuilt from the labels of both.
        Files.delete(ajj.repository.root().resolve(".jj/aether/state.json"));
        JsonNode rebuilt = list();
        assertThat(workspace(rebuilt, "one").get("health").asText()).isEqualTo("healthy");
        assertThat(workspace(rebuilt, "two").at("/location/address").asText()).isEqualTo(second.address());
    }

    /** It could say that it has services of the repository, and would be sent their secrets from then on. */
    @Test
    void nothingIsRestoredFromAnEngineThatOnlyTheRepositoryNames() throws IOException {
        Path state = ajj.repository.root().resolve(".jj/aether/state.json");
        Files.delete(state);
        Files.delete(directory.resolve("state/aether/ports.json"));
        Path two = ajj.repository.beside("two");
        Files.writeString(two.resolve("aether.toml"), "[backend]\nsocket = \"" + second.address() + "\"\n" + CONFIG);

        for (String command : List.of("logs", "exec web -- true")) {
            assertThat(ajj.runIn(two, command.split(" ")).err()).contains("has no services yet");
        }
        assertThat(Files.exists(state) ? Files.readString(state) : "").doesNotContain(second.address());

        assertThat(workspace(seenFromSecond(), "two").get("health").asText()).isEqualTo("healthy");
        ajj.runIn(ajj.repository.beside("one"), "up").orFail();
    }

    private JsonNode list() {
        return ajj.run("list", "--json").orFail().json();
    }

    private JsonNode seenFromSecond() {
        JsonNode[] seen = new JsonNode[1];
        onSecond(() -> seen[0] = list());
        return seen[0];
    }

    private static JsonNode workspace(JsonNode list, String name) {
        for (JsonNode workspace : list.get("workspaces")) {
            if (workspace.get("name").asText().equals(name)) {
                return workspace;
            }
        }
        throw new AssertionError("no workspace " + name + " in " + list);
    }

    @Test
    void forgetAndDownGoWhereTheServicesAre() {
        onSecond(() -> ajj.run("workspace", "forget", "one").orFail());
        assertThat(ajj.engine()).isBlank();
        assertThat(resourcesOfSecond()).isNotEmpty();
        ajj.runIn(ajj.repository.beside("two"), "down", "--volumes").orFail();
        assertThat(resourcesOfSecond()).isEmpty();

        // Nothing holds it any more: it may go to another engine.
        ajj.runIn(ajj.repository.beside("two"), "up").orFail();
        assertThat(ajj.engine()).contains("-two-web running");
    }

    @Test
    void cleanupFindsTheOrphansOfBoth() {
        ajj.repository.jj("workspace", "forget", "one", "two");
        JsonNode removed =
                ajj.run("cleanup", "--force", "--json").orFail().json().get("removed");
        assertThat(removed.findValuesAsText("name")).anyMatch(name -> name.endsWith("-one-web"));
        assertThat(removed.findValuesAsText("name")).anyMatch(name -> name.endsWith("-two-web"));
        assertThat(ajj.engine()).isBlank();
        assertThat(resourcesOfSecond()).isEmpty();
    }

    @Test
    void aConfigurationThatNamesAnotherEngineIsRefused() throws IOException {
        ajj.environment.put("AJJ_TRUST", "all");
        Path one = ajj.repository.beside("one");
        Files.writeString(one.resolve("aether.toml"), "[backend]\nsocket = \"" + second.address() + "\"\n\n" + CONFIG);
        PackagedAjj.Seen refused = ajj.runIn(one, "up", "--json");
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.json().at("/errors/0/code").asText()).isEqualTo("BACKEND_MISMATCH");
        assertThat(refused.json().at("/errors/0/hints").toString()).contains("`ajj down --volumes`, then `ajj up`");
        assertThat(ajj.engine()).contains("-one-web running");
    }

    /** The engine of the second workspace stops, and another one answers in its place. */
    @Test
    void anEngineThatIsGoneOrAnotherLosesNothing() throws IOException {
        try {
            second.stop();
            assertRefused("BACKEND_UNAVAILABLE", 3);
            JsonNode partial = ajj.run("list", "--json").json();
            assertThat(partial.get("status").asText()).isEqualTo("partial");
            assertThat(workspace(partial, "one").get("health").asText()).isEqualTo("healthy");

            assertNothingIsRemovedWithoutTheRegistry();

            Path other = Files.createTempDirectory("third-engine");
            try (SecondEngine _ = SecondEngine.startAt(other, second.address())) {
                assertRefused("BACKEND_MISMATCH", 1);
            }
        } finally {
            second = SecondEngine.start(engineDirectory);
        }
        ajj.run("workspace", "forget", "two").orFail();
    }

    private void assertNothingIsRemovedWithoutTheRegistry() throws IOException {
        Path registry = ajj.repository.root().resolve(".jj/aether/state.json");
        Path aside = Files.move(registry, registry.resolveSibling("aside"));
        for (String command : List.of("list", "remove")) {
            PackagedAjj.Seen refused =
                    command.equals("list") ? ajj.run("list", "--json") : ajj.run("workspace", command, "two", "--json");
            assertThat(refused.json().at("/errors/0/code").asText()).isEqualTo("STATE_CORRUPT");
        }
        assertThat(ajj.repository.beside("two")).isDirectory();
        Files.move(aside, registry);
    }

    private void assertRefused(String code, int status) {
        String before = ajj.repository.picture();
        for (List<String> command : List.of(
                List.of("workspace", "forget", "two", "--json"),
                List.of("-R", ajj.repository.beside("two").toString(), "down", "--json"))) {
            PackagedAjj.Seen refused = ajj.run(command.toArray(String[]::new));
            assertThat(refused.json().at("/errors/0/code").asText())
                    .as("%s", command)
                    .isEqualTo(code);
            assertThat(refused.status()).as("%s", command).isEqualTo(status);
        }
        assertThat(ajj.repository.picture()).isEqualTo(before);
        assertThat(ajj.run("list", "--json").json().toString()).contains("-two");
    }
}
