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
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A compose file in addition to those of a request. With it, services read only copies of checked files in {@code env_file} and
 * {@code label_file}: their values get into containers, so a repository may only name its own. The model also gets the contents of
 * configs and secrets that come from variables, of which Compose prints only the names.
 */
final class ComposeOverride {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> KEYS = List.of("env_file", "label_file");
    private static final String CONTENTS = "x-ajj";
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final List<String> FOREIGN_HINTS = List.of(
            "its values get into a container: use a file of the repository, named without variables",
            "or trust all repositories for this call: AJJ_TRUST=all");

    private final Request request;
    private final VariableFiles files;
    private final Map<Path, Path> copies = new HashMap<>();
    private final SequencedMap<String, ObjectNode> services = new LinkedHashMap<>();
    private final ObjectNode contents = JSON.createObjectNode();

    /**
     * Copies the files.
     *
     * @param raw the model without the contents of these files
     * @param trusted whether Compose may read any files; then none are copied
     * @throws Failure {@code CONFIG_INVALID} for a file outside the workspace, also through a link
     */
    ComposeOverride(Request request, ComposeModel raw, VariableFiles files, boolean trusted) {
        this.request = request;
        this.files = files;
        boolean _ = addContents(raw);
        for (var service : raw.json().path("services").properties()) {
            if (!trusted) {
                ObjectNode own = JSON.createObjectNode();
                KEYS.forEach(key -> own.set(key, checked(service.getKey(), key, service.getValue())));
                services.put(service.getKey(), own);
            }
        }
    }

    /**
     * Adds the contents of configs and secrets of a model.
     *
     * @return whether some were missing: Compose must read this file again
     */
    boolean addContents(ComposeModel model) {
        int known = contents.size();
        declarations(model).forEach(declared -> {
            String name = declared.path("environment").asText();
            contents.put(name, "${" + name + "+=}${" + name + "-}"); // an equals sign and the value, if it is set
        });
        return contents.size() > known;
    }

    /** Returns the configs and secrets of a model whose content comes from a variable. */
    private static List<ObjectNode> declarations(ComposeModel model) {
        return List.of(model.json().path("configs"), model.json().path("secrets")).stream()
                .flatMap(all -> all.properties().stream().map(Map.Entry::getValue))
                .filter(declared ->
                        NAME.matcher(declared.path("environment").asText()).matches() && !declared.has("content"))
                .map(ObjectNode.class::cast)
                .toList();
    }

    /** Returns the compose file. */
    String text() {
        return text(services) + CONTENTS + ": " + contents + "\n";
    }

    /** Returns a compose file with which the services of a model read no files. */
    static String withoutFiles(ComposeModel model) {
        SequencedMap<String, ObjectNode> services = new LinkedHashMap<>();
        model.json().path("services").properties().forEach(service -> {
            ObjectNode own = JSON.createObjectNode();
            KEYS.forEach(own::putArray);
            services.put(service.getKey(), own);
        });
        return text(services);
    }

    private static String text(SequencedMap<String, ObjectNode> services) {
        return services.entrySet().stream()
                .map(service -> "  " + JSON.getNodeFactory().textNode(service.getKey())
                        + KEYS.stream()
                                .map(key -> key + ": !override "
                                        + service.getValue().path(key))
                                .collect(Collectors.joining(", ", ": {", "}\n")))
                .collect(Collectors.joining("", services.isEmpty() ? "services: {}\n" : "services:\n", ""));
    }

    /** Adds the contents of configs and secrets to a model that was read with this file. */
    ComposeModel completed(ComposeModel model) {
        declarations(model).forEach(declared -> {
            String value = model.json()
                    .path(CONTENTS)
                    .path(declared.path("environment").asText())
                    .asText();
            if (value.startsWith("=")) {
                declared.put("content", value.substring(1));
            }
        });
        return model;
    }

    /** Whether the files of all services of a model were checked. */
    boolean covers(ComposeModel model) {
        return model.json().path("services").properties().stream()
                .map(Map.Entry::getKey)
                .allMatch(services::containsKey);
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
