package dev.aether.ajj.lifecycle.environment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aether.ajj.config.ConfigReader;
import dev.aether.ajj.inject.template.QuteTemplates;
import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.testing.NoCompose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** A line for every key that changes a service's container. */
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
            Map.entry("hostname", "hostname = \"db1\""),
            Map.entry("working_dir", "working_dir = \"/srv\""),
            Map.entry("group_add", "group_add = [44]"),
            Map.entry("init", "init = true"),
            Map.entry("stop_signal", "stop_signal = \"SIGINT\""),
            Map.entry("stop_grace_period", "stop_grace_period = \"30s\""),
            Map.entry("labels", "labels = { team = \"a\" }"),
            Map.entry("network_aliases", "network_aliases = [\"db.internal\"]"),
            Map.entry("extra_hosts", "extra_hosts = [\"a:192.0.2.7\"]"),
            Map.entry("dns", "dns = [\"192.0.2.53\"]"),
            Map.entry("read_only", "read_only = true"),
            Map.entry("shm_size", "shm_size = \"128m\""),
            Map.entry("ulimits", "ulimits = { nofile = 1024 }"),
            Map.entry("sysctls", "sysctls = { \"net.core.somaxconn\" = 1024 }"),
            Map.entry("privileged", "privileged = true"),
            Map.entry("cap_add", "cap_add = [\"NET_ADMIN\"]"),
            Map.entry("cap_drop", "cap_drop = [\"NET_ADMIN\"]"),
            Map.entry("security_opt", "security_opt = [\"no-new-privileges\"]"),
            Map.entry("devices", "devices = [\"/dev/kvm\"]"),
            Map.entry("gpus", "gpus = 1"),
            Map.entry("files", "files = { \"/etc/x\" = \"text\" }"),
            Map.entry("external_networks", "external_networks = [\"edge\"]"));

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
    void everyKeyOfAServiceIsClassified() throws IOException {
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
    void aKeyOfTheContainerChangesTheHash(String key) {
        String changed = with(key, Objects.requireNonNull(CONTAINER_KEYS.get(key)));
        assertThat(ConfigHash.of(service(changed), ROOT)).isNotEqualTo(ConfigHash.of(service(DECLARATION), ROOT));
        assertThat(ConfigHash.matches("e04a9eddd4ec", service(changed), ROOT))
                .as("the value of a former version")
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "volumes = [{ source = \"data\", target = \"/data\", driver_opts = { type = \"tmpfs\" } }]",
                "volumes = [{ source = \"data\", target = \"/data\", external = true }]",
                "healthcheck = { disable = true }",
                "files = { \"/etc/x\" = { content = \"text\", uid = 1 } }"
            })
    void otherFormsOfKeysChangeTheHash(String declaration) {
        String key = declaration.replaceFirst(" = .*", "");
        assertThat(ConfigHash.of(service(with(key, declaration)), ROOT))
                .isNotEqualTo(ConfigHash.of(service(DECLARATION), ROOT))
                .isNotEqualTo(ConfigHash.of(
                        service(with(key, CONTAINER_KEYS.getOrDefault(key, OTHER_KEYS.getOrDefault(key, "")))), ROOT));
    }

    @ParameterizedTest
    @MethodSource("otherKeys")
    void otherKeysDoNotChangeTheHash(String key) {
        String changed = with(key, Objects.requireNonNull(OTHER_KEYS.get(key)));
        assertThat(ConfigHash.of(service(changed), ROOT)).isEqualTo(ConfigHash.of(service(DECLARATION), ROOT));
    }

    /** A changed format would recreate the containers of every user. */
    @Test
    void theFormatIsFixed() {
        assertThat(ConfigHash.of(service(DECLARATION), ROOT)).isEqualTo("31d271227d573c7b");
    }

    @Test
    void hashesOfEarlierVersionsMatch() {
        assertThat(ConfigHash.matches("e04a9eddd4ec", service(DECLARATION), ROOT))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "init = false",
                "read_only = false",
                "privileged = false",
                "labels = {}",
                "dns = []",
                "cap_add = []",
                "ulimits = {}",
            })
    void aKeyWithItsDefaultDoesNotCount(String line) {
        assertThat(ConfigHash.of(service(DECLARATION + line + "\n"), ROOT)).isEqualTo("31d271227d573c7b");
        assertThat(ConfigHash.matches("e04a9eddd4ec", service(DECLARATION + line + "\n"), ROOT))
                .isTrue();
    }

    /** Even if both keys have the same value. */
    @Test
    void everyKeyHasItsOwnFingerprint() {
        assertThat(CONTAINER_KEYS.entrySet().stream()
                        .map(key -> ConfigHash.of(service(with(key.getKey(), key.getValue())), ROOT))
                        .distinct())
                .hasSize(CONTAINER_KEYS.size());
    }

    @Test
    void tmpfsOptionsChangeTheHash() {
        assertThat(ConfigHash.of(service(with("tmpfs", "tmpfs = [\"/tmp:size=1m\"]")), ROOT))
                .isNotEqualTo(ConfigHash.of(service(DECLARATION), ROOT));
    }

    @Test
    void theOrderOfUnorderedTablesIsIgnored() {
        String one = "sysctls = { \"net.ipv4.ip_forward\" = 1, \"net.core.somaxconn\" = 2 }\nlabels = { a = 1, b = 2 }";
        String other =
                "labels = { b = 2, a = 1 }\nsysctls = { \"net.core.somaxconn\" = 2, \"net.ipv4.ip_forward\" = 1 }";
        assertThat(ConfigHash.of(service(with("", one)), ROOT))
                .isEqualTo(ConfigHash.of(service(with("", other)), ROOT));
    }

    @Test
    void adjacentPartsAreDistinct() {
        assertThat(ConfigHash.of(service(with("command", "command = [\"a b\"]")), ROOT))
                .isNotEqualTo(ConfigHash.of(service(with("command", "command = [\"a\", \"b\"]")), ROOT));
    }

    /** A copy, unlike a mount, does not show changes. */
    @Test
    void theContentOfACopyChangesTheHash(@TempDir Path root) throws IOException {
        Path file =
                Files.writeString(Files.createDirectory(root.resolve("conf")).resolve("a"), "one");
        ServiceSpec mounted = service(DECLARATION);
        ServiceSpec copied = mounted.withCopies();
        String mount = ConfigHash.of(mounted, root);
        String before = ConfigHash.of(copied, root);
        assertThat(before).isNotEqualTo(mount);

        Files.writeString(file, "two");
        assertThat(ConfigHash.of(copied, root)).isNotEqualTo(before);
        assertThat(ConfigHash.matches(before, copied, root)).isFalse();
        assertThat(ConfigHash.of(mounted, root)).isEqualTo(mount);

        Files.writeString(file, "one");
        assertThat(ConfigHash.matches(before, copied, root)).isTrue();
        Files.delete(file);
        Files.delete(root.resolve("conf"));
        assertThat(ConfigHash.of(copied, root)).as("missing").isNotEqualTo(before);
    }

    private static String with(String key, String line) {
        return Stream.concat(DECLARATION.lines().filter(found -> !found.startsWith(key + " =")), Stream.of(line))
                .reduce("", (text, next) -> text + next + "\n");
    }

    private static ServiceSpec service(String toml) {
        return Objects.requireNonNull(new ConfigReader(new QuteTemplates(), new NoCompose())
                .parse(ROOT.resolve("aether.toml"), toml, ROOT, ROOT)
                .services()
                .get("db"));
    }
}
