package dev.aether.ajj.compose.translate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aether.ajj.compose.model.ModelService;
import dev.aether.ajj.model.config.ComposeUse.Build;
import dev.aether.ajj.model.text.Hash;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** Translates the {@code build} of a service. */
final class ModelBuild {
    /** Supported keys. Others use files outside the workspace, or images of other projects. */
    private static final Set<String> KEPT =
            Set.of("dockerfile", "dockerfile_inline", "args", "target", "platforms", "shm_size", "no_cache", "pull");

    private static final int TAG_DIGITS = 12;

    private ModelBuild() {}

    /** Returns the build; empty for a service that is not built, or that ajj cannot build. */
    static Optional<Build> of(ModelService service, Path root, Notes notes) {
        if (!(service.json().path("build") instanceof ObjectNode declared)) {
            return Optional.empty();
        }
        String context = declared.path("context").asText();
        String dockerfile = declared.path("dockerfile").asText("Dockerfile");
        if (!context.startsWith("/") || (context + dockerfile).indexOf('\0') >= 0) {
            notes.add("build", "ajj only builds from directories: to use the service, set its image in aether.toml");
            return Optional.empty();
        }
        ObjectNode kept = declared.deepCopy().retain(KEPT);
        declared.properties().forEach(entry -> {
            boolean empty = entry.getValue().isNull()
                    || (entry.getValue().isContainerNode() && entry.getValue().isEmpty());
            if (!KEPT.contains(entry.getKey()) && !entry.getKey().equals("context") && !empty) {
                notes.add("build", entry.getKey() + " is left out");
            }
        });
        Path directory = Path.of(context);
        Path inside = directory.startsWith(root) ? root.relativize(directory) : directory;
        String digest = Hash.of(inside + "\0" + kept, TAG_DIGITS);
        return Optional.of(new Build(service.name(), digest, inside, Path.of(dockerfile), kept.toString()));
    }
}
