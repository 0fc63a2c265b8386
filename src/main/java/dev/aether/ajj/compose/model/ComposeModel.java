package dev.aether.ajj.compose.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aether.ajj.compose.text.ComposeLines;
import dev.aether.ajj.model.variable.VariableTexts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Compose's model of compose files.
 *
 * @param json the canonical model
 * @param marked the model with {@link Marks} in place of variables' values; empty when Compose refuses these
 * @param unset variables in the files that are not set; Compose uses an empty text
 */
public record ComposeModel(ObjectNode json, Optional<ObjectNode> marked, Set<String> unset, ComposeLines lines) {
    static final String SERVICES = "services";
    private static final List<String> SHARED = List.of("volumes", "networks", "configs", "secrets");

    /** Keys that get more entries from files of variables. */
    static final Set<String> EXTENSIBLE = Set.of("environment", "labels");

    private static final String MASK = "******";
    private static final int LONG_VALUE = 8;

    /** Parses Compose's output, in which each dollar sign is doubled; empty when it is not a model. */
    public static Optional<ObjectNode> parse(String output) {
        try {
            JsonNode json = new ObjectMapper().readTree(output.replace("$$", "$"));
            return json instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (JsonProcessingException _) {
            return Optional.empty();
        }
    }

    /** Returns all services by their names in the compose file. */
    public SequencedMap<String, ModelService> services() {
        return ModelService.all(json.path(SERVICES));
    }

    /** Returns the marked model as a model of its own. */
    public Optional<ComposeModel> ofMarks() {
        return marked.map(json -> new ComposeModel(json, marked, unset, lines));
    }

    /**
     * Returns the values that messages about a service must hide, because they came from variables: from the environment,
     * {@code .env} or an {@code env_file}. A value of unknown origin counts as one.
     */
    public VariableTexts hidden(String service) {
        JsonNode origins = marked.<JsonNode>map(all -> all).orElse(MissingNode.getInstance());
        Map<String, String> hidden = new LinkedHashMap<>();
        JsonNode own = json.path(SERVICES).path(service);
        JsonNode ownOrigins = origins.path(SERVICES).path(service);
        addHidden(own, ownOrigins, hidden);
        SHARED.forEach(kind -> addHidden(json.path(kind), origins.path(kind), hidden));
        for (String key : EXTENSIBLE) {
            own.path(key).properties().stream()
                    .map(Map.Entry::getKey)
                    .filter(name -> !ownOrigins.path(key).has(name))
                    .forEach(name -> hide(name, MASK, hidden));
        }
        return new VariableTexts(hidden);
    }

    /** Whether a text contains a long value that came from a variable; short ones occur in any text. */
    public boolean isRevealedBy(String text) {
        return services().keySet().stream()
                .flatMap(service -> hidden(service).written().keySet().stream())
                .anyMatch(value -> value.length() >= LONG_VALUE && text.contains(value));
    }

    private void addHidden(JsonNode value, JsonNode origin, Map<String, String> hidden) {
        for (int index = 0; value.isArray() && index < value.size(); index++) {
            addHidden(value.get(index), origin.path(index), hidden);
        }
        value.properties().forEach(field -> addHidden(field.getValue(), origin.path(field.getKey()), hidden));
        boolean revealing = value.isValueNode() && !value.isBoolean() && !value.isNull();
        if (revealing && !origin.asText().equals(value.asText())) {
            hide(value.asText(), Marks.references(origin.asText()).orElse(MASK), hidden);
        }
    }

    /** A value that is in the files is not secret. */
    private void hide(String value, String written, Map<String, String> hidden) {
        if (!lines.text().contains(value)) {
            hidden.put(value, written);
        }
    }
}
