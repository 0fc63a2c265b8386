package dev.aether.ajj.cli.output;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aether.ajj.error.ErrorCode;
import dev.aether.ajj.error.Problem;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Formats problems as JSON. */
public final class ProblemJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private ProblemJson() {}

    public static ArrayNode errors(List<? extends Problem> problems) {
        ArrayNode errors = JSON.arrayNode();
        problems.forEach(problem -> errors.add(error(problem)));
        return errors;
    }

    private static ObjectNode error(Problem problem) {
        ObjectNode error =
                JSON.objectNode().put("code", ErrorCode.of(problem).name()).put("message", problem.message());
        error.set("hints", JsonOutput.array(problem.hints()));
        putDetails(error, problem.details());
        return error;
    }

    public static void putDetails(ObjectNode node, Map<String, Object> facts) {
        ObjectNode details = node.putObject("details");
        new TreeMap<>(facts).forEach((name, value) -> put(details, name, value));
    }

    private static void put(ObjectNode object, String name, Object value) {
        switch (value) {
            case Integer number -> object.put(name, number);
            case Long number -> object.put(name, number);
            case Boolean truth -> object.put(name, truth);
            case List<?> list -> object.set(name, JsonOutput.array(list));
            default -> object.put(name, value.toString());
        }
    }
}
