package dev.aether.ajj.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.docker.engine.Engine;
import dev.aether.ajj.model.workspace.WorkspaceId;
import dev.aether.ajj.spi.backend.Backend;
import dev.aether.ajj.spi.backend.Stack;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The removal of a stack with a renamed container, which is not touched. */
class RenamedContainerTest {
    private static final Stack STACK =
            new Stack(new WorkspaceId("a4f3b", "one", Path.of("/repo")), Path.of("/repo"), "aether-a4f3b-one");
    private static final String LABELS = """
            "Labels": {"aether.managed": "true", "aether.repo": "a4f3b", "aether.repo-root": "/repo",
                       "aether.workspace": "one", "aether.namespace": "aether-a4f3b-one", "aether.service": "db"}\
            """;
    private static final String CONTAINERS = """
            [{"Id": "c1", "Names": ["/mine"], %s, "NetworkSettings": {"Networks": {"aether-a4f3b-one": {}}},
              "Mounts": [{"Type": "volume", "Name": "aether-a4f3b-one-data", "RW": true}]}]
            """.formatted(LABELS);

    private static String answer(String request) {
        return switch (request.replaceFirst("[?].*", "")) {
            case "GET /containers/json" -> StubEngine.json(CONTAINERS);
            case "GET /networks" ->
                StubEngine.json("[{\"Id\": \"n1\", \"Name\": \"aether-a4f3b-one\", %s}]".formatted(LABELS));
            case "GET /volumes" ->
                StubEngine.json("{\"Volumes\": [{\"Name\": \"aether-a4f3b-one-data\", \"Driver\": \"local\", %s}]}"
                        .formatted(LABELS));
            case "DELETE /networks/n1", "DELETE /volumes/aether-a4f3b-one-data" ->
                StubEngine.response("403 Forbidden", "{\"message\": \"it has active endpoints\"}");
            default -> StubEngine.json("[]");
        };
    }

    @Test
    void isTheReasonWhyTheRestRemains() {
        try (StubEngine stub = StubEngine.answering(RenamedContainerTest::answer);
                Engine engine = Engines.at(stub.address());
                Backend backend = Engines.backend(engine)) {
            Backend.Removal removal = backend.remove(STACK, new Backend.Part.Everything());

            assertThat(removal.left())
                    .containsEntry(
                            "container mine",
                            "it was renamed or copied. Restore its name with `docker rename mine aether-a4f3b-one-db`,"
                                    + " or remove it with `docker rm -f mine`")
                    .containsEntry("network aether-a4f3b-one", "the container mine uses it")
                    .containsEntry("volume aether-a4f3b-one-data", "the container mine uses it")
                    .hasSize(3);
            assertThat(removal.containers()).isZero();
            assertThat(stub.requests).noneMatch(request -> request.startsWith("DELETE /containers"));
        }
    }
}
