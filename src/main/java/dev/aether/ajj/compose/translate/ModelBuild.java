package dev.aether.ajj.compose.translate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aether.ajj.compose.model.ModelService;
import dev.aether.ajj.model.config.ComposeUse.Build;
import dev.aether.ajj.model.text.Hash;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** Translates the {@code build} of a service. */
final class ModelBuild {
    /** Supported keys. Others use files outside the workspace, or images of other projects. */
    private static final Set<String> KEPT =
            Set.of("dockerfile", "dockerfile_inline", "args", "target", "platforms", "shm_size", "no_cache", "pull");

    private static final int TAG_DIGITS = 12;

    private final String name;
    private final ModelService service;
    private final Path root;
    private final Notes notes;

    ModelBuild(String name, ModelService service, Path root, Notes notes) {
        this.name = name;
        this.service = service;
        this.root = root;
        this.notes = notes;
    }

    /** Returns the build; empty for a service that is not built, or that ajj cannot build. */
    Optional<Build> build() {
        if (!(service.json().path("build") instanceof ObjectNode declared)) {
            return Optional.empty();
        }
        String context = declared.path("context").asText();
        if (!context.startsWith("/")) {
            notes.add("build", "ajj only builds from directories: to use the service, set its image in aether.toml");
            return Optional.empty();
        }
        try {
            return Optional.of(build(declared, Path.of(context)));
        } catch (InvalidPathException impossible) {
            notes.add("build", "its context is not a valid path");
            return Optional.empty();
        }
    }

    private Build build(ObjectNode declared, Path context) {
        ObjectNode kept = new ObjectMapper().createObjectNode();
        declared.properties().forEach(entry -> {
            if (KEPT.contains(entry.getKey())) {
                kept.set(entry.getKey(), entry.getValue());
            } else if (!entry.getKey().equals("context") && !isEmpty(entry.getValue())) {
                notes.add("build", entry.getKey() + " is left out");
            }
        });
        Path dockerfile = Path.of(declared.path("dockerfile").asText("Dockerfile"));
        Path inside = context.startsWith(root) ? root.relativize(context) : context;
        return new Build(name, Hash.of(inside + "\0" + kept, TAG_DIGITS), inside, dockerfile, kept.toString());
    }

    private static boolean isEmpty(JsonNode value) {
        return value.isNull() || (value.isContainerNode() && value.isEmpty());
    }
}
