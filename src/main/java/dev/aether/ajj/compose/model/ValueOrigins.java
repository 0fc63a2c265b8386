package dev.aether.ajj.compose.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.aether.ajj.compose.text.WrittenText;
import dev.aether.ajj.model.variable.VariableTexts;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * Which values of a model came from variables: from the environment, from {@code .env}, or from a file that {@code env_file}
 * names. It compares the model with the same files in which variables are not replaced. What it cannot tell counts as a variable's.
 */
public final class ValueOrigins {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SERVICES = "services";
    private static final String MASK = "******";
    /** Shorter ones are found in any text. */
    private static final int LONG_VALUE = 8;

    private static final List<String> SHARED = List.of("volumes", "networks", "configs", "secrets");

    /** Keys to which files of variables can add. */
    private static final Set<String> OPEN = Set.of("environment", "labels");

    /** Keys that can have a placeholder; of the healthcheck, that is the command. */
    private static final Set<String> FREE_TEXTS =
            Set.of("image", "environment", "command", "entrypoint", "labels", "healthcheck");

    private static final Pattern PORTS = Pattern.compile("(?:^|:)(\\d{1,5})(?:-(\\d{1,5}))?(?:/(\\w+))?$");

    private final ComposeModel model;
    private final String text;
    private final Map<String, Map<String, String>> texts = new LinkedHashMap<>();
    private final ObjectNode marked;

    /** @param text of the compose files: what stands there too is no secret */
    public ValueOrigins(ComposeModel model, String text) {
        this.text = text;
        this.model = model;
        this.marked = model.json().deepCopy();
        JsonNode written = model.written().map(JsonNode.class::cast).orElseGet(JSON::createObjectNode);
        for (var service : marked.path(SERVICES).properties()) {
            mark(service.getKey(), service.getValue(), written.path(SERVICES).path(service.getKey()));
        }
        for (String kind : SHARED) {
            if (marked.path(kind) instanceof ObjectNode all) {
                all.properties()
                        .forEach(entry -> entry.setValue(new Marks("", false)
                                .of(
                                        entry.getKey(),
                                        entry.getValue(),
                                        written.path(kind).path(entry.getKey()))));
            }
        }
    }

    private void mark(String name, JsonNode service, JsonNode written) {
        Marks marks = new Marks(name, false);
        for (var key : service.properties()) {
            JsonNode declared = written.path(key.getKey());
            if (key.getKey().equals("ports")) {
                key.getValue().forEach(port -> markPort(name, port, declared));
            } else if (OPEN.contains(key.getKey()) || declared.isMissingNode() || holdsVariable(declared)) {
                key.setValue(marks.of(key.getKey(), key.getValue(), declared));
            }
        }
    }

    /** The port of the container; that of the host is not kept. */
    private void markPort(String service, JsonNode port, JsonNode declared) {
        boolean known = StreamSupport.stream(declared.spliterator(), false).anyMatch(each -> names(each, port));
        if (!known && port instanceof ObjectNode object) {
            object.set("target", new Marks(service, false).foreign("target", port.path("target"), "ports"));
        }
    }

    private static boolean names(JsonNode declared, JsonNode port) {
        if (declared.isObject()) {
            return declared.path("target").asText().equals(port.path("target").asText());
        }
        var numbers = PORTS.matcher(declared.asText());
        if (!numbers.find()) {
            return false;
        }
        int target = port.path("target").asInt();
        int first = Integer.parseInt(numbers.group(1));
        int last = numbers.group(2) == null ? first : Integer.parseInt(numbers.group(2));
        return first <= target && target <= last;
    }

    private static boolean holdsVariable(JsonNode written) {
        return written.isValueNode()
                ? new WrittenText(written.asText()).hasVariable()
                : StreamSupport.stream(written.spliterator(), false).anyMatch(ValueOrigins::holdsVariable);
    }

    /**
     * Marks the values of one service; without a name, those of what all services may use. In a list, a place says little,
     * because its entries may have been merged or sorted.
     */
    private final class Marks {
        private final String service;
        private final boolean inList;

        private Marks(String service, boolean inList) {
            this.service = service;
            this.inList = inList;
        }

        private JsonNode of(String name, JsonNode value, JsonNode written) {
            return switch (value) {
                case ObjectNode object -> {
                    JsonNode fields = written instanceof ArrayNode list ? fields(list) : written;
                    if (!areKnown() && OPEN.contains(name)) {
                        fieldNames(object).forEach(field -> remember(new TextNode(field), MASK));
                    }
                    if (fields.properties().stream().anyMatch(this::isVariable)) {
                        markNames(object, fields);
                    }
                    object.properties()
                            .forEach(field ->
                                    field.setValue(of(field.getKey(), field.getValue(), fields.path(field.getKey()))));
                    yield object;
                }
                case ArrayNode list -> list(name, list, written);
                default -> scalar(name, value, written);
            };
        }

        private boolean isVariable(Map.Entry<String, JsonNode> field) {
            return new WrittenText(field.getKey()).hasVariable();
        }

        /** In a list {@code - ${VARIABLE}=value}, the name is a variable's. Others come from files of variables. */
        private void markNames(ObjectNode object, JsonNode fields) {
            for (String name : fieldNames(object)) {
                if (!fields.has(name)) {
                    remember(new TextNode(name), MASK);
                    object.remove(name);
                    object.put(WrittenText.mark("name" + object.size(), ""), "");
                }
            }
        }

