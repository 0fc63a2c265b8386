package dev.aether.ajj.docker.container;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aether.ajj.config.ConfigReader;
import dev.aether.ajj.docker.stack.Labels;
import dev.aether.ajj.inject.template.QuteTemplates;
import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.model.workspace.Location;
import dev.aether.ajj.model.workspace.WorkspaceId;
import dev.aether.ajj.spi.backend.Stack;
import dev.aether.ajj.testing.Declarations;
import dev.aether.ajj.testing.NoCompose;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The JSON of requests to create a container. */
class ContainerBodyTest {
    private static final Stack STACK =
            new Stack(new WorkspaceId("a4f3b", "one", Path.of("/repo/main")), Path.of("/repo/one"), "aether-a4f3b-one");
    private static final Location LOCATION = new Location("docker", "unix:///engine.sock", "ID");

    private static ServiceSpec service(String keys) {
        String toml = "[services.web]\nimage = \"web:1\"\n" + keys;
        return Objects.requireNonNull(new ConfigReader(new QuteTemplates(), new NoCompose())
                .parse(Declarations.FILE, toml, Declarations.ROOT, Declarations.ROOT)
                .services()
                .get("web"));
    }

    private static JsonNode body(String keys) {
        ServiceSpec service = service(keys);
        return parsed(new ContainerBody(STACK, service)
                .json(
                        Map.of("80", 20000),
                        Labels.of(STACK, LOCATION, service, Map.of("80", 20000), "hash"),
                        Labels.of(STACK, LOCATION),
                        Map.of())
                .toString());
    }

    /** @param text with single quotes */
    private static JsonNode json(String text) {
        return parsed(text.replace('\'', '"'));
    }

