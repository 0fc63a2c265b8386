package dev.aether.ajj.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aether.ajj.compose.model.ComposeModel;
import dev.aether.ajj.compose.text.ComposeLines;
import dev.aether.ajj.error.ConfigProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.spi.config.ComposeSource.Request;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The variables of services in files with an {@code include}, where they are a list. Compose fills in those without a value
 * ({@code - TOKEN}) from the files that the include names, also when it prints everything else as it is written. So a value that
 * the compose files do not have is taken out again.
 */
final class IncludedEnvironment {
    /** Settings of Compose cannot be tried out. */
    private static final String SETTINGS = "COMPOSE_";

    private static final Pattern NAME = Pattern.compile("[A-Za-z_]\\w*");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Request request;
    private final ComposeModel raw;
    private final String mark = "ajj-" + UUID.randomUUID();
    private final Set<String> names = new TreeSet<>();
    private boolean empty = true;

    /** @param raw with variables as they are written */
    IncludedEnvironment(Request request, ComposeModel raw) {
        this.request = request;
        this.raw = raw;
        for (JsonNode service : raw.json().path("services")) {
            for (JsonNode entry : list(service)) {
                String name = name(entry.asText());
                if (entry.asText().length() > name.length()) {
                    empty = false;
                    names.add(name);
                }
            }
        }
        names.removeIf(name -> name.startsWith(SETTINGS) || !NAME.matcher(name).matches());
    }

    private static JsonNode list(JsonNode service) {
        JsonNode declared = service.path("environment");
        return declared.isArray() ? declared : JSON.createArrayNode();
    }

    private static String name(String entry) {
        return entry.replaceFirst("(?s)=.*", "");
    }

    /** Whether no variable in a list has a value. */
    boolean isEmpty() {
        return empty;
    }

    /** A file of variables that gives each a value by which it is known again. */
    String marks() {
        return names.stream().map(name -> name + "=" + mark(name) + "\n").collect(Collectors.joining());
    }

    /** Another one for each: one may have the value of another. */
    private String mark(String name) {
        return mark + "-" + name;
    }

    /**
     * Takes out the values that the compose files do not have.
     *
     * @param marked the model, read with the {@link #marks}
     * @param texts of the compose files, as far as they are known
     * @throws Failure {@code CONFIG_INVALID} when it cannot be told
     */
    void takeOut(ComposeModel marked, List<String> texts) {
        for (var service : raw.json().path("services").properties()) {
            JsonNode declared = list(service.getValue());
            if (!declared.isEmpty()) {
                ArrayNode written = JSON.createArrayNode();
                JsonNode found = marked.json().path("services").path(service.getKey());
                declared.forEach(entry -> written.add(written(service.getKey(), entry.asText(), found, texts)));
                ((ObjectNode) service.getValue()).set("environment", written);
            }
        }
    }

    private String written(String service, String entry, JsonNode marked, List<String> texts) {
        String name = name(entry);
        if (name.length() == entry.length()) {
            return entry;
        }
        String value = entry.substring(name.length() + 1);
        String found = marked.path("environment").path(name).asText();
        if (name.startsWith(SETTINGS) || found.equals(mark(name))) {
            return name;
        }
        boolean isLiteral =
                value.contains("$") ? texts.stream().anyMatch(text -> text.contains(entry)) : found.equals(value);
        if (!isLiteral) {
            throw new Failure(new ConfigProblem.Invalid(
                    new ComposeLines(request.files()).of(service, "environment"),
                    "in files with an include, ajj cannot tell where the value of " + name + " of " + service
                            + " comes from",
                    List.of(
                            "write the variables of " + service + " as `" + name + ": value`, not as a list",
                            "or trust all repositories for this call: AJJ_TRUST=all")));
        }
        return entry;
    }
}
