package dev.aether.ajj.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aether.ajj.compose.text.ComposeLines;
import dev.aether.ajj.compose.translate.ComposeModel;
import dev.aether.ajj.error.ConfigProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.RealPath;
import dev.aether.ajj.spi.ComposeSource.Request;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The files that {@code env_file} and {@code label_file} name: their values get into containers, so a repository may not name any
 * file of the user.
 */
final class ServiceVariableFiles {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Request request;
    private final StringBuilder override = new StringBuilder();

    /**
     * Refuses files outside the workspace, also through links.
     *
     * @param model with the paths in it
     * @throws Failure {@code CONFIG_INVALID}
     */
    ServiceVariableFiles(Request request, ComposeModel model) {
        this.request = request;
        for (var service : model.json().path("services").properties()) {
            ArrayNode variables = checked(service.getKey(), "env_file", service.getValue());
            ArrayNode labels = checked(service.getKey(), "label_file", service.getValue());
            if (!variables.isEmpty() || !labels.isEmpty()) {
                override.append("  ").append(text(service.getKey())).append(":\n");
                add("env_file", variables);
                add("label_file", labels);
            }
        }
    }

    /**
     * A compose file that names exactly these files, to be read after the others; empty when there are none. Compose
     * itself replaces variables in their names, and would follow links that have come since.
     */
    Optional<String> override() {
        return override.isEmpty() ? Optional.empty() : Optional.of("services:\n" + override);
    }

    private void add(String key, ArrayNode files) {
        if (!files.isEmpty()) {
            override.append("    ")
                    .append(key)
                    .append(": !override ")
                    .append(files)
                    .append('\n');
        }
    }

    private static String text(String name) {
        return JSON.getNodeFactory().textNode(name).toString();
    }

    private ArrayNode checked(String service, String key, JsonNode declared) {
        ArrayNode files = JSON.createArrayNode();
        JsonNode named = declared.path(key);
        for (JsonNode file : named.isTextual() ? List.of(named) : named) {
            if (file instanceof ObjectNode object) {
                files.add(object.deepCopy()
                        .put(
                                "path",
                                checked(service, key, object.path("path").asText())
                                        .toString()));
            } else {
                files.add(checked(service, key, file.asText()).toString());
            }
        }
        return files;
    }

    private Path checked(String service, String key, String path) {
        if (path.contains("$")) {
            throw refused(service, key, "holds a variable, so ajj cannot check it: " + path);
        }
        Path real = RealPath.of(request.files().getFirst().resolveSibling("").resolve(path));
        if (!real.startsWith(RealPath.of(request.root()))) {
            throw refused(service, key, "is outside the workspace: " + path);
        }
        return real;
    }

    private Failure refused(String service, String key, String reason) {
        return new Failure(new ConfigProblem.Invalid(
                new ComposeLines(request.files()).of(service, key),
                key + " of " + service + " " + reason,
                List.of(
                        "its values get into a container: use a file of the repository, named without variables",
                        "or trust all repositories for this call: AJJ_TRUST=all")));
    }
}
