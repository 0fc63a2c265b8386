package dev.aether.ajj.state;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReservationsTest {

    @TempDir
    Path directory;

    @Test
    void aDeletedRepositoryWithAPortStaysKnown() throws IOException {
        ObjectNode document = (ObjectNode) new ObjectMapper().readTree("""
                {
                  "ports": {"20000": {"repository": "holder", "root": "/gone/holder", "workspace": "w", "service": "s",
                    "port": "6379"}},
                  "repositories": {"holder": "/gone/holder", "empty": "/gone/empty"}
                }
                """);
        Reservations reservations = new Reservations(document);

        reservations.setRoot("new", directory);

        assertThat(reservations.root("holder")).contains(Path.of("/gone/holder"));
        assertThat(reservations.root("empty")).isEmpty();
    }
}
