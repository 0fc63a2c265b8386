package dev.aether.ajj.compose;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aether.ajj.compose.model.ComposeModel;
import dev.aether.ajj.error.ConfigProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.files.RegularFile;
import dev.aether.ajj.model.text.SourcePosition;
import dev.aether.ajj.spi.config.ComposeSource.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What an {@code include} can bring. It may name any file of the user for values of variables, or a directory whose {@code .env} is
 * read. So Compose reads such files once as they are written, and replaces the variables in what it has printed, which includes
 * nothing any more.
 */
final class IncludedFiles {
    /** The word, escapes that can spell it, tags that can decode it, and text that is not UTF-8. */
    private static final Pattern INCLUDE =
            Pattern.compile("include|\\\\[xuU\\r\\n]|![^\\s,]*(?:binary|[%<])|%TAG|\\x00|\\uFFFD");

    private IncludedFiles() {}

    /** Whether the files may have an {@code include}. YAML can write it in ways that only a parser sees. */
    static boolean areIn(List<Path> files) throws IOException {
        for (Path file : files) {
            byte[] content = RegularFile.read(file, RegularFile.LARGEST + 1);
            // It may have grown since it was checked.
            boolean isWhole = content.length <= RegularFile.LARGEST;
            if (!isWhole
                    || INCLUDE.matcher(new String(content, StandardCharsets.UTF_8))
                            .find()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether the model has paths with variables. When Compose prints such a path as it is written, it cannot know what it is
     * relative to.
     *
     * @param raw with variables as they are written
     */
    static boolean haveVariablePaths(ComposeModel raw) {
        return paths(raw).values().stream().anyMatch(path -> path.contains("$"));
    }

    /**
     * Refuses a model in which a path leads elsewhere than in another one.
     *
     * @throws Failure {@code CONFIG_INVALID}
     */
    static void requireSamePaths(Request request, ComposeModel model, ComposeModel other) {
        Map<String, String> expected = paths(other);
        paths(model).forEach((place, path) -> {
            if (!path.equals(expected.get(place))) {
                throw new Failure(new ConfigProblem.Invalid(
                        new SourcePosition(request.files().getFirst(), 1, 1),
                        "in files with an include, ajj cannot tell where a path with variables leads: " + place,
                        List.of(
                                "write the path without variables",
                                "or trust all repositories for this call: AJJ_TRUST=all")));
            }
        });
    }

    /** By where they are. */
    private static Map<String, String> paths(ComposeModel model) {
        Map<String, String> paths = new TreeMap<>();
        for (var service : model.json().path("services").properties()) {
            String name = service.getKey();
            paths.put(
                    "build of " + name,
                    service.getValue().path("build").path("context").asText());
            for (JsonNode volume : service.getValue().path("volumes")) {
                String target = volume.path("target").asText();
                paths.put(
                        "volumes of " + name + ", " + target,
                        volume.path("source").asText(volume.asText()));
            }
        }
        for (String kind : List.of("configs", "secrets")) {
            for (var declared : model.json().path(kind).properties()) {
                paths.put(
                        kind + " " + declared.getKey(),
                        declared.getValue().path("file").asText());
            }
        }
        return paths;
    }
}
