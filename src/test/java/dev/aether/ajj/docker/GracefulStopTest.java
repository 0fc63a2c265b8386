package dev.aether.ajj.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.docker.engine.Engine;
import dev.aether.ajj.model.workspace.WorkspaceId;
import dev.aether.ajj.spi.backend.Backend;
import dev.aether.ajj.spi.backend.Stack;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Stop timeouts of containers whose data outlives them. */
class GracefulStopTest {
    private static final Stack STACK =
            new Stack(new WorkspaceId("a4f3b", "one", Path.of("/repo")), Path.of("/repo"), "aether-a4f3b-one");

    /** A container of the stack that writes to a directory of the user. */
    private static String containers(String stopTimeout) {
        return """
                [{"Id": "c1", "Names": ["/aether-a4f3b-one-db"],
                  "Labels": {"aether.managed": "true", "aether.repo": "a4f3b", "aether.namespace": "aether-a4f3b-one",
                             "aether.service": "db" %s},
                  "Mounts": [{"Type": "bind", "Source": "/data", "Destination": "/data", "RW": true}]}]
                """.formatted(stopTimeout);
    }

    private static String answer(String request, String stopTimeout) {
        if (request.startsWith("GET /containers/json")) {
            return StubEngine.response("200 OK", containers(stopTimeout));
        }
        return request.startsWith("GET /volumes")
                ? StubEngine.response("200 OK", "{\"Volumes\": []}")
                : StubEngine.response("200 OK", "[]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                             | 10
            , "aether.stop-timeout": ""    | 10
            , "aether.stop-timeout": "90"  | 90
            , "aether.stop-timeout": "1x"  | 10
            """)
    void theLabelSetsTheTimeout(String label, int seconds) {
        try (StubEngine stub = new StubEngine(
                        (request, output) -> output.write(answer(request, label).getBytes(StandardCharsets.UTF_8)));
                Engine engine = Engines.at(stub.address());
                Backend backend = Engines.backend(engine)) {
            backend.remove(STACK, new Backend.Part.KeepVolumes());
            List<String> stops = stub.requests.stream()
                    .filter(request -> request.contains("/stop"))
                    .toList();
            assertThat(stops).containsExactly("POST /containers/c1/stop?t=" + seconds);
        }
    }
}
