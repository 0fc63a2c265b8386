package dev.aether.ajj.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The contents of configs and secrets that come from variables. Compose prints only the variables' names, so it reads another compose
 * file with their values.
 */
final class VariableContents {
    private static final String KEY = "x-ajj";
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private VariableContents() {}

    /** Returns configs and secrets without content. */
    private static List<ObjectNode> incomplete(ObjectNode model) {
        return List.of(model.path("configs"), model.path("secrets")).stream()
                .flatMap(all -> all.properties().stream().map(Map.Entry::getValue))
                .filter(declared -> NAME.matcher(name(declared)).matches() && !declared.has("content"))
                .map(ObjectNode.class::cast)
                .toList();
    }

    private static String name(JsonNode declared) {
        return declared.path("environment").asText();
    }

    /** Whether a model needs contents. */
    static boolean areMissing(ObjectNode model) {
        return !incomplete(model).isEmpty();
    }

    /** Returns a compose file with the contents that a model needs. */
    static String file(ObjectNode model) {
        ObjectNode file = new ObjectMapper().createObjectNode();
        file.putObject("services");
        ObjectNode contents = file.putObject(KEY);
        incomplete(model).stream()
                .map(VariableContents::name)
                // An equals sign and the value, if it is set.
                .forEach(name -> contents.put(name, "${" + name + "+=}${" + name + "-}"));
        return file.toString();
    }

    /** Adds the contents to a model that was read with that file. */
    static void addTo(ObjectNode model) {
        incomplete(model).forEach(declared -> {
            String value = model.path(KEY).path(name(declared)).asText();
            if (value.startsWith("=")) {
                declared.put("content", value.substring(1));
            }
        });
    }
}
