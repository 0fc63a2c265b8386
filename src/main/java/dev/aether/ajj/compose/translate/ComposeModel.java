package dev.aether.ajj.compose.translate;

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
 */
public record ComposeModel(ObjectNode json, Set<String> unset) {

    /** Reads what Compose prints: it doubles every dollar sign. Empty when the text is not a model. */
    public static Optional<ComposeModel> parse(String output, Set<String> unset) {
        return parseAsWritten(output.replace("$$", "$"), unset);
    }

    /** The same of a model in which variables are not replaced. */
    public static Optional<ComposeModel> parseAsWritten(String output, Set<String> unset) {
        try {
            JsonNode json = new ObjectMapper().readTree(output);
            return json instanceof ObjectNode object ? Optional.of(new ComposeModel(object, unset)) : Optional.empty();
        } catch (JsonProcessingException _) {
            return Optional.empty();
        }
    }
}
