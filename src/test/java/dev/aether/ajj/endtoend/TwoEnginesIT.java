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

/** Two real engines with a workspace on each: commands manage every stack on its own engine. */
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
    void addOneWorkspacePerEngine() {
        ajj = new PackagedAjj(directory);
        ajj.config(CONFIG);
        ajj.repository.jj("commit", "-m", "services");
        ajj.run("workspace", "add", "../one").orFail();
        withSecondEngine(() -> ajj.run("workspace", "add", "../two").orFail());
    }

    @AfterEach
    void clean() {
        ajj.close();
        assertThat(resourcesOfSecond()).isEmpty();
    }

    private void withSecondEngine(Runnable work) {
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
    void listAndStatusShowBothUnderAnyDockerHost() throws IOException {
        for (JsonNode result : List.of(list(), listOnSecond())) {
            assertThat(result.get("status").asText()).isEqualTo("success");
            assertThat(workspace(result, "one").get("health").asText()).isEqualTo("healthy");
            assertThat(workspace(result, "two").get("health").asText()).isEqualTo("healthy");
            assertThat(workspace(result, "two").at("/location/address").asText())
                    .isEqualTo(second.address());
            assertThat(workspace(result, "one").at("/location/id").asText())
                    .isNotEmpty()
                    .isNotEqualTo(workspace(result, "two").at("/location/id").asText());
        }
        assertThat(ajj.runIn(ajj.repository.beside("two"), "up").orFail().out()).contains("up to date");
        assertThat(ajj.runIn(ajj.repository.beside("two"), "exec", "web", "cat", "/tmp/index.html")
                        .orFail()
                        .out())
                .isEqualTo("hello\n");

        // The registry is rebuilt from the labels of both engines.
        Files.delete(ajj.repository.root().resolve(".jj/aether/state.json"));
        JsonNode rebuilt = list();
        assertThat(workspace(rebuilt, "one").get("health").asText()).isEqualTo("healthy");
        assertThat(workspace(rebuilt, "two").at("/location/address").asText()).isEqualTo(second.address());
    }

    /** Such an engine could claim services of the repository, and would receive their secrets. */
    @Test
    void nothingIsRestoredFromAnEngineNamedOnlyByTheRepository() throws IOException {
        Path state = ajj.repository.root().resolve(".jj/aether/state.json");
        Files.delete(state);
        Files.delete(directory.resolve("state/aether/ports.json"));
        Path two = ajj.repository.beside("two");
        Files.writeString(two.resolve("aether.toml"), "[backend]\nsocket = \"" + second.address() + "\"\n" + CONFIG);

        for (String command : List.of("logs", "exec web -- true")) {
            assertThat(ajj.runIn(two, command.split(" ")).err()).contains("has no services yet");
        }
        assertThat(Files.exists(state) ? Files.readString(state) : "").doesNotContain(second.address());

        assertThat(workspace(listOnSecond(), "two").get("health").asText()).isEqualTo("healthy");
        ajj.runIn(ajj.repository.beside("one"), "up").orFail();
    }

    private JsonNode list() {
        return ajj.run("list", "--json").orFail().json();
    }

    private JsonNode listOnSecond() {
        JsonNode[] result = new JsonNode[1];
        withSecondEngine(() -> result[0] = list());
        return result[0];
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
    void forgetAndDownUseTheEngineOfTheServices() {
        withSecondEngine(() -> ajj.run("workspace", "forget", "one").orFail());
        assertThat(ajj.engine()).isBlank();
        assertThat(resourcesOfSecond()).isNotEmpty();
        ajj.runIn(ajj.repository.beside("two"), "down", "--volumes").orFail();
        assertThat(resourcesOfSecond()).isEmpty();

        // Its location is free now, so it may use another engine.
        ajj.runIn(ajj.repository.beside("two"), "up").orFail();
        assertThat(ajj.engine()).contains("-two-web running");
    }

    @Test
    void cleanupRemovesOrphansOfBothEngines() {
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
        PackagedAjj.Result refused = ajj.runIn(one, "up", "--json");
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.json().at("/errors/0/code").asText()).isEqualTo("BACKEND_MISMATCH");
        assertThat(refused.json().at("/errors/0/hints").toString()).contains("`ajj down --volumes`, then `ajj up`");
        assertThat(ajj.engine()).contains("-one-web running");
    }

    /** The engine of the second workspace stops, and a different one uses its address. */
    @Test
    void nothingIsLostWhenAnEngineStopsOrIsReplaced() throws IOException {
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
            PackagedAjj.Result refused =
                    command.equals("list") ? ajj.run("list", "--json") : ajj.run("workspace", command, "two", "--json");
            assertThat(refused.json().at("/errors/0/code").asText()).isEqualTo("STATE_CORRUPT");
        }
        assertThat(ajj.repository.beside("two")).isDirectory();
        Files.move(aside, registry);
    }

    private void assertRefused(String code, int status) {
        String before = ajj.repository.snapshot();
        for (List<String> command : List.of(
                List.of("workspace", "forget", "two", "--json"),
                List.of("-R", ajj.repository.beside("two").toString(), "down", "--json"))) {
            PackagedAjj.Result refused = ajj.run(command.toArray(String[]::new));
            assertThat(refused.json().at("/errors/0/code").asText())
                    .as("%s", command)
                    .isEqualTo(code);
            assertThat(refused.status()).as("%s", command).isEqualTo(status);
        }
        assertThat(ajj.repository.snapshot()).isEqualTo(before);
        assertThat(ajj.run("list", "--json").json().toString()).contains("-two");
    }
}
