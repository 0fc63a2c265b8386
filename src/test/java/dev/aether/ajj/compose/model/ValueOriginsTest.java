package dev.aether.ajj.compose.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class ValueOriginsTest {
    private static final String MODEL = """
            {"services": {"web": {"image": "x", "labels": {"com.docker.xhuntery": "1", "com.docker.plain": "1"}}}}
            """;

    /** Without the files as they are written, any name that they do not have may be a variable's. */
    @Test
    void namesOfLabelsThatMayBeVariablesAreHidden() {
        ValueOrigins origins = new ValueOrigins(
                ComposeModel.parse(MODEL, Set.of()).orElseThrow(),
                "labels: [\"com.docker.x${P}y=1\", \"com.docker.plain=1\"]");
        assertThat(origins.of("web").redact("labels.\"com.docker.xhuntery\" and \"com.docker.plain\""))
                .isEqualTo("labels.\"******\" and \"com.docker.plain\"");
    }
}
