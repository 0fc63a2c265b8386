package dev.aether.ajj.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aether.ajj.testing.NeedsDocker;
import dev.aether.ajj.testing.NeedsJj;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs, host names, and env and command that name host ports, on a real engine; in a locale that this machine need not have. */
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

    @TempDir
    Path directory;

    @Test
    void aStackWithAJobAndABroker() {
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
            PackagedAjj.Seen failed = ajj.run("up", "--json");
            JsonNode error = failed.json().get("errors").get(0);
            assertThat(failed.status()).isEqualTo(3);
            assertThat(error.get("code").asText()).isEqualTo("SERVICE_NOT_READY");
            assertThat(error.get("message").asText())
                    .isEqualTo("the service migrate is not ready: its container ended with status 3");
            assertThat(error.get("details").get("log").get(0).asText()).isEqualTo("broken");

            ajj.config(CONFIG.replace("{{ ports.9092 }} $(hostname)", "{{ ports.9093 }} {{ container_id }}"));
            PackagedAjj.Seen refused = ajj.run("up");
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
