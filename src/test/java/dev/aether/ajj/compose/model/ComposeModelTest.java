package dev.aether.ajj.compose.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ComposeModelTest {
    private static final String MODEL = """
            {"services": {"web": {"image": "x", "labels": {"com.docker.xhuntery": "1", "com.docker.plain": "1"}}}}
            """;

    /** Without the raw model, any name may come from a variable. */
    @Test
    void hidesNamesOfLabelsOfUnknownOrigin() {
        String text = "labels: [\"com.docker.x${P}y=1\", \"com.docker.plain=1\"]";
        ComposeModel model = ComposeModel.parse(MODEL, Set.of()).orElseThrow();
        assertThat(model.hidden("web", text).redact("labels.\"com.docker.xhuntery\" and \"com.docker.plain\""))
                .isEqualTo("labels.\"******\" and \"com.docker.plain\"");
    }

    /** A message quotes the file instead of a value; ajj's own paths and other values of the file stay. */
    @Test
    void hidesValuesOfVariables() {
        ComposeModel raw = ComposeModel.parseRaw("""
                        {"services": {"web": {"user": "${TOKEN}", "working_dir": "/x", "environment": ["A=${TOKEN}", "${TOKEN}=1"],
                          "volumes": [{"type": "bind", "source": "/r/conf", "target": "/${TOKEN}"}]}}}
                        """, Set.of()).orElseThrow();
        ComposeModel model = ComposeModel.parse("""
                        {"services": {"web": {"user": "hunter2", "working_dir": "/x", "environment": {"A": "hunter2", "hunter2": "1"},
                          "volumes": [{"type": "bind", "source": "/r/conf", "target": "/hunter2"}]}}}
                        """, Set.of()).orElseThrow().withRaw(raw);
        assertThat(model.hidden("web", "A: /x").written())
                .containsOnly(entry("hunter2", "******"), entry("/hunter2", "/${TOKEN}"), entry("1", "******"));
    }

    /** Only in entries such as ports are {@code mode} and others words of Compose. */
    @Test
    void hidesValuesOfVariablesWithTheNamesOfFields() {
        ComposeModel raw = ComposeModel.parseRaw("""
                        {"services": {"web": {"environment": {"type": "${A}"}, "labels": {"mode": "${B}"},
                          "ports": [{"target": 80, "mode": "${C}"}]}}}
                        """, Set.of()).orElseThrow();
        ComposeModel model = ComposeModel.parse("""
                        {"services": {"web": {"environment": {"type": "hunter2"}, "labels": {"mode": "hunter3"},
                          "ports": [{"target": 80, "mode": "ingress"}]}}}
                        """, Set.of()).orElseThrow().withRaw(raw);
        assertThat(model.hidden("web", "80").written())
                .containsOnly(entry("hunter2", "${A}"), entry("hunter3", "${B}"));
    }

    @Test
    void theHeaderOfTheTableIsNoImage() {
        for (String image : List.of("names", "#", "team/names:1")) {
            assertThat(KnownImage.of(image)).isEmpty();
        }
        assertThat(KnownImage.of("postgres:15")).isPresent();
    }
}