        /** Entries {@code NAME=value}, or {@code NAME}, whose value comes from the environment. */
        private ObjectNode fields(ArrayNode list) {
            ObjectNode fields = JSON.createObjectNode();
            for (JsonNode entry : list) {
                String[] parts = entry.asText().split("=", 2);
                fields.set(parts[0], parts.length == 2 ? new TextNode(parts[1]) : fields.nullNode());
            }
            return fields;
        }

        private ArrayNode list(String name, ArrayNode values, JsonNode written) {
            List<JsonNode> declared = declared(values, written);
            Marks below = new Marks(service, true);
            for (int index = 0; index < values.size(); index++) {
                JsonNode value = values.get(index);
                boolean literal = value.isObject() && declared.stream().anyMatch(each -> isLiteral(value, each));
                if (!literal) {
                    JsonNode place = declared.size() == values.size() ? declared.get(index) : written.path("");
                    values.set(index, below.of(name, value, place));
                }
            }
            return values;
        }

        /** A command may be written as one text. */
        private List<JsonNode> declared(ArrayNode values, JsonNode written) {
            if (!written.isTextual()) {
                return StreamSupport.stream(written.spliterator(), false).toList();
            }
            if (values.size() == 2 && values.get(0).asText().equals("CMD-SHELL")) {
                return List.of(values.get(0), written);
            }
            return Pattern.compile(values.size() == 1 ? "$^" : "\\s+")
                    .splitAsStream(written.asText().strip())
                    .<JsonNode>map(TextNode::new)
                    .toList();
        }

        private boolean isLiteral(JsonNode value, JsonNode written) {
            return value.equals(written) && !holdsVariable(written);
        }

        private JsonNode scalar(String name, JsonNode value, JsonNode written) {
            if (value.isNull() || value.asText().isEmpty() || (value.isBoolean() && written.isMissingNode())) {
                return value;
            }
            if (!written.isValueNode() || written.isNull()) {
                return foreign(name, value, model.written().isPresent() ? "${" + name + "}" : MASK);
            }
            WrittenText text = new WrittenText(written.asText());
            if (!text.hasVariable()) {
                boolean same = !inList || text.literal().equals(value.asText());
                return same ? value : foreign(name, value, written.asText());
            }
            String marks = text.marked(value.asText());
            if (marks.equals(value.asText())) {
                return value;
            }
            remember(value, written.asText());
            return new TextNode(marks);
        }

        private JsonNode foreign(String name, JsonNode value, String written) {
            remember(value, written);
            return new TextNode(WrittenText.mark(name, value.asText()));
        }

        private void remember(JsonNode value, String written) {
            if (value.isBoolean() || text.contains(value.asText())) {
                return; // a message with "true" in it tells nothing
            }
            texts.computeIfAbsent(service, _ -> new LinkedHashMap<>()).put(value.asText(), written);
        }
    }

    /** Whether variables and texts could be told apart at all. */
    public boolean areKnown() {
        return model.written().isPresent();
    }

    /** The values that messages about a service must not show. */
    public VariableTexts of(String service) {
        return VariableTexts.joined(List.of(
                new VariableTexts(texts.getOrDefault("", Map.of())),
                new VariableTexts(texts.getOrDefault(service, Map.of()))));
    }

    /** Whether a text holds a long value that came from a variable. */
    public boolean isTold(String told) {
        return texts.values().stream()
                .flatMap(values -> values.keySet().stream())
                .anyMatch(value -> value.length() >= LONG_VALUE && told.contains(value));
    }

    /**
     * The model with marks in place of values, see {@link WrittenText}, without the keys that could not have a placeholder.
     *
     * @param removed gets the names of their keys, by service
     */
    public ComposeModel pruned(Map<String, Set<String>> removed) {
        ObjectNode pruned = marked.deepCopy();
        for (var service : pruned.path(SERVICES).properties()) {
            Set<String> keys = new LinkedHashSet<>();
            ObjectNode declared = (ObjectNode) service.getValue();
            for (String key : List.copyOf(fieldNames(declared))) {
                boolean free = FREE_TEXTS.contains(key);
                JsonNode before = declared.path(key).deepCopy();
                if (key.equals("healthcheck") && declared.path(key) instanceof ObjectNode check) {
                    fieldNames(check).stream()
                            .filter(field -> !field.equals("test"))
                            .forEach(field -> prune(check, field));
                } else if (!free) {
                    prune(declared, key);
                } else if (declared.path(key) instanceof ObjectNode named) {
                    named.remove(fieldNames(named).stream()
                            .filter(WrittenText::isMarked)
                            .toList());
                }
                if (!before.equals(declared.path(key))) {
                    keys.add(key);
                }
            }
            if (!keys.isEmpty()) {
                removed.put(service.getKey(), keys);
            }
        }
        return new ComposeModel(pruned, model.unset(), Optional.of(pruned));
    }

    private static List<String> fieldNames(ObjectNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }

    private static void prune(ObjectNode object, String key) {
        switch (object.path(key)) {
            case ObjectNode inner -> fieldNames(inner).forEach(field -> prune(inner, field));
            case ArrayNode list -> {
                for (int index = list.size() - 1; index >= 0; index--) {
                    if (isMarked(list.get(index))) {
                        list.remove(index);
                    }
                }
            }
            default -> {
                if (isMarked(object.path(key))) {
                    object.remove(key);
                }
            }
        }
    }

    private static boolean isMarked(JsonNode value) {
        return WrittenText.isMarked(value.toString());
    }
}
