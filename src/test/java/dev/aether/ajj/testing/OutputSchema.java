package dev.aether.ajj.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Optional;

/** Checks JSON documents that ajj prints against the published schema. */
public final class OutputSchema {
    public static final JsonSchemaFile FILE = JsonSchemaFile.published("output.schema.json");
    private static final JsonSchemaFile STRICT = FILE.strict();
    private static final ObjectMapper JSON = new ObjectMapper();

    private OutputSchema() {}

    /** Fails if the text is a JSON document of ajj that the schema does not fully describe. */
    public static void check(String printed) {
        document(printed)
                .ifPresent(document -> assertThat(STRICT.errors(document))
                        .as("%s does not describe what was printed, which is\n%s", FILE, printed)
                        .isEmpty());
    }

    private static Optional<JsonNode> document(String printed) {
        if (!printed.startsWith("{")) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readTree(printed)).filter(document -> document.has("schema_version"));
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }
}
