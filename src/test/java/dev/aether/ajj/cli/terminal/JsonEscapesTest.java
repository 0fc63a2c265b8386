package dev.aether.ajj.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class JsonEscapesTest {
    private static final String TEXT = "a\u009b2J\u007f\u0080\u202e \u00e4\u20ac\ud83d\ude00";
    private static final String ESCAPED = "\"a\\u009B2J\\u007F\\u0080\\u202E \u00e4\u20ac\ud83d\ude00\"";

    private final ObjectMapper mapper = new ObjectMapper();

    @Test
    void aDocument() throws JsonProcessingException {
        String escaped = JsonEscapes.escape(mapper.writeValueAsString(TEXT));
        assertThat(escaped).isEqualTo(ESCAPED);
        assertThat(mapper.readTree(escaped).asText()).isEqualTo(TEXT);
    }

    @Test
    void aStream() throws IOException {
        StringWriter written = new StringWriter();
        try (JsonGenerator json = mapper.createGenerator(new JsonEscapes(written))) {
            json.writeString(TEXT);
        }
        assertThat(written).hasToString(ESCAPED);
    }
}
