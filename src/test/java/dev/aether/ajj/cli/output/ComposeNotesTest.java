package dev.aether.ajj.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aether.ajj.cli.terminal.Screen;
import dev.aether.ajj.cli.terminal.Style;
import dev.aether.ajj.model.config.ComposeUse;
import dev.aether.ajj.model.config.ComposeUse.LeftOut;
import dev.aether.ajj.model.config.ComposeUse.Note;
import dev.aether.ajj.model.text.SourcePosition;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ComposeNotesTest {
    private static final Path FILE = Path.of("/repo/compose.yaml");
    private static final Style PLAIN = new Screen(System.out, false, false).style();

    private static Note note(String service, String key, String message) {
        return new Note(service, key, message, new SourcePosition(FILE, 3, 1));
    }

    private static final ComposeUse USE = new ComposeUse(
            List.of(FILE, Path.of("/repo/dev.yaml")),
            List.of(),
            List.of("db", "cache"),
            List.of(new LeftOut("web", "it has `build:`"), new LeftOut("job", "it has 0 replicas")),
            List.of(
                    note("", "environment", "variables that are not set are empty: A"),
                    note("db", "tty", "not supported"),
                    note("cache", "tty", "not supported"),
                    note("cache", "gpus", "not supported")),
            List.of());

    @Test
    void servicesWithTheSameNoteShareALine() {
        assertThat(ComposeNotes.lines(USE, PLAIN, 0))
                .containsExactly(
                        "  Services from compose.yaml, dev.yaml; without web (it has `build:`), job (it has 0 replicas)",
                        "Notes:",
                        "  environment: variables that are not set are empty: A",
                        "  tty of db, cache: not supported",
                        "  gpus of cache: not supported");
    }

    @Test
    void isWrappedAtTheWidthOfTheTerminal() {
        assertThat(ComposeNotes.lines(USE, PLAIN, 40))
                .containsExactly(
                        "  Services from compose.yaml, dev.yaml;",
                        "    without web (it has `build:`), job",
                        "    (it has 0 replicas)",
                        "Notes:",
                        "  environment: variables that are not",
                        "    set are empty: A",
                        "  tty of db, cache: not supported",
                        "  gpus of cache: not supported");
    }

    @Test
    void printsNothingWithoutNotes() {
        assertThat(ComposeNotes.lines(
                        new ComposeUse(List.of(FILE), List.of(), List.of("db"), List.of(), List.of(), List.of()),
                        PLAIN,
                        0))
                .containsExactly("  Services from compose.yaml");
    }

    @Test
    void namesTheFilesThatGiveNoServices() {
        assertThat(ComposeNotes.none(Optional.of(USE)))
                .isEqualTo(
                        " has no services: compose.yaml, dev.yaml declare only web (it has `build:`), job (it has 0 replicas)");
        assertThat(ComposeNotes.none(Optional.of(
                        new ComposeUse(List.of(FILE), List.of(), List.of(), List.of(), List.of(), List.of()))))
                .isEqualTo(" has no services: compose.yaml declares none");
    }

    @Test
    void programsGetEachNote() {
        ObjectNode document = new ObjectMapper().createObjectNode();
        ComposeNotes.addTo(document, USE);
        assertThat(document.at("/compose/files/0").asText()).isEqualTo("/repo/compose.yaml");
        assertThat(document.at("/compose/services")).hasSize(2);
        assertThat(document.at("/compose/left_out/1"))
                .hasToString("{\"name\":\"job\",\"reason\":\"it has 0 replicas\"}");
        assertThat(document.at("/compose/notes")).hasSize(4);
        assertThat(document.at("/compose/notes/0/service").isNull()).isTrue();
        assertThat(document.at("/compose/notes/1"))
                .hasToString("{\"service\":\"db\",\"key\":\"tty\",\"message\":\"not supported\","
                        + "\"file\":\"/repo/compose.yaml\",\"line\":3}");
    }
}
