package dev.aether.ajj.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aether.ajj.testing.NeedsDocker;
import dev.aether.ajj.testing.NeedsJj;
import dev.aether.ajj.testing.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Damaged, lost and newer registries and ledgers, while services run. */
@NeedsJj
@NeedsDocker
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RegistryDamageIT {
    private static final String CONFIG = """
            [services.web]
            image = "busybox:1"
            command = ["httpd", "-f", "-p", "80", "-h", "/"]
            ports = ["80"]
            volumes = ["data:/data"]
            connection = "http://{{ host }}:{{ ports.80 }}/"

            [injection]
            file = ".env"
            template = "WEB={{ services.web.connection }}"
            """;

    private Path directory;
    private PackagedAjj ajj;
    private Path one;
    private Path state;
    private String engine;
    private JsonNode listed;

    @BeforeAll
    void twoWorkspaces(@TempDir Path shared) {
        directory = shared;
        ajj = new PackagedAjj(directory);
        ajj.config(CONFIG);
        ajj.repository.jj("commit", "-m", "services");
        ajj.run("workspace", "add", "../one").orFail();
        ajj.run("workspace", "add", "../two").orFail();
        one = ajj.repository.beside("one");
        state = ajj.repository.root().resolve(".jj/aether/state.json");
        engine = ajj.engine();
        listed = list(ajj.run("list", "--json"));
    }

    @AfterAll
    void removeAll() {
        ajj.close();
    }

    @Test
    void aTruncatedRegistryIsRebuilt() throws IOException {
        String content = Files.readString(state);
        Files.writeString(state, content.substring(0, content.length() / 2));

        PackagedAjj.Result result = ajj.run("list", "--json");

        assertThat(result.err())
                .contains("state.json was damaged: it is not JSON")
                .contains("2 workspaces");
        assertThat(withoutConnections(list(result))).isEqualTo(withoutConnections(listed));
        assertThat(ajj.run("list", "--json").err()).as("reported once").isEmpty();
        assertAllWorks();
    }

    @Test
    void anEmptyRegistryIsRebuiltByTheNextCommand() throws IOException {
        Files.writeString(state, "");

        assertThat(run("sh", "-c", "echo $WEB").out()).startsWith("http://127.0.0.1:2");

        assertAllWorks();
    }

    @Test
    void aLostRegistryIsRebuilt() throws IOException {
        Files.delete(state);

        assertThat(withoutConnections(list(ajj.run("list", "--json")))).isEqualTo(withoutConnections(listed));

        assertAllWorks();
    }

    /** The volumes of the other declaration often have the same names. */
    @Test
    void afterALossAnotherDeclarationMustBeNamedToReplaceServices() throws IOException {
        Path other = Files.createDirectories(one.resolve("other")).resolve("aether.toml");
        Files.writeString(other, CONFIG.replace("[injection]", "memory = \"32m\"\n\n[injection]"));
        Files.delete(state);

        PackagedAjj.Result refused = ajj.runIn(one.resolve("other"), "up");

        Files.delete(other);
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err())
                .contains(
                        "the services of this workspace are declared in " + one,
                        "Hint: to replace them: ajj up --config " + other);
        assertThat(ajj.engine()).isEqualTo(engine);
        assertAllWorks();
    }

    @Test
    void aRegistryOfANewerAjjIsNotChanged() throws IOException {
        String content = Files.readString(state).replace("\"1.1\"", "\"2.0\"");
        Files.writeString(state, content);

        for (List<String> command :
                List.of(List.of("list"), List.of("workspace", "forget", "one"), List.of("cleanup"))) {
            PackagedAjj.Result result = ajj.run(command.toArray(String[]::new));
            assertThat(result.status()).isEqualTo(3);
            assertThat(result.err()).contains("it was written by a newer ajj").contains("Hint: use the newer ajj");
        }

        assertThat(state).hasContent(content);
        assertThat(ajj.engine()).isEqualTo(engine);
        Files.writeString(state, content.replace("\"2.0\"", "\"1.1\""));
    }

    /** The ledger records which engine holds the containers. */
    @Test
    void aDamagedRegistryIsRebuiltUnderAnotherDockerHost() throws IOException {
        Files.writeString(state, "{");
        ajj.environment.put("DOCKER_HOST", "unix:///no/such/engine.sock");
        PackagedAjj.Result result = ajj.run("list", "--json");
        ajj.environment.remove("DOCKER_HOST");

        assertThat(result.err()).contains("state.json was damaged: it is not JSON");
        assertAllWorks();
    }

    @Test
    void aDamagedLedgerIsRebuiltWithoutReusingPorts() throws IOException {
        Path ledger = directory.toRealPath().resolve("state/aether/ports.json");
        Files.writeString(ledger, "{\"version\": \"1.0\", \"ports\": {");
        PackagedAjj.docker("stop", "-t", "0", container("one"));

        PackagedAjj.Result added =
                ajj.run("workspace", "add", "--json", "../three").orFail();

        assertThat(added.err()).contains("ports.json was damaged");
        assertThat(listed.findValuesAsText("external_port"))
                .doesNotContain(added.json().findValue("external_port").asText());
        ajj.run("workspace", "forget", "three").orFail();
        assertAllWorks();
    }

    /** Checks that ports are the same, nothing is an orphan, and each workspace is up to date. */
    private void assertAllWorks() {
        assertThat(ajj.run("cleanup", "--force").orFail().out()).isEqualTo("No orphaned resources\n");
        for (String name : List.of("one", "two")) {
            JsonNode up = ajj.runIn(ajj.repository.beside(name), "up", "--json")
                    .orFail()
                    .json();
            assertThat(up.findValue("external_port"))
                    .isEqualTo(workspace(listed, name).findValue("external_port"));
        }
        assertThat(run("sh", "-c", "echo $WEB").out().strip())
                .isEqualTo(
                        workspace(listed, "one").findValue("connection_string").asText());
        assertThat(list(ajj.run("list", "--json")).findValuesAsText("connection_string"))
                .containsAll(listed.findValuesAsText("connection_string"));
    }

    private PackagedAjj.Result run(String... command) {
        List<String> all = new java.util.ArrayList<>(List.of("run", "--"));
        all.addAll(List.of(command));
        return ajj.runIn(one, all.toArray(String[]::new)).orFail();
    }

    private static JsonNode list(PackagedAjj.Result result) {
        return result.orFail().json().get("workspaces");
    }

    private static JsonNode workspace(JsonNode list, String name) {
        for (JsonNode workspace : list) {
            if (workspace.get("name").asText().equals(name)) {
                return workspace;
            }
        }
        throw new AssertionError(name + " is not in " + list);
    }

    /** Removes what the labels do not contain: connections, and times of creation beyond whole seconds. */
    private static String withoutConnections(JsonNode list) {
        return list.toString()
                .replaceAll(",\"connection_string\":\"[^\"]*\"", "")
                .replaceAll("\"created\":\"[^\"]*\"", "\"created\":\"\"");
    }

    private String container(String workspace) {
        return Shell.succeed(
                        Map.of(),
                        List.of(
                                "docker",
                                "ps",
                                "-q",
                                "--filter",
                                "label=aether.repo-root=" + ajj.repository.root(),
                                "--filter",
                                "label=aether.workspace=" + workspace))
                .strip();
    }
}
