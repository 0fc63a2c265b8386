package dev.aether.ajj.compose;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The contents of configs and secrets that come from variables. Compose's model only has the variables' names. An additional
 * compose file that uses the variables yields their values.
 */
final class EnvironmentContents {
    private static final String KEY = "x-ajj";
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final List<ObjectNode> declarations = new ArrayList<>();

    /** @param model gets the contents */
    EnvironmentContents(ObjectNode model) {
        for (String kind : List.of("configs", "secrets")) {
            for (var declared : model.path(kind)) {
                if (declared instanceof ObjectNode object
                        && !object.has("content")
                        && NAME.matcher(name(object)).matches()) {
                    declarations.add(object);
                }
            }
        }
    }

    private static String name(ObjectNode declaration) {
        return declaration.path("environment").asText();
    }

    boolean isEmpty() {
        return declarations.isEmpty();
    }

    /** Returns a compose file in JSON, with {@code =} and the value of each variable, or an empty text if it is not set. */
    String query() {
        ObjectNode file = new ObjectMapper().createObjectNode();
        ObjectNode values = file.putObject(KEY);
        for (ObjectNode declaration : declarations) {
            String name = name(declaration);
            values.put(name, "${" + name + "+=}${" + name + "-}");
        }
        return file.toString();
    }

    /** Adds the contents, from the model of all files and, last, the {@link #query}. */
    void fill(ObjectNode result) {
        for (ObjectNode declaration : declarations) {
            String value = result.path(KEY).path(name(declaration)).asText();
            if (value.startsWith("=")) {
                declaration.put("content", value.substring(1));
            }
        }
    }
}
