package dev.aether.ajj.compose;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aether.ajj.compose.text.ComposeLines;
import dev.aether.ajj.compose.translate.ComposeModel;
import dev.aether.ajj.error.ConfigProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.RealPath;
import dev.aether.ajj.spi.ComposeSource.Request;
import java.nio.file.Path;
import java.util.List;

/** The files that {@code env_file} names: their values get into containers, so a repository may not name any file of the user. */
final class ServiceVariableFiles {

    private ServiceVariableFiles() {}

    /**
     * Refuses files outside the workspace, also through links.
     *
     * @param model with the paths in it
     * @throws Failure {@code CONFIG_INVALID}
     */
    static void check(Request request, ComposeModel model) {
        ComposeLines lines = new ComposeLines(request.files());
        for (var service : model.json().path("services").properties()) {
            for (JsonNode file : service.getValue().path("env_file")) {
                String path =
                        file.isTextual() ? file.asText() : file.path("path").asText();
                if (path.contains("$")) {
                    throw refused(lines, service.getKey(), "holds a variable, so ajj cannot check it: " + path);
                }
                Path real = RealPath.of(
                        request.files().getFirst().resolveSibling("").resolve(path));
                if (!real.startsWith(RealPath.of(request.root()))) {
                    throw refused(lines, service.getKey(), "is outside the workspace: " + path);
                }
            }
        }
    }

    private static Failure refused(ComposeLines lines, String service, String reason) {
        return new Failure(new ConfigProblem.Invalid(
                lines.of(service, "env_file"),
                "env_file of " + service + " " + reason,
                List.of(
                        "its values get into a container: use a file of the repository, named without variables",
                        "or trust all repositories for this call: AJJ_TRUST=all")));
    }
}
