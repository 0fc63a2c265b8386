package dev.aether.ajj.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aether.ajj.testing.NeedsDocker;
import dev.aether.ajj.testing.NeedsJj;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code ajj up} and {@code ajj down} on a real engine, after manual changes. */
@NeedsJj
@NeedsDocker
class UpIT extends RedisWorkspace {

    @Test
    void anUpToDateWorkspaceIsNotWritten() throws IOException {
        List<Path> files = List.of(
                file(".jj/aether/state.json"),
                file(".env"),
                file(".git/info/exclude"),
                directory.toRealPath().resolve("state/aether/ports.json"));
        for (Path file : files) {
            Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
        }
        List<byte[]> before = bytes(files);
        PackagedAjj.Result result = ajj.run("up", "-v").orFail();
        assertThat(result.out()).startsWith("Workspace default: everything is up to date\n");
        assertThat(result.err()
                        .lines()
                        .filter(line -> line.contains("engine: "))
                        .filter(line -> !line.contains("engine: connect to")))
                .hasSize(1)
                .allMatch(line -> line.contains("list containers"));
        for (Path file : files) {
            assertThat(Files.getLastModifiedTime(file)).as("%s", file).isEqualTo(FileTime.from(Instant.EPOCH));
        }
        assertThat(bytes(files)).usingElementComparator(Arrays::compare).containsExactlyElementsOf(before);
        assertThat(ajj.repository.jj("status")).doesNotContain(".env");
    }

    @Test
    void aRemovedContainerIsRecreatedWithItsPortAndData() {
        set("colour", "green");
        int port = port();
        PackagedAjj.docker("rm", "-f", container("redis"));
        assertThat(changes()).isEqualTo("{\"redis\":\"created\",\"sleeper\":\"unchanged\"}");
        assertThat(port()).isEqualTo(port);
        assertThat(get("colour")).isEqualTo("green");
    }

    @Test
    void aStoppedContainerIsStarted() {
        String before = container("redis");
        PackagedAjj.docker("kill", before);
        assertThat(changes()).isEqualTo("{\"redis\":\"started\",\"sleeper\":\"unchanged\"}");
        assertThat(container("redis")).isEqualTo(before);
    }

    @Test
    void aRemovedNetworkIsRecreated() {
        set("colour", "green");
        int port = port();
        String network = namespace();
        PackagedAjj.docker("kill", container("redis"));
        PackagedAjj.docker("network", "disconnect", "-f", network, container("sleeper"));
        PackagedAjj.docker("network", "rm", network);
        assertThat(changes()).isEqualTo("{\"redis\":\"recreated\",\"sleeper\":\"recreated\"}");
        assertThat(port()).isEqualTo(port);
        assertThat(get("colour")).isEqualTo("green");
        assertThat(PackagedAjj.docker("exec", container("sleeper"), "nslookup", "redis"))
                .contains("Address");
    }

    @Test
    void aPortTakenByAnotherProgramIsReplaced() throws IOException {
        set("colour", "green");
        int port = port();
        PackagedAjj.docker("kill", container("redis"));
        try (ServerSocket other = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(other.isBound()).isTrue();
            assertThat(changes()).isEqualTo("{\"redis\":\"recreated\",\"sleeper\":\"unchanged\"}");
        }
        assertThat(port()).isNotEqualTo(port);
        assertThat(Files.readString(file(".env"))).contains("REDIS_PORT=" + port() + "\n");
        assertThat(get("colour")).isEqualTo("green");
    }

    @Test
    void aChangedServiceIsRecreatedWithItsData() {
        set("colour", "green");
        int port = port();
        ajj.config(REDIS + "env = { MODE = \"other\" }\n" + SLEEPER + INJECTION);
        PackagedAjj.Result result = ajj.run("up").orFail();
        assertThat(result.err()).contains("redis: replacing (its declaration has changed)\n");
        assertThat(result.out()).startsWith("Workspace default is up: recreated redis; unchanged sleeper\n");
        assertThat(port()).isEqualTo(port);
        assertThat(get("colour")).isEqualTo("green");
    }

    @Test
    void servicesAreCreatedAndRemoved() {
        ajj.config(REDIS + "[services.second]\nimage = \"busybox:1\"\ncommand = [\"sleep\", \"600\"]\ninit = true\n"
                + INJECTION);
        assertThat(changes()).isEqualTo("{\"redis\":\"unchanged\",\"second\":\"created\",\"sleeper\":\"removed\"}");
        assertThat(ajj.engine()).contains("-second running").doesNotContain("-sleeper");
    }

    @Test
    void aFailedRecreationKeepsTheOtherServicesAndTheData() {
        set("colour", "green");
        ajj.config(REDIS.replace("redis-server", "no-such-program") + SLEEPER + INJECTION);
        PackagedAjj.Result result = ajj.run("up", "--json");
        assertThat(result.status()).isEqualTo(3);
        assertThat(result.json().findValuesAsText("code")).contains("ROLLBACK_INCOMPLETE");
        assertThat(ajj.engine()).contains("-sleeper running");
        ajj.config(REDIS + SLEEPER + INJECTION);
        ajj.run("up").orFail();
        assertThat(get("colour")).isEqualTo("green");
    }

    @Test
    void downAndUpKeepPortsAndData() {
        set("colour", "green");
        int port = port();
        JsonNode down = ajj.run("down", "--json").orFail().json();
        assertThat(down.get("resources_destroyed").asInt()).isEqualTo(2);
        assertThat(down.get("workspace").get("health").asText()).isEqualTo("stopped");
        assertThat(file(".env")).doesNotExist();
        assertThat(ajj.engine()).as("the volume alone").hasLineCount(1).contains("-data");
        assertThat(ajj.run("run", "true").status()).isEqualTo(125);
        ajj.run("up").orFail();
        assertThat(port()).isEqualTo(port);
        assertThat(get("colour")).isEqualTo("green");
        ajj.run("down", "--volumes").orFail();
        assertThat(ajj.engine()).isBlank();
    }

    @Test
    void aPlainWorkspaceAndAMovedOneComeUp() throws IOException {
        ajj.config(REDIS.replace("\"data:/data\"", "\"data:/data\", \"./:/src:ro\"") + INJECTION);
        ajj.repository.jj("workspace", "add", ajj.repository.beside("one").toString());
        Path one = ajj.repository.beside("one");
        Files.copy(file("aether.toml"), one.resolve("aether.toml"));
        ajj.runIn(one, "up").orFail();
        String port = ajj.runIn(one, "run", "printenv", "REDIS_PORT").orFail().out();
        Path moved = ajj.repository.beside("moved");
        Files.move(one, moved);
        PackagedAjj.Result result = ajj.runIn(moved, "up").orFail();
        assertThat(result.err()).contains("redis: replacing (the workspace has moved)\n");
        assertThat(ajj.runIn(moved, "run", "printenv", "REDIS_PORT").orFail().out())
                .isEqualTo(port);
        assertThat(ajj.run("list").out()).contains("one").contains("moved");
        ajj.run("workspace", "forget", "one").orFail();
    }

    private static List<byte[]> bytes(List<Path> files) throws IOException {
        List<byte[]> contents = new ArrayList<>();
        for (Path file : files) {
            contents.add(Files.readAllBytes(file));
        }
        return contents;
    }
}
