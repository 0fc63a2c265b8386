package dev.aether.ajj.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A JSON Schema of {@code docs/reference}. */
public final class JsonSchemaFile {
    private final Path file;
    private final JsonNode content;
    private final Schema schema;

    private JsonSchemaFile(Path file, JsonNode content) {
        this.file = file;
        this.content = content;
        this.schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(content);
    }

    /** Returns the published schema. */
    public static JsonSchemaFile published(String name) {
        Path file = Path.of("docs/reference").resolve(name);
        try {
            return new JsonSchemaFile(file, new ObjectMapper().readTree(Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns a stricter schema for ajj's own output, which rejects keys that it does not describe. Programs that
     * read the output must accept such keys, because later versions may add some.
     */
    public JsonSchemaFile strict() {
        JsonNode copy = content.deepCopy();
        close(copy);
        return new JsonSchemaFile(file, copy);
    }

    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object
                && object.path("type").asText().equals("object")
                && object.has("properties")
                && !object.has("additionalProperties")) {
            object.put("unevaluatedProperties", false);
        }
        node.forEach(JsonSchemaFile::close);
    }

    /** Returns the errors of a document with their positions. */
    public List<String> errors(JsonNode document) {
        return schema.validate(document).stream()
                .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
                .toList();
    }

    /** Returns the part of the schema at a JSON pointer. */
    public JsonNode at(String pointer) {
        return content.at(pointer);
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
