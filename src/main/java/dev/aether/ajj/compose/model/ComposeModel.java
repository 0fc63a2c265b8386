package dev.aether.ajj.compose.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;

/**
 * Compose's model of compose files.
 *
 * @param json the canonical model
 * @param unset variables in the files that are not set; Compose uses an empty text
 * @param raw the model without interpolation of variables; empty when Compose cannot read the files so
 */
public record ComposeModel(ObjectNode json, Set<String> unset, Optional<ObjectNode> raw) {
    /** Parses Compose's output, in which each dollar sign is doubled; empty when it is not a model. */
    public static Optional<ComposeModel> parse(String output, Set<String> unset) {
        return object(output.replace("$$", "$")).map(json -> new ComposeModel(json, unset, Optional.empty()));
    }

    /** Parses the output of a run without interpolation; empty when it is not a model. */
    public static Optional<ComposeModel> parseRaw(String output, Set<String> unset) {
        return object(output).map(json -> new ComposeModel(json, unset, Optional.of(json)));
    }

    /** Returns this model with the raw model of another. */
    public ComposeModel withRaw(ComposeModel other) {
        return new ComposeModel(json, unset, other.raw);
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
