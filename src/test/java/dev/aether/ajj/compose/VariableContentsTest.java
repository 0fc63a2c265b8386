package dev.aether.ajj.compose;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aether.ajj.compose.model.ComposeModel;
import org.junit.jupiter.api.Test;

class VariableContentsTest {
    private static ObjectNode model(String json) {
        return ComposeModel.parse(json).orElseThrow();
    }

    @Test
    void readsContentsOfVariables() {
        ObjectNode model = model("""
                {"secrets": {"t": {"environment": "TOKEN"}, "f": {"file": "x"}}, "configs": {"n": {"environment": "NONE"}},
                 "x-ajj": {"TOKEN": "=s3cret", "NONE": ""}}
                """);
        assertThat(VariableContents.file(model))
                .isEqualTo(
                        "{\"services\":{},\"x-ajj\":{\"NONE\":\"${NONE+=}${NONE-}\",\"TOKEN\":\"${TOKEN+=}${TOKEN-}\"}}");
        VariableContents.addTo(model);
        assertThat(model.path("secrets").path("t").path("content").asText()).isEqualTo("s3cret");
        assertThat(model.path("configs").path("n").has("content")).isFalse();
    }

    @Test
    void othersNeedNone() {
        assertThat(VariableContents.areMissing(
                        model("{\"configs\": {\"a\": {\"content\": \"x\", \"environment\": \"A\"}}}")))
                .isFalse();
        assertThat(VariableContents.areMissing(model("{\"configs\": {\"a\": {\"environment\": \"not a name\"}}}")))
                .isFalse();
    }
}
