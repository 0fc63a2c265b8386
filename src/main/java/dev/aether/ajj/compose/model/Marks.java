package dev.aether.ajj.compose.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers that Compose reads in place of variables' values, so that its model shows what depends on them. Text that is committed is
 * made from this model: it cannot contain a value.
 */
public final class Marks {
    /** Begins the text that replaces a number. It needs no encoding in a URL. */
    private static final String MARK = "ajj-variable-";

    /** Valid as a port, too. */
    private static final int FIRST = 61_000;

    private static final Pattern VARIABLE = Pattern.compile(MARK + "(\\w+)\\.");
    private static final Pattern NUMBER = Pattern.compile("6[1-9]\\d{3}");
    private static final Pattern QUANTITY = Pattern.compile("\\d+(?:\\.\\d+)?([A-Za-z]{0,2})");

    /** Values that reveal nothing, and that a number cannot replace. */
    private static final Pattern KEPT = Pattern.compile("|0\\.0\\.0\\.0|127\\.0\\.0\\.1|::1?");

    private final Map<String, String> environment = new TreeMap<>();
    private final Map<String, String> names = new HashMap<>();

    /**
     * Chooses a number for each variable.
     *
     * @param values of the variables; only their form is used
     * @param text of the compose files, which has none of the numbers
     */
    public Marks(Map<String, String> values, String text) {
        int next = FIRST;
        for (var variable : values.entrySet()) {
            do {
                next++;
            } while (text.contains(Integer.toString(next)));
            names.put(Integer.toString(next), variable.getKey());
            environment.put(variable.getKey(), inForm(variable.getValue(), next));
        }
    }

    /** Returns a number in the form of a value that Compose may parse: a path, or an amount with a unit. */
    private static String inForm(String value, int number) {
        Matcher quantity = QUANTITY.matcher(value);
        if (KEPT.matcher(value).matches()) {
            return value;
        }
        return quantity.matches() ? number + quantity.group(1) : (value.matches("[./~].*") ? "/" : "") + number;
    }

    /** Returns the variables for Compose. */
    public Map<String, String> environment() {
        return environment;
    }

    /**
     * Replaces the numbers, and texts that were made from them, in a model by marks.
     *
     * @param printed made with the numbers, and with empty files of variables
     * @param full made with the values
     */
    public ObjectNode of(ObjectNode printed, ObjectNode full) {
        Set<String> known = new HashSet<>();
        addTexts(full, known);
        ObjectNode marked = (ObjectNode) marked(printed, known);
        for (var service : full.path(ComposeModel.SERVICES).properties()) {
            for (String key : ComposeModel.EXTENSIBLE) {
                addNames(
                        service.getValue().path(key),
                        marked.path(ComposeModel.SERVICES).path(service.getKey()),
                        key);
            }
        }
        for (String kind : List.of("configs", "secrets")) {
            for (var declared : full.path(kind).properties()) {
                if (declared.getValue().has("content")
                        && marked.path(kind).path(declared.getKey()) instanceof ObjectNode file
                        && !file.has("content")) {
                    file.put("content", MARK);
                }
            }
        }
        return marked;
    }

    /** Adds the names that come from files, unless some come from variables, too. */
    private static void addNames(JsonNode full, JsonNode service, String key) {
        if (service instanceof ObjectNode own
                && own.path(key).properties().stream().noneMatch(entry -> isIn(entry.getKey()))) {
            full.properties().stream()
                    .filter(entry -> !own.path(key).has(entry.getKey()))
                    .forEach(entry -> own.withObjectProperty(key).put(entry.getKey(), MARK));
        }
    }

    private static void addTexts(JsonNode value, Set<String> texts) {
        if (value.isValueNode()) {
            texts.add(value.asText());
        }
        value.forEach(child -> addTexts(child, texts));
    }

    private JsonNode marked(JsonNode value, Set<String> known) {
        return switch (value) {
            case ObjectNode object -> {
                ObjectNode copy = object.objectNode();
                object.properties().forEach(field -> copy.set(marked(field.getKey()), marked(field.getValue(), known)));
                yield copy;
            }
            case ArrayNode list -> {
                ArrayNode copy = list.arrayNode();
                list.forEach(child -> copy.add(marked(child, known)));
                yield copy;
            }
            default -> {
                String text = marked(value.asText());
                boolean same = text.equals(value.asText());
                yield same && known.contains(text) ? value : new TextNode(same ? MARK : text);
            }
        };
    }

    private String marked(String text) {
        return NUMBER.matcher(text)
                .replaceAll((MatchResult number) ->
                        names.containsKey(number.group()) ? MARK + names.get(number.group()) + "." : number.group());
    }

    /** Returns a text with references, such as {@code ${TAG}}, in place of marks; empty without a mark of one variable. */
    static Optional<String> references(String text) {
        String references = VARIABLE.matcher(text).replaceAll("\\${$1}");
        return Optional.of(references).filter(found -> !found.equals(text) && !isIn(found));
    }

    /** Whether a text contains a mark, also one that is encoded in a URL. */
    public static boolean isIn(String text) {
        return text.contains(MARK);
    }
}
