package dev.aether.ajj.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.aether.ajj.compose.model.ComposeModel;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.spi.config.ComposeSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Values that Compose has filled in from files of the user. */
class IncludedEnvironmentTest {
    private static final ComposeSource.Request REQUEST =
            new ComposeSource.Request(List.of(Path.of("/none/compose.yaml")), Path.of("/none"), List.of(), List.of());

    private final ComposeModel raw =
            model("{'services': {'a': {'environment': ['FILLED=s3cret', 'LITERAL=1', 'X=${Y:-z}',"
                    + " 'COMPOSE_X=cx', 'NONE', 'odd.name=2']}, 'b': {'environment': {'K': null}}}}");
    private final IncludedEnvironment environment = new IncludedEnvironment(REQUEST, raw);
    private final String mark =
            environment.marks().lines().findFirst().orElseThrow().replaceFirst(".*=", "");

    private static ComposeModel model(String json) {
        return ComposeModel.parseAsWritten(json.replace('\'', '"'), Set.of()).orElseThrow();
    }

    private ComposeModel marked(String filled) {
        return model("{'services': {'a': {'environment': {'FILLED': '" + filled
                + "', 'LITERAL': '1', 'X': 'z', 'COMPOSE_X': 'cx', 'odd.name': '2'}}}}");
    }

    @Test
    void whatNobodyHasWrittenIsTakenOut() {
        assertThat(environment.marks().lines().map(line -> line.replaceFirst("=.*", "")))
                .containsExactly("FILLED", "LITERAL", "X");
        environment.takeOut(marked(mark), List.of("- X=${Y:-z}\n"));
        assertThat(raw.json().at("/services/a/environment").toString())
                .isEqualTo("[\"FILLED\",\"LITERAL=1\",\"X=${Y:-z}\",\"COMPOSE_X\",\"NONE\",\"odd.name=2\"]");
        assertThat(raw.json().at("/services/b/environment").toString()).isEqualTo("{\"K\":null}");
    }

    @Test
    void whatCannotBeToldIsRefused() {
        assertThat(refused(marked("another"), List.of("- X=${Y:-z}\n"))).contains("the value of FILLED of a");
        assertThat(refused(marked(mark), List.of())).contains("the value of X of a");
    }

    private String refused(ComposeModel marked, List<String> texts) {
        return catchThrowableOfType(Failure.class, () -> environment.takeOut(marked, texts))
                .first()
                .message();
    }
}
