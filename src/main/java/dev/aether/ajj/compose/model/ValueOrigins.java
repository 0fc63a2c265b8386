package dev.aether.ajj.compose.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.aether.ajj.compose.text.RawText;
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
 * Detects which values of a model came from variables: from the environment, {@code .env} or an {@code env_file}. It compares the
 * model with the raw model. A value of unknown origin counts as one from a variable.
 */
public final class ValueOrigins {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SERVICES = "services";
    private static final String MASK = "******";
    /** Minimum length of a value that {@link #isIn} finds; shorter ones occur in any text. */
    private static final int LONG_VALUE = 8;

    private static final List<String> SHARED = List.of("volumes", "networks", "configs", "secrets");

    /** Keys that get more entries from files. */
    private static final Set<String> EXTENSIBLE = Set.of("environment", "labels");
    /** Keys that can have a placeholder; in the healthcheck only the command can. */
    private static final Set<String> WITH_PLACEHOLDER =
            Set.of("image", "environment", "command", "entrypoint", "labels", "healthcheck");

    private static final Pattern PORTS = Pattern.compile("(?:^|:)(\\d{1,5})(?:-(\\d{1,5}))?(?:/(\\w+))?$");

    private final ComposeModel model;
    private final String text;
    private final Map<String, Map<String, String>> texts = new LinkedHashMap<>();
    private final ObjectNode marked;

    /** @param text of the compose files; a value that is in it is not secret */
    public ValueOrigins(ComposeModel model, String text) {
        this.text = text;
        this.model = model;
        this.marked = model.json().deepCopy();
        JsonNode raw = model.raw().map(JsonNode.class::cast).orElseGet(JSON::createObjectNode);
        for (var service : marked.path(SERVICES).properties()) {
            mark(service.getKey(), service.getValue(), raw.path(SERVICES).path(service.getKey()));
        }
        for (String kind : SHARED) {
            if (marked.path(kind) instanceof ObjectNode all) {
                all.properties()
                        .forEach(entry -> entry.setValue(new Marks("", false)
                                .of(
                                        entry.getKey(),
                                        entry.getValue(),
                                        raw.path(kind).path(entry.getKey()))));
            }
        }
    }

    private void mark(String name, JsonNode service, JsonNode raw) {
        Marks marks = new Marks(name, false);
        for (var key : service.properties()) {
            JsonNode declared = raw.path(key.getKey());
            if (key.getKey().equals("ports")) {
                key.getValue().forEach(port -> markPort(name, port, declared));
            } else if (EXTENSIBLE.contains(key.getKey()) || declared.isMissingNode() || hasVariable(declared)) {
                key.setValue(marks.of(key.getKey(), key.getValue(), declared));
            }
        }
    }

