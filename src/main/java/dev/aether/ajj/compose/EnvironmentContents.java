package dev.aether.ajj.compose;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The contents of configs and secrets that come from variables. Compose's model has the names of the variables only; it tells
 * their values when another compose file asks for them.
 */
final class EnvironmentContents {
    private static final String QUESTION = "x-ajj";
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final List<ObjectNode> declarations = new ArrayList<>();

    /** @param model in which contents are missing */
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

    /** A compose file; YAML includes JSON. The value is empty, not missing, for a variable that nothing sets. */
    String question() {
        ObjectNode file = new ObjectMapper().createObjectNode();
        ObjectNode values = file.putObject(QUESTION);
        for (ObjectNode declaration : declarations) {
            String name = name(declaration);
            values.put(name, "${" + name + "+=}${" + name + "-}");
        }
        return file.toString();
    }

    /** @param answer the model of all files with the question behind them */
    void fill(ObjectNode answer) {
        for (ObjectNode declaration : declarations) {
            String value = answer.path(QUESTION).path(name(declaration)).asText();
            if (value.startsWith("=")) {
                declaration.put("content", value.substring(1));
            }
        }
    }
}
