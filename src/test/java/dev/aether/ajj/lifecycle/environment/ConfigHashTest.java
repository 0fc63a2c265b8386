package dev.aether.ajj.lifecycle.environment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aether.ajj.testing.NoCompose;
import dev.aether.ajj.config.ConfigReader;
import dev.aether.ajj.inject.QuteTemplates;
import dev.aether.ajj.model.ServiceSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigHashTest {
    private static final Path ROOT = Path.of("/repo/main");
    private static final Path SCHEMA = Path.of("docs/reference/aether-toml.schema.json");
    private static final String DECLARATION = """
            [services.db]
            image = "postgres:15"
            ports = ["5432", "15053:53/udp"]
            env = { POSTGRES_PASSWORD = "hunter2", A = "${B}" }
            volumes = ["data:/data", "./conf:/etc/conf:ro"]
            command = ["postgres", "-c", "fsync=off"]
            user = "1000"
            tmpfs = ["/tmp"]
            memory = "256m"
            """;

    /** A line for every key of a service that changes its container. */
    private static final Map<String, String> CONTAINER_KEYS = Map.ofEntries(
            Map.entry("image", "image = \"postgres:16\""),
            Map.entry("ports", "ports = [\"5432\"]"),
            Map.entry("env", "env = { A = \"b\" }"),
            Map.entry("volumes", "volumes = [\"other:/data\"]"),
            Map.entry("command", "command = [\"postgres\"]"),
            Map.entry("entrypoint", "entrypoint = [\"/bin/sh\"]"),
            Map.entry("user", "user = \"1001\""),
            Map.entry("tmpfs", "tmpfs = [\"/run\"]"),
            Map.entry("memory", "memory = \"512m\""),
            Map.entry("cpus", "cpus = 1.5"),
            Map.entry("platform", "platform = \"linux/amd64\""),
            Map.entry("restart", "restart = \"always\""),
            Map.entry("hostname", "hostname = \"db1\""));

    private static final Map<String, String> OTHER_KEYS = Map.of(
            "pull", "pull = \"always\"",
            "depends_on", "depends_on = []",
            "connection", "connection = \"db at {{ host }}\"",
            "healthcheck", "healthcheck = { tcp = 5432 }");

    static List<String> containerKeys() {
        return List.copyOf(CONTAINER_KEYS.keySet());
    }

    static List<String> otherKeys() {
        return List.copyOf(OTHER_KEYS.keySet());
    }

    @Test
    void everyKeyOfAServiceIsOneOrTheOther() throws IOException {
        TreeSet<String> keys = new TreeSet<>(CONTAINER_KEYS.keySet());
        keys.addAll(OTHER_KEYS.keySet());
        TreeSet<String> published = new TreeSet<>();
        new ObjectMapper()
                .readTree(SCHEMA.toFile())
                .at("/definitions/service/properties")
                .fieldNames()
                .forEachRemaining(published::add);
        assertThat(keys).isEqualTo(published);
    }

    @ParameterizedTest
    @MethodSource("containerKeys")
    void aKeyOfTheContainerCounts(String key) {
        String changed = with(key, Objects.requireNonNull(CONTAINER_KEYS.get(key)));
        assertThat(ConfigHash.of(service(changed), ROOT)).isNotEqualTo(ConfigHash.of(service(DECLARATION), ROOT));
        assertThat(ConfigHash.matches("e04a9eddd4ec", service(changed), ROOT))
                .as("the value of a former version")
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource("otherKeys")
    void aKeyThatIsNotOfTheContainerDoesNotCount(String key) {
        String changed = with(key, Objects.requireNonNull(OTHER_KEYS.get(key)));
        assertThat(ConfigHash.of(service(changed), ROOT)).isEqualTo(ConfigHash.of(service(DECLARATION), ROOT));
    }

    /** A changed format would recreate the containers of every user. */
    @Test
    void theFormatStays() {
        assertThat(ConfigHash.of(service(DECLARATION), ROOT)).isEqualTo("31d271227d573c7b");
    }

    @Test
    void containersOfFormerVersionsStay() {
        assertThat(ConfigHash.matches("e04a9eddd4ec", service(DECLARATION), ROOT))
                .isTrue();
    }

    @Test
    void partsDoNotRunIntoEachOther() {
        assertThat(ConfigHash.of(service(with("command", "command = [\"a b\"]")), ROOT))
                .isNotEqualTo(ConfigHash.of(service(with("command", "command = [\"a\", \"b\"]")), ROOT));
    }

    private static String with(String key, String line) {
        return Stream.concat(DECLARATION.lines().filter(found -> !found.startsWith(key + " =")), Stream.of(line))
                .reduce("", (text, next) -> text + next + "\n");
    }

    private static ServiceSpec service(String toml) {
        return Objects.requireNonNull(new ConfigReader(new QuteTemplates(), new NoCompose())
                .parse(ROOT.resolve("aether.toml"), toml)
                .services()
                .get("db"));
    }
}