    /** Marks the container port; the host port is not kept. */
    private void markPort(String service, JsonNode port, JsonNode declared) {
        boolean known = StreamSupport.stream(declared.spliterator(), false).anyMatch(each -> names(each, port));
        if (!known && port instanceof ObjectNode object) {
            object.set("target", new Marks(service, false).marked("target", port.path("target"), "ports"));
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

    private static boolean hasVariable(JsonNode raw) {
        return raw.isValueNode()
                ? new RawText(raw.asText()).hasVariable()
                : StreamSupport.stream(raw.spliterator(), false).anyMatch(ValueOrigins::hasVariable);
    }

    /**
     * Marks the values of one service; with an empty name, those of shared volumes, networks, configs and secrets. Positions in a
     * list are unreliable, because Compose may merge or sort its entries.
     */
    private final class Marks {
        private final String service;
        private final boolean inList;

        private Marks(String service, boolean inList) {
            this.service = service;
            this.inList = inList;
        }

        private JsonNode of(String name, JsonNode value, JsonNode raw) {
            return switch (value) {
                case ObjectNode object -> {
                    JsonNode fields = raw instanceof ArrayNode list ? fields(list) : raw;
                    if (!areKnown() && EXTENSIBLE.contains(name)) {
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
                case ArrayNode list -> list(name, list, raw);
                default -> scalar(name, value, raw);
            };
        }

        private boolean isVariable(Map.Entry<String, JsonNode> field) {
            return new RawText(field.getKey()).hasVariable();
        }

        /** Hides names that are not in the compose file: they come from {@code - ${VARIABLE}=value}, or from env files. */
        private void markNames(ObjectNode object, JsonNode fields) {
            for (String name : fieldNames(object)) {
                if (!fields.has(name)) {
                    remember(new TextNode(name), MASK);
                    object.remove(name);
                    object.put(RawText.mark("name" + object.size(), ""), "");
                }
            }
        }

        /** Converts entries {@code NAME=value}, or {@code NAME} with a value from the environment, to an object. */
        private ObjectNode fields(ArrayNode list) {
            ObjectNode fields = JSON.createObjectNode();
            for (JsonNode entry : list) {
                String[] parts = entry.asText().split("=", 2);
                fields.set(parts[0], parts.length == 2 ? new TextNode(parts[1]) : fields.nullNode());
            }
            return fields;
        }

        private ArrayNode list(String name, ArrayNode values, JsonNode raw) {
            List<JsonNode> declared = declared(values, raw);
            Marks below = new Marks(service, true);
            for (int index = 0; index < values.size(); index++) {
                JsonNode value = values.get(index);
                boolean literal = value.isObject() && declared.stream().anyMatch(each -> isLiteral(value, each));
                if (!literal) {
                    JsonNode origin = declared.size() == values.size() ? declared.get(index) : raw.path("");
                    values.set(index, below.of(name, value, origin));
                }
            }
            return values;
        }

        /** Splits a command that is written as one text. */
        private List<JsonNode> declared(ArrayNode values, JsonNode raw) {
            if (!raw.isTextual()) {
                return StreamSupport.stream(raw.spliterator(), false).toList();
            }
            if (values.size() == 2 && values.get(0).asText().equals("CMD-SHELL")) {
                return List.of(values.get(0), raw);
            }
            return Pattern.compile(values.size() == 1 ? "$^" : "\\s+")
                    .splitAsStream(raw.asText().strip())
                    .<JsonNode>map(TextNode::new)
                    .toList();
        }

        private boolean isLiteral(JsonNode value, JsonNode raw) {
            return value.equals(raw) && !hasVariable(raw);
        }

        private JsonNode scalar(String name, JsonNode value, JsonNode raw) {
            if (value.isNull() || value.asText().isEmpty() || (value.isBoolean() && raw.isMissingNode())) {
                return value;
            }
            if (!raw.isValueNode() || raw.isNull()) {
                return marked(name, value, areKnown() ? "${" + name + "}" : MASK);
            }
            RawText text = new RawText(raw.asText());
            if (!text.hasVariable()) {
                boolean same = !inList || text.literal().equals(value.asText());
                return same ? value : marked(name, value, raw.asText());
            }
            String marks = text.marked(value.asText());
            if (marks.equals(value.asText())) {
                return value;
            }
            remember(value, raw.asText());
            return new TextNode(marks);
        }

        private JsonNode marked(String name, JsonNode value, String raw) {
            remember(value, raw);
            return new TextNode(RawText.mark(name, value.asText()));
        }

        private void remember(JsonNode value, String raw) {
            if (value.isBoolean() || text.contains(value.asText())) {
                return; // "true" in a message reveals nothing
            }
            texts.computeIfAbsent(service, _ -> new LinkedHashMap<>()).put(value.asText(), raw);
        }
    }

    /** Whether there is a raw model to compare with. */
    public boolean areKnown() {
        return model.raw().isPresent();
    }

    /** Returns the values that messages about a service must hide. */
    public VariableTexts of(String service) {
        return VariableTexts.joined(List.of(
                new VariableTexts(texts.getOrDefault("", Map.of())),
                new VariableTexts(texts.getOrDefault(service, Map.of()))));
    }

    /** Whether a text contains a long value that came from a variable. */
    public boolean isIn(String text) {
        return texts.values().stream()
                .flatMap(values -> values.keySet().stream())
                .anyMatch(value -> value.length() >= LONG_VALUE && text.contains(value));
    }

    /**
     * Returns the model with marks instead of values, see {@link RawText}. Keys that cannot have a placeholder are removed, and
     * added to {@code removed}, by service.
     */
    public ComposeModel pruned(Map<String, Set<String>> removed) {
        ObjectNode pruned = marked.deepCopy();
        for (var service : pruned.path(SERVICES).properties()) {
            Set<String> keys = new LinkedHashSet<>();
            ObjectNode declared = (ObjectNode) service.getValue();
            for (String key : List.copyOf(fieldNames(declared))) {
                boolean canHavePlaceholder = WITH_PLACEHOLDER.contains(key);
                JsonNode before = declared.path(key).deepCopy();
                if (key.equals("healthcheck") && declared.path(key) instanceof ObjectNode check) {
                    fieldNames(check).stream()
                            .filter(field -> !field.equals("test"))
                            .forEach(field -> prune(check, field));
                } else if (!canHavePlaceholder) {
                    prune(declared, key);
                } else if (declared.path(key) instanceof ObjectNode named) {
                    named.remove(
                            fieldNames(named).stream().filter(RawText::isMarked).toList());
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
        return RawText.isMarked(value.toString());
    }
}
