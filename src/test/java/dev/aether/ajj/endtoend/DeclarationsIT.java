package dev.aether.ajj.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aether.ajj.testing.NeedsDocker;
import dev.aether.ajj.testing.NeedsJj;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs, host names, and host ports in env and command, on a real engine, in a locale that may not be installed. */
@NeedsJj
@NeedsDocker
class DeclarationsIT {
    private static final String CONFIG = """
            [services.migrate]
            image = "busybox:1"
            command = ["sh", "-c", "sleep 2; echo OK > /state/done"]
            volumes = ["state:/state"]

            [services.app]
            image = "busybox:1"
            command = ["sh", "-c", "echo SCHEMA-$(cat /state/done || echo MISSING); exec sleep 600"]
            volumes = ["state:/state"]
            depends_on = { migrate = "completed" }

            [services.my_broker]
            image = "busybox:1"
            ports = ["9092"]
            env = { ADVERTISED = "{{ host }}:{{ ports.9092 }}" }
            command = ["sh", "-c", "echo $ADVERTISED {{ ports.9092 }} $(hostname) '${X} {y}'; exec httpd -f -p 9092"]
            """;

    /** All keys of a container that need no permission. */
    private static final String KEYS = """
            [services.web]
            image = "busybox:1"
            command = ["sleep", "600"]
            working_dir = "/srv"
            user = "1000:1000"
            group_add = [44]
            init = true
            hostname = "web-1"
            network_aliases = ["www.internal"]
            extra_hosts = ["legacy.example.com:192.0.2.7", "gateway=host-gateway"]
            dns = ["192.0.2.53"]
            tmpfs = ["/srv", "/scratch:size=1m,mode=1777"]
            read_only = true
            memory = "64m"
            cpus = 0.5
            shm_size = "1m"
            ulimits = { nofile = { soft = 512, hard = 1024 }, core = 0 }
            sysctls = { "net.core.somaxconn" = 256 }
            cap_drop = ["ALL"]
            security_opt = ["no-new-privileges"]
            labels = { "com.example.team" = "a" }
            stop_signal = "SIGINT"
            stop_grace_period = "3s"
            """;

    private static final String PRINT_WHAT_IT_HAS = """
            pwd; id -G; hostname; ulimit -Hn; ulimit -c; cat /proc/sys/net/core/somaxconn
            grep legacy /etc/hosts; grep -c gateway /etc/hosts
            df -k /dev/shm | tail -1 | tr -s ' ' | cut -d' ' -f2; df -k /scratch | tail -1 | tr -s ' ' | cut -d' ' -f2
            grep -q ' / [a-z]* ro,' /proc/mounts && echo read-only; touch /scratch/x && echo writable
            grep -E 'CapBnd|NoNewPrivs' /proc/self/status | tr -d '\\t'
            """;

    @TempDir
    Path directory;

    @Test
    void aContainerIsCreatedAsDeclared() throws IOException {
        try (PackagedAjj ajj = new PackagedAjj(directory)) {
            ajj.environment.put("AJJ_TRUST", "");
            ajj.config(KEYS);
            ajj.run("up").orFail();

            assertThat(ajj.run("exec", "web", "--", "sh", "-c", PRINT_WHAT_IT_HAS)
                            .orFail()
                            .out()
                            .lines())
                    .containsExactly(
                            "/srv",
                            "1000 44",
                            "web-1",
                            "1024",
                            "0",
                            "256",
                            "192.0.2.7\tlegacy.example.com",
                            "1",
                            "1024",
                            "1024",
                            "read-only",
                            "writable",
                            "CapBnd:0000000000000000",
                            "NoNewPrivs:1");
            String id = resource(workspace(ajj), "web").get("container_id").asText();
            JsonNode container = new ObjectMapper()
                    .readTree(PackagedAjj.docker("inspect", id))
                    .get(0);
            assertThat(container.at("/Config/StopSignal").asText()).isEqualTo("SIGINT");
            assertThat(container.at("/Config/StopTimeout").asInt()).isEqualTo(3);
            assertThat(container.at("/Config/Labels").get("com.example.team").asText())
                    .isEqualTo("a");
            assertThat(container.at("/HostConfig/Init").asBoolean()).isTrue();
            // Some engines raise the soft limit of processes started by `exec`.
            assertThat(container.at("/HostConfig/Ulimits/0/Soft").asInt()).isEqualTo(512);
            assertThat(container.at("/HostConfig/Dns/0").asText()).isEqualTo("192.0.2.53");
            assertThat(container
                            .at("/NetworkSettings/Networks")
                            .elements()
                            .next()
                            .get("Aliases"))
                    .extracting(JsonNode::asText)
                    .contains("web", "www.internal");
            assertThat(ajj.run("up", "--json").orFail().json().get("changes"))
                    .isNotEmpty()
                    .allMatch(change -> change.asText().equals("unchanged"));
        }
    }

    @Test
    void aStackWithAJobAndABrokerComesUp() {
        try (PackagedAjj ajj = new PackagedAjj(directory)) {
            ajj.environment.putAll(Map.of("LC_ALL", "xx_YY.UTF-8"));
            ajj.config(CONFIG);
            ajj.run("up").orFail();

            JsonNode workspace = workspace(ajj);
            String port = resource(workspace, "my_broker").get("external_port").asText();
            assertThat(resource(workspace, "migrate").get("status").asText()).isEqualTo("completed");
            assertThat(workspace.get("health").asText()).isEqualTo("healthy");
            assertThat(ajj.run("logs", "app").orFail().out()).isEqualTo("SCHEMA-OK\n");
            assertThat(ajj.run("logs", "my_broker").orFail().out())
                    .isEqualTo("127.0.0.1:" + port + " " + port + " my-broker ${X} {y}\n");
            assertThat(ajj.run("exec", "app", "--", "printf", "%s", "é")
                            .orFail()
                            .out())
                    .isEqualTo("é");

            JsonNode again = ajj.run("up", "--json").orFail().json().get("changes");
            assertThat(again).allMatch(change -> change.asText().equals("unchanged"));

            ajj.config(CONFIG.replace("sleep 2; echo OK > /state/done", "echo broken; exit 3"));
            PackagedAjj.Result failed = ajj.run("up", "--json");
            JsonNode error = failed.json().get("errors").get(0);
            assertThat(failed.status()).isEqualTo(3);
            assertThat(error.get("code").asText()).isEqualTo("SERVICE_NOT_READY");
            assertThat(error.get("message").asText())
                    .isEqualTo("the service migrate is not ready: its container ended with status 3");
            assertThat(error.get("details").get("log").get(0).asText()).isEqualTo("broken");

            ajj.config(CONFIG.replace("{{ ports.9092 }} $(hostname)", "{{ ports.9093 }} {{ container_id }}"));
            PackagedAjj.Result refused = ajj.run("up");
            assertThat(refused.status()).isEqualTo(1);
            assertThat(refused.err())
                    .contains("aether.toml:16:", "the service publishes no port 9093")
                    .contains("env and command cannot name \"container_id\"");
        }
    }

    private static JsonNode workspace(PackagedAjj ajj) {
        return ajj.run("list", "--json").orFail().json().get("workspaces").get(0);
    }

    private static JsonNode resource(JsonNode workspace, String service) {
        return workspace.get("resources").get(service);
    }
}
