package dev.aether.ajj.compose;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.config.ComposeUse.Build;
import dev.aether.ajj.model.workspace.PathTrail;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Builds the image of one service, with a generated compose file. */
final class ImageBuild {
    /** The number of last lines of a failed build in the error. */
    private static final int SHOWN_LINES = 5;

    private final ComposeProgram program;
    private final Build build;
    private final String image;
    private final Path root;
    /** Without links, as it was checked. */
    private final Path context;

    private final Path scratch;

    ImageBuild(ComposeProgram program, Build build, String image, Path root, Path scratch) {
        this.program = program;
        this.build = build;
        this.image = image;
        this.root = root;
        this.context = PathTrail.end(build.context(root));
        this.scratch = scratch;
    }

    void run(Map<String, String> labels, String engine) {
        Redaction redaction = new Redaction();
        Stream.concat(
                        EnvFile.all(root, root, Map.of(), Optional.empty()).stream()
                                .map(EnvFile::file),
                        Stream.iterate(context, inside -> inside.startsWith(root), inside -> inside.resolveSibling(""))
                                .map(directory -> directory.resolve(EnvFile.NAME)))
                .flatMap(file -> ComposeCache.content(file).stream())
                .forEach(redaction::add);
        try (Mirror mirror = new Mirror(scratch)) {
            JsonNode definition = new ObjectMapper().readTree(build.definition());
            // A builder prints arguments with each step.
            definition.path("args").forEach(argument -> redaction.addValue(argument.asText()));
            String text = file((ObjectNode) definition.deepCopy(), labels);
            Path file = mirror.write(context.resolve("compose.json"), text.getBytes(StandardCharsets.UTF_8));
            program.build(build.service(), file, context, engine).ifPresent(printed -> {
                String lines = lastLines(mirror.withOriginals(printed));
                throw failed(redaction.redact(lines, ""));
            });
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        } catch (IOException reason) {
            throw failed(String.valueOf(reason.getMessage()));
        }
    }

    private String file(ObjectNode definition, Map<String, String> labels) {
        definition.put("context", context.toString());
        if (!definition.has("dockerfile_inline")) {
            definition.put("dockerfile", PathTrail.end(build.dockerfile(root)).toString());
        }
        ObjectNode own = definition.putObject("labels");
        labels.forEach(own::put);
        ObjectNode file = new ObjectMapper().createObjectNode().put("name", "aether-build");
        file.putObject("services")
                .putObject(build.service())
                .put("image", image)
                .set("build", definition);
        return file.toString().replace("$", "$$"); // already interpolated
    }

    private static String lastLines(String printed) {
        List<String> lines = printed.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("----"))
                .toList();
        return String.join("; ", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
    }

    private Failure failed(String reason) {
        return new Failure(new BackendProblem.ImageNotFound(
                build.service(),
                image,
                "it cannot be built from " + context + ": " + reason,
                List.of("if you do not need " + build.service()
                        + ", list only the other services in [compose] services")));
    }
}