    private static JsonNode parsed(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static String host(String keys, String field) {
        return body(keys).get("HostConfig").path(field).toString();
    }

    private static String top(String keys, String field) {
        return body(keys).path(field).toString();
    }

    @Test
    void theProgram() {
        assertThat(top("working_dir = \"/srv\"", "WorkingDir")).isEqualTo("\"/srv\"");
        assertThat(top("stop_signal = \"SIGINT\"", "StopSignal")).isEqualTo("\"SIGINT\"");
        assertThat(top("stop_grace_period = \"1m30s\"", "StopTimeout")).isEqualTo("90");
        assertThat(top("stop_grace_period = \"1500ms\"", "StopTimeout"))
                .as("in whole seconds")
                .isEqualTo("2");
        assertThat(host("init = true", "Init")).isEqualTo("true");
        assertThat(top("healthcheck = { disable = true }", "Healthcheck")).contains("\"Test\":[\"NONE\"]");
        assertThat(host("group_add = [\"audio\", 44]", "GroupAdd")).isEqualTo("[\"audio\",\"44\"]");
    }

    @Test
    void theNetwork() {
        assertThat(body("network_aliases = [\"www.internal\"]")
                        .at("/NetworkingConfig/EndpointsConfig/aether-a4f3b-one/Aliases"))
                .hasToString("[\"web\",\"www.internal\"]");
        assertThat(body("ports = [\"80\"]")
                        .at("/HostConfig/PortBindings/80~1tcp/0/HostIp")
                        .asText())
                .isEqualTo("127.0.0.1");
        assertThat(host("extra_hosts = [\"a=192.0.2.7\", \"b:host-gateway\"]", "ExtraHosts"))
                .isEqualTo("[\"a:192.0.2.7\",\"b:host-gateway\"]");
        assertThat(host("dns = [\"192.0.2.53\"]", "Dns")).isEqualTo("[\"192.0.2.53\"]");
    }

    @Test
    void theFiles() {
        assertThat(host("tmpfs = [\"/data:size=64m,mode=1777\", \"/run\"]", "Tmpfs"))
                .contains("\"/data\":\"size=64m,mode=1777\"", "\"/run\":\"\"");
        assertThat(host("read_only = true", "ReadonlyRootfs")).isEqualTo("true");
        assertThat(host("volumes = [{ source = \"x\", target = \"/x\", driver = \"nfs\" }]", "Mounts"))
                .contains("-x\"", "\"DriverConfig\":{", "\"Name\":\"nfs\"");
        assertThat(host("volumes = [{ source = \"x\", target = \"/x\", external = true }]", "Mounts"))
                .contains("\"Source\":\"x\"")
                .doesNotContain("VolumeOptions");
    }

    @Test
    void theLimits() {
        assertThat(host("shm_size = \"64m\"", "ShmSize")).isEqualTo("67108864");
        assertThat(body("ulimits = { nofile = { soft = 1, hard = 2 }, core = -1 }")
                        .at("/HostConfig/Ulimits"))
                .isEqualTo(
                        json("[{'Name': 'nofile', 'Soft': 1, 'Hard': 2}, {'Name': 'core', 'Soft': -1, 'Hard': -1}]"));
        assertThat(host("sysctls = { \"net.core.somaxconn\" = 1024 }", "Sysctls"))
                .isEqualTo("{\"net.core.somaxconn\":\"1024\"}");
    }

    @Test
    void thePrivileges() {
        assertThat(host("privileged = true", "Privileged")).isEqualTo("true");
        assertThat(host("gpus = 2", "DeviceRequests")).contains("\"Count\":2", "\"Capabilities\":[[\"gpu\"]]");
        assertThat(host("cap_add = [\"CAP_NET_ADMIN\"]", "CapAdd")).isEqualTo("[\"NET_ADMIN\"]");
        assertThat(host("cap_drop = [\"ALL\"]", "CapDrop")).isEqualTo("[\"ALL\"]");
        assertThat(body("devices = [\"/dev/sda:/dev/xvda:r\"]").at("/HostConfig/Devices"))
                .isEqualTo(
                        json("[{'CgroupPermissions': 'r', 'PathOnHost': '/dev/sda', 'PathInContainer': '/dev/xvda'}]"));
        assertThat(host("security_opt = [\"no-new-privileges:true\", \"label:disable\"]", "SecurityOpt"))
                .isEqualTo("[\"no-new-privileges\",\"label=disable\"]");
    }

    /** The engine does not know this option of the docker command. */
    @Test
    void openSystemPaths() {
        JsonNode settings =
                body("security_opt = [\"systempaths=unconfined\", \"seccomp=unconfined\"]\nmemory = \"64m\"")
                        .get("HostConfig");
        assertThat(settings.get("MaskedPaths")).hasToString("[]");
        assertThat(settings.get("ReadonlyPaths")).hasToString("[]");
        assertThat(settings.get("SecurityOpt")).hasToString("[\"seccomp=unconfined\"]");
        assertThat(settings.get("Memory").asLong()).isEqualTo(64L << 20);
        assertThat(host("", "MaskedPaths")).isEmpty();
    }

    @Test
    void addsDeclaredLabels() {
        JsonNode labels = body("labels = { \"com.example.team\" = \"a\" }\nstop_grace_period = \"30s\"")
                .get("Labels");
        assertThat(labels.get("com.example.team").asText()).isEqualTo("a");
        assertThat(labels.get("aether.service").asText()).isEqualTo("web");
        assertThat(labels.get("aether.stop-timeout").asText()).isEqualTo("30");
        assertThat(body("").at("/Labels/aether.stop-timeout").asText())
                .as("a label of the image must not count")
                .isEmpty();
    }

    @Test
    void sendsOnlyWhatIsDeclared() {
        JsonNode settings = body("").get("HostConfig");
        for (String field : List.of(
                "Init",
                "GroupAdd",
                "ExtraHosts",
                "Dns",
                "ReadonlyRootfs",
                "ShmSize",
                "Ulimits",
                "Sysctls",
                "Privileged",
                "CapAdd",
                "CapDrop",
                "SecurityOpt",
                "Devices")) {
            assertThat(settings.has(field)).as(field).isFalse();
        }
    }

    /** The engine could resolve a link to another path than the one that was checked. */
    @Test
    void resolvesLinksBeforeTheEngineDoes(@TempDir Path temporary) throws IOException {
        Path directory = temporary.toRealPath();
        Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("nothing"));
        assertThat(host("volumes = [\"" + link + ":/x\"]", "Mounts"))
                .contains("\"Source\":\"" + directory.resolve("nothing") + "\"");
    }
}
