package dev.aether.ajj.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aether.ajj.compose.model.ComposeModel;
import dev.aether.ajj.compose.text.ComposeLines;
import dev.aether.ajj.error.ConfigProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.workspace.PathTrail;
import dev.aether.ajj.model.workspace.RealPath;
import dev.aether.ajj.spi.config.ComposeSource.Request;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/**
 * The files in {@code env_file} and {@code label_file}. Their values get into containers, so a repository may only name its own
 * files. Compose reads copies of the checked files.
 */
final class ServiceVariableFiles {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> KEYS = List.of("env_file", "label_file");
    private static final List<String> FOREIGN_HINTS = List.of(
            "its values get into a container: use a file of the repository, named without variables",
            "or trust all repositories for this call: AJJ_TRUST=all");

    private final Request request;
    private final VariableFiles files;
    private final Map<Path, Path> copies = new HashMap<>();
    private final SequencedMap<String, ObjectNode> services = new LinkedHashMap<>();

    /**
     * Copies the files.
     *
     * @throws Failure {@code CONFIG_INVALID} for a file outside the workspace, also through a link
     */
    ServiceVariableFiles(Request request, ComposeModel model, VariableFiles files) {
        this.request = request;
        this.files = files;
        for (var service : model.json().path("services").properties()) {
            ObjectNode own = JSON.createObjectNode();
            KEYS.forEach(key -> own.set(key, checked(service.getKey(), key, service.getValue())));
            services.put(service.getKey(), own);
        }
    }

    /** Returns a compose file that makes each service read only the copies; empty when there are no services. */
    Optional<String> override() {
        StringBuilder override = new StringBuilder("services:\n");
        services.forEach((service, own) -> override.append("  ")
                .append(text(service))
                .append(KEYS.stream()
                        .map(key -> key + ": !override " + own.path(key))
                        .collect(Collectors.joining(", ", ": {", "}\n"))));
        return services.isEmpty() ? Optional.empty() : Optional.of(override.toString());
    }

    /** Whether the {@link #override} covers all services of a model. */
    boolean covers(ComposeModel model) {
        return model.json().path("services").properties().stream()
                .map(Map.Entry::getKey)
                .allMatch(services::containsKey);
    }

    private static String text(String name) {
        return JSON.getNodeFactory().textNode(name).toString();
    }

    private ArrayNode checked(String service, String key, JsonNode declared) {
        ArrayNode checked = JSON.createArrayNode();
        JsonNode named = declared.path(key);
        for (JsonNode file : named.isTextual() ? List.of(named) : named) {
            String path = file.isTextual() ? file.asText() : file.path("path").asText();
            String copy = copy(service, key, path).toString();
            checked.add(
                    file instanceof ObjectNode object ? object.deepCopy().put("path", copy) : JSON.valueToTree(copy));
        }
        return checked;
    }

    private Path copy(String service, String key, String path) {
        if (path.contains("$")) {
            throw refused(service, key, "contains a variable, so ajj cannot check it: " + path, FOREIGN_HINTS);
        }
        Path file = request.files().getFirst().resolveSibling("").resolve(path);
        PathTrail.fault(RealPath.of(request.root()), file).ifPresent(fault -> {
            throw refused(service, key, fault, FOREIGN_HINTS);
        });
        try {
            Optional<Path> known = Optional.ofNullable(copies.get(file));
            Path copy = known.isPresent() ? known.get() : files.copy(file, request.root());
            copies.put(file, copy);
            return copy;
        } catch (IOException unreadable) {
            throw refused(
                    service,
                    key,
                    "cannot be read: " + unreadable.getMessage(),
                    List.of("check that it is a file that you may read"));
        }
    }

    private Failure refused(String service, String key, String reason, List<String> hints) {
        return new Failure(new ConfigProblem.Invalid(
                new ComposeLines(request.files()).of(service, key), key + " of " + service + " " + reason, hints));
    }
}
