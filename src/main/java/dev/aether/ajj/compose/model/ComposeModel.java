package dev.aether.ajj.compose.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aether.ajj.model.variable.VariableTexts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    static final String SERVICES = "services";
    private static final List<String> SHARED = List.of("volumes", "networks", "configs", "secrets");

    /** Keys that get more entries from files of variables. */
    static final Set<String> EXTENSIBLE = Set.of("environment", "labels");

    /** Fields with words of Compose, in the entries of some keys. */
    private static final Set<String> CHOICES = Set.of("type", "mode", "protocol");

    private static final Set<String> WITH_CHOICES = Set.of("volumes", "ports", "configs", "secrets");

    private static final String MASK = "******";

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

    /**
     * Returns the values that messages about a service must hide, because they came from variables: from the environment,
     * {@code .env} or an {@code env_file}. A value of unknown origin counts as one.
     *
     * @param text of the compose files; a value that is in it is not secret
     */
    public VariableTexts hidden(String service, String text) {
        Map<String, String> hidden = new LinkedHashMap<>();
        addHidden(json.path(SERVICES).path(service), raw(SERVICES, service), text, hidden);
        for (String kind : SHARED) {
            json.path(kind)
                    .properties()
                    .forEach(entry -> addHidden(entry.getValue(), raw(kind, entry.getKey()), text, hidden));
        }
        return new VariableTexts(hidden);
    }

    private JsonNode raw(String kind, String name) {
        return raw.<JsonNode>map(all -> all.path(kind).path(name)).orElse(MissingNode.getInstance());
    }

    private void addHidden(JsonNode declared, JsonNode written, String text, Map<String, String> hidden) {
        for (var key : declared.properties()) {
            JsonNode origin = written.path(key.getKey());
            boolean extensible = EXTENSIBLE.contains(key.getKey());
            if (extensible && (raw.isEmpty() || namesVariables(origin))) {
                key.getValue().properties().forEach(entry -> hide(entry.getKey(), MASK, text, hidden));
            }
            if (extensible || origin.isMissingNode() || hasVariable(origin.toString())) {
                Set<String> skipped = WITH_CHOICES.contains(key.getKey()) ? CHOICES : Set.of();
                addValues(key.getValue(), origin, skipped, text, hidden);
            }
        }
    }

    /** Whether a name is, or contains, a variable: in {@code ${NAME}: value} or {@code - ${NAME}=value}. */
    private static boolean namesVariables(JsonNode written) {
        for (JsonNode entry : written) {
            if (written.isArray() && hasVariable(entry.asText().split("=", 2)[0])) {
                return true;
            }
        }
        return written.properties().stream().anyMatch(entry -> hasVariable(entry.getKey()));
    }

    private static boolean hasVariable(String written) {
        return written.replace("$$", "").contains("$");
    }

    /** @param skipped fields of the value, or of its elements, that are not added */
    private static void addValues(
            JsonNode value, JsonNode written, Set<String> skipped, String text, Map<String, String> hidden) {
        for (int index = 0; value.isArray() && index < value.size(); index++) {
            addValues(value.get(index), written.path(index), skipped, text, hidden);
        }
        for (var field : value.properties()) {
            if (!skipped.contains(field.getKey())) {
                addValues(field.getValue(), written.path(field.getKey()), Set.of(), text, hidden);
            }
        }
        boolean variable = hasVariable(written.asText());
        boolean same = written.asText().replace("$$", "$").equals(value.asText());
        boolean revealing = value.isValueNode() && !value.isBoolean() && !value.isNull();
        if (revealing && (variable || !same)) {
            hide(value.asText(), variable ? written.asText() : MASK, text, hidden);
        }
    }

    private static void hide(String value, String written, String text, Map<String, String> hidden) {
        if (!text.contains(value)) {
            hidden.put(value, written);
        }
    }
}
