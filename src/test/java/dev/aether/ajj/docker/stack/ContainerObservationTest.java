package dev.aether.ajj.docker.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aether.ajj.model.workspace.Location;
import dev.aether.ajj.model.workspace.WorkspaceId;
import dev.aether.ajj.spi.backend.Backend.Kind;
import dev.aether.ajj.spi.backend.Backend.MountedPath;
import dev.aether.ajj.spi.backend.Backend.ObservedService;
import dev.aether.ajj.spi.backend.Backend.OwnedService;
import dev.aether.ajj.spi.backend.Backend.State;
import dev.aether.ajj.spi.backend.Stack;
import dev.aether.ajj.testing.Declarations;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContainerObservationTest {
    private static final Path ROOT = Path.of("/work/shop");
    private static final Stack STACK = new Stack(new WorkspaceId("1111", "mine", ROOT), ROOT, "aether-1111-mine");
    private static final Map<String, String> LABELS = Labels.of(
            STACK,
            Location.unknown(Location.DOCKER),
            Declarations.service("db", List.of(), List.of()),
            Map.of("5432", 20017),
            "a1b2c3");

    private static Listed container(Map<String, String> labels, String fields) throws JsonProcessingException {
        ObjectNode json = new ObjectMapper().readValue("{\"Id\": \"8a7f\"" + fields + "}", ObjectNode.class);
        json.set("Labels", new ObjectMapper().valueToTree(labels));
        return Listed.of(Kind.CONTAINER, json);
    }

    /** @param fields such as {@code , "Image": "postgres:15"} */
    private static ObservedService observed(String fields) throws JsonProcessingException {
        OwnedService owned = ContainerObservation.of(container(LABELS, fields)).orElseThrow();
        assertThat(owned.stack()).isEqualTo(STACK);
        return owned.observed();
    }

    @Test
    void readsLabelsAndFields() throws JsonProcessingException {
        ObservedService db = observed(", \"Image\": \"postgres:15\", \"Created\": 1700000000");

        assertThat(db.service()).isEqualTo("db");
        assertThat(db.containerId()).isEqualTo("8a7f");
        assertThat(db.image()).isEqualTo("postgres:15");
        assertThat(db.created()).isEqualTo(Instant.ofEpochSecond(1_700_000_000));
        assertThat(db.configHash()).isEqualTo("a1b2c3");
        assertThat(db.hostPorts()).containsExactly(Map.entry("5432", 20017));
    }

    @Test
    void aContainerWithoutAStackIsNotObserved() throws JsonProcessingException {
        assertThat(ContainerObservation.of(container(Map.of(Labels.SERVICE, "db"), "")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "exited, Exited (1) 2 hours ago, EXITED, 1,",
        "exited, Exited (0) 3 seconds ago, EXITED, 0,",
        "running, Up 3 s (healthy), RUNNING, 0, true",
        "running, Up 3 s (unhealthy), RUNNING, 0, false",
        "running, Up 3 s (health: starting), RUNNING, 0,",
        "running, Up 2 hours, RUNNING, 0,",
        "restarting, Restarting (1) 2 seconds ago, RESTARTING, 0,",
        "paused, Up 2 hours (Paused), PAUSED, 0,",
        "created, Created, CREATED, 0,",
        "dead, Dead, BROKEN, 0,",
    })
    void readsTheStatus(String word, String status, State state, int exitCode, String healthy)
            throws JsonProcessingException {
        ObservedService db = observed(", \"State\": \"" + word + "\", \"Status\": \"" + status + "\"");

        assertThat(db.state()).isEqualTo(state);
        assertThat(db.exitCode()).isEqualTo(exitCode);
        assertThat(db.healthy()).isEqualTo(Optional.ofNullable(healthy).map(Boolean::valueOf));
    }

    @Test
    void aContainerWithoutItsNetworkIsNotConnected() throws JsonProcessingException {
        String networks = ", \"NetworkSettings\": {\"Networks\": {\"%s\": {}}}";
        assertThat(observed(networks.formatted("aether-1111-mine")).connected()).isTrue();
        assertThat(observed(networks.formatted("bridge")).connected()).isFalse();
        assertThat(observed("").connected()).as("old engine").isTrue();
    }

    /** A volume, a directory, and a directory in Docker Desktop's virtual machine. */
    @Test
    void readsTheMounts() throws JsonProcessingException {
        assertThat(observed("""
                        , "Mounts": [
                          {"Type": "volume", "Name": "x-data", "Source": "/var/lib/docker/x", "Destination": "/data"},
                          {"Type": "bind", "Source": "/work/shop/conf", "Destination": "/conf", "RW": false},
                          {"Type": "bind", "Source": "/host_mnt/work/shop/src", "Destination": "/src", "RW": true}]
                        """).files())
                .containsOnly(
                        Map.entry("/conf", new MountedPath("/work/shop/conf", false)),
                        Map.entry("/src", new MountedPath("/work/shop/src", true)));
        assertThat(observed(", \"Mounts\": null").mountsFiles()).isFalse();
    }
}
