package dev.aether.ajj.compose.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.aether.ajj.compose.text.ComposeLines;
import dev.aether.ajj.model.text.SourcePosition;
import dev.aether.ajj.model.variable.VariableTexts;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ComposeModelTest {
    private static VariableTexts hidden(String json, Optional<String> marked, String text) {
        ComposeLines lines =
                new ComposeLines(new SourcePosition(Path.of("/r/compose.yaml"), 1, 1), text, Map.of(), Map.of());
        return new ComposeModel(
                        ComposeModel.parse(json).orElseThrow(), marked.flatMap(ComposeModel::parse), Set.of(), lines)
                .hidden("web");
    }

    /** Without marks, any name may come from a variable. */
    @Test
    void hidesNamesOfLabelsOfUnknownOrigin() {
        String text = "labels: [\"com.docker.x${P}y=1\", \"com.docker.plain=1\"]";
        String model = """
                {"services": {"web": {"image": "x", "labels": {"com.docker.xhuntery": "1", "com.docker.plain": "1"}}}}
                """;
        assertThat(hidden(model, Optional.empty(), text)
                        .redact("labels.\"com.docker.xhuntery\" and \"com.docker.plain\""))
                .isEqualTo("labels.\"******\" and \"com.docker.plain\"");
    }

    /** A message quotes variables instead of values; ajj's own paths and other values of the file stay. */
    @Test
    void hidesValuesOfVariables() {
        String marked = """
                {"services": {"web": {"user": "ajj-variable-TOKEN.", "working_dir": "/x", "environment": {"A": "ajj-variable-TOKEN.",
                    "ajj-variable-TOKEN.": "1", "B": "ajj-variable-"},
                  "volumes": [{"type": "bind", "source": "/r/conf", "target": "/ajj-variable-TOKEN."}]}}}
                """;
        String model = """
                {"services": {"web": {"user": "hunter2", "working_dir": "/x", "environment": {"A": "hunter2", "hunter2": "1", "B": "file"},
                  "volumes": [{"type": "bind", "source": "/r/conf", "target": "/hunter2"}]}}}
                """;
        assertThat(hidden(model, Optional.of(marked), "A: /x").written())
                .containsOnly(
                        entry("hunter2", "******"),
                        entry("/hunter2", "/${TOKEN}"),
                        entry("1", "******"),
                        entry("file", "******"));
    }

    @Test
    void showsTheDefaultsOfVariables() {
        String model = "{\"services\": {\"web\": {\"image\": \"redis:7\"}}}";
        assertThat(hidden(model, Optional.of(model), "image: redis:${TAG:-7}").written())
                .isEmpty();
    }

    @Test
    void theHeaderOfTheTableIsNoImage() {
        for (String image : List.of("names", "#", "team/names:1")) {
            assertThat(KnownImage.of(image)).isEmpty();
        }
        assertThat(KnownImage.of("postgres:15")).isPresent();
    }
}
