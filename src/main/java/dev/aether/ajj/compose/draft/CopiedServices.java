package dev.aether.ajj.compose.draft;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aether.ajj.compose.model.ComposeModel;
import dev.aether.ajj.compose.model.Marks;
import dev.aether.ajj.compose.text.Page;
import dev.aether.ajj.compose.text.Toml;
import dev.aether.ajj.compose.translate.Translation;
import dev.aether.ajj.model.config.ComposeUse.Note;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tables of aether.toml without values that came from variables, which must not be committed: placeholders replace them, or their
 * keys are left out.
 */
final class CopiedServices {
    private static final String PLACEHOLDER = "...";
    private static final String NAME = "left-out";

    /** Keys that can have a placeholder. */
    private static final Set<String> REPLACED =
            Set.of("image", "environment", "command", "entrypoint", "labels", "test");

    private final Map<String, Set<String>> removed = new LinkedHashMap<>();
    private final Translation translation;

    /** @param marked with marks in place of the values */
    CopiedServices(Translation marked) {
        translation = marked.of(pruned(marked.model()));
    }

    /** Returns the services without the keys that are left out, and with marks instead of placeholders. */
    Translation translation() {
        return translation;
    }

    /**
     * Adds the tables, and comments on what is missing.
     *
     * @return notes on the keys with placeholders, which the user has to replace
     */
    List<Note> addTo(Page page) {
        List<Note> notes = new ArrayList<>();
        Map<String, Object> tables = translation.composed(List.of()).services().plain();
        Map<String, Object> shown = withPlaceholders(tables);
        page.line(Toml.services(shown));
        tables.forEach((service, table) -> {
            ((Map<?, ?>) table).forEach((key, value) -> {
                if (!value.equals(((Map<?, ?>) requireNonNull(shown.get(service))).get(key))) {
                    notes.add(new Note(
                            service,
                            key.toString(),
                            "its values come from variables: write them in place of \"" + PLACEHOLDER + "\"",
                            translation.model().lines().of(service, key.toString())));
                }
            });
            if (!table.equals(shown.get(service))) {
                page.comment("Values of " + service + " that come from variables are left out: replace \"" + PLACEHOLDER
                        + "\" and \"" + NAME + "\" by them.");
            }
        });
        removed.forEach((service, keys) -> page.comment("Left out of " + service
                + ", because the values come from variables: " + String.join(", ", keys) + "."));
        return notes;
    }

    private ComposeModel pruned(ComposeModel model) {
        ObjectNode pruned = model.json().deepCopy();
        for (var service : pruned.path("services").properties()) {
            for (JsonNode port : service.getValue().path("ports")) {
                ((ObjectNode) port).remove(List.of("published", "host_ip")); // not kept in any case
            }
            JsonNode before = service.getValue().deepCopy();
            prune((ObjectNode) service.getValue(), false);
            for (var key : before.properties()) {
                if (!key.getValue().equals(service.getValue().path(key.getKey()))) {
                    removed.computeIfAbsent(service.getKey(), _ -> new LinkedHashSet<>())
                            .add(key.getKey());
                }
            }
        }
        return new ComposeModel(pruned, model.marked(), model.unset(), model.lines());
    }

    /** @param keepValues whether all values can have a placeholder; names cannot */
    private static void prune(ObjectNode object, boolean keepValues) {
        for (String name : object.properties().stream().map(Map.Entry::getKey).toList()) {
            boolean keep = keepValues || REPLACED.contains(name);
            JsonNode value = object.path(name);
            if (value instanceof ObjectNode inner) {
                prune(inner, keep);
            } else if (value instanceof ArrayNode && !keep) {
                for (Iterator<JsonNode> each = value.elements(); each.hasNext(); ) {
                    if (Marks.isIn(each.next().toString())) {
                        each.remove();
                    }
                }
            }
            if (Marks.isIn(name) || (value.isTextual() && !keep && Marks.isIn(value.asText()))) {
                object.remove(name);
            }
        }
    }

    private static Map<String, Object> withPlaceholders(Map<?, ?> table) {
        Map<String, Object> shown = new LinkedHashMap<>();
        table.forEach((key, value) -> shown.put(key.toString(), withPlaceholders(key.toString(), value)));
        return shown;
    }

    /** @param key the nearest one, which decides what a valid placeholder is */
    private static Object withPlaceholders(String key, Object value) {
        return switch (value) {
            case Map<?, ?> table -> withPlaceholders(table);
            case List<?> list ->
                list.stream().map(each -> withPlaceholders(key, each)).toList();
            case String text
            when Marks.isIn(text) ->
                switch (key) {
                    case "image" -> "localhost/" + NAME; // exists in no registry
                    case "external_networks", "source" -> NAME;
                    default -> PLACEHOLDER;
                };
            default -> value;
        };
    }
}
