package dev.aether.ajj.compose;

import dev.aether.ajj.model.variable.IdentifyingVariables;
import dev.aether.ajj.model.workspace.RealPath;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The variables of the user's environment that Compose gets. A compose file puts variables into containers, which can send them
 * anywhere, and a repository is not trusted. So Compose gets only variables that identify the user and the place, and settings of
 * Compose and Docker, which hold no secrets. Others belong in the {@code .env} of the project.
 */
final class ComposeEnvironment {
    private static final Set<String> PASSED = Set.of(
            "COMPOSE_PROFILES",
            "COMPOSE_PROJECT_NAME",
            "COMPOSE_ENV_FILES",
            "COMPOSE_DISABLE_ENV_FILE",
            "COMPOSE_PATH_SEPARATOR",
            "COMPOSE_COMPATIBILITY",
            "DOCKER_CONFIG",
            "DOCKER_CONTEXT",
            "DOCKER_HOST",
            "DOCKER_DEFAULT_PLATFORM");
    /** With the value {@code all}, the user allows everything to every repository. */
    private static final String TRUST = "AJJ_TRUST";

    private ComposeEnvironment() {}

    /** Whether the user trusts every repository with everything. */
    static boolean trustsAll(Map<String, String> environment) {
        return environment.getOrDefault(TRUST, "").equals("all");
    }

    /** Files of variables that the user has named, relative to the directory of the compose file. */
    static List<Path> variableFiles(Map<String, String> environment) {
        return Stream.of(environment.getOrDefault("COMPOSE_ENV_FILES", "").split(","))
                .filter(name -> !name.isBlank())
                .map(Path::of)
                .toList();
    }

    static Map<String, String> of(Map<String, String> environment) {
        Map<String, String> passed = new TreeMap<>(environment);
        if (!trustsAll(environment)) {
            passed.keySet().removeIf(name -> !PASSED.contains(name) && !IdentifyingVariables.include(name));
        }
        // Compose files name the workspace by it, and a link on the way to a mount would be asked for.
        passed.computeIfPresent(
                "PWD", (_, directory) -> RealPath.of(Path.of(directory)).toString());
        // The files are named on the command line, and reading a repository fetches nothing from the network.
        passed.remove("COMPOSE_FILE");
        if (passed.getOrDefault("COMPOSE_ENV_FILES", "").isEmpty()) {
            // Those that ajj has chosen are on the command line; Compose itself would follow a link.
            passed.put("COMPOSE_DISABLE_ENV_FILE", "true");
        }
        passed.put("COMPOSE_EXPERIMENTAL_GIT_REMOTE", "false");
        passed.put("COMPOSE_EXPERIMENTAL_OCI_REMOTE", "false");
        return passed;
    }
}
