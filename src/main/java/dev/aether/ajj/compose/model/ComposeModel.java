package dev.aether.ajj.compose.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;

/**
 * What Compose made of some files.
 *
 * @param json the canonical model
 * @param unset variables that the files name, that nothing sets, and that Compose took for empty
 * @param written the model of the same files in which variables are not replaced; empty when Compose cannot tell
 */
public record ComposeModel(ObjectNode json, Set<String> unset, Optional<ObjectNode> written) {

    /** Reads what Compose prints: it doubles every dollar sign. Empty when the text is not a model. */
    public static Optional<ComposeModel> parse(String output, Set<String> unset) {
        return object(output.replace("$$", "$")).map(json -> new ComposeModel(json, unset, Optional.empty()));
    }

    /** The same of a model in which variables are not replaced. */
    public static Optional<ComposeModel> parseAsWritten(String output, Set<String> unset) {
        return object(output).map(json -> new ComposeModel(json, unset, Optional.of(json)));
    }

    /** This model of files that another one has as they are written. */
    public ComposeModel writtenAs(ComposeModel other) {
        return new ComposeModel(json, unset, other.written);
    }

    private static Optional<ObjectNode> object(String output) {
        try {
            JsonNode json = new ObjectMapper().readTree(output);
            return json instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (JsonProcessingException _) {
            return Optional.empty();
        }
    }
}
