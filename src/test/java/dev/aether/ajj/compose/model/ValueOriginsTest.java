package dev.aether.ajj.compose.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class ValueOriginsTest {
    private static final String MODEL = """
            {"services": {"web": {"image": "x", "labels": {"com.docker.xhuntery": "1", "com.docker.plain": "1"}}}}
            """;

    /** Without the raw model, any name may come from a variable. */
    @Test
    void hidesNamesOfLabelsOfUnknownOrigin() {
        ValueOrigins origins = new ValueOrigins(
                ComposeModel.parse(MODEL, Set.of()).orElseThrow(),
                "labels: [\"com.docker.x${P}y=1\", \"com.docker.plain=1\"]");
        assertThat(origins.of("web").redact("labels.\"com.docker.xhuntery\" and \"com.docker.plain\""))
                .isEqualTo("labels.\"******\" and \"com.docker.plain\"");
    }
}
