package dev.aether.ajj.compose;

import dev.aether.ajj.model.variable.IdentifyingVariables;
import dev.aether.ajj.model.workspace.RealPath;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The variables of the user's environment that Compose gets. A repository is not trusted, and its compose file can put variables
 * into containers, which can send them anywhere. So Compose gets only variables that identify the user and the directory, and
 * settings of Compose and Docker. None of them is secret. Other variables belong in the project's {@code .env}.
 */
final class ComposeEnvironment {
    /** Variables that Compose itself needs to run. */
    private static final Set<String> SETTINGS = Set.of(
            "PATH",
            "COMPOSE_PROFILES",
            "COMPOSE_ENV_FILES",
            "COMPOSE_DISABLE_ENV_FILE",
            "COMPOSE_PATH_SEPARATOR",
            "COMPOSE_COMPATIBILITY",
            "COMPOSE_EXPERIMENTAL_GIT_REMOTE",
            "COMPOSE_EXPERIMENTAL_OCI_REMOTE",
            "DOCKER_CONFIG",
            "DOCKER_CONTEXT",
            "DOCKER_HOST",
            "DOCKER_DEFAULT_PLATFORM");

    private static final String PROJECT_NAME = "COMPOSE_PROJECT_NAME";
    private static final String SETTING = "(?:" + String.join("|", SETTINGS) + ")(?!\\w)";
    /** A reference to a setting, or its name without a value: in a list, or before nothing, null, a tag or an alias. */
    private static final Pattern USED_SETTING = Pattern.compile(
            "\\$\\{?" + SETTING + "|(?<!\\w)" + SETTING + "(?![\"']?[ \\t]*+[:=][ \\t]*+[^\\s,\\]}#~nN!&*])");

    /** With the value {@code all}, the user trusts every repository. */
    private static final String TRUST = "AJJ_TRUST";

    private ComposeEnvironment() {}

    static boolean trustsAll(Map<String, String> environment) {
        return environment.getOrDefault(TRUST, "").equals("all");
    }

    /** Whether Compose needs the real value of a variable to run. */
    static boolean isSetting(String name) {
        return SETTINGS.contains(name);
    }

    /** Whether compose files use the value of a setting. */
    static boolean usesSetting(String text) {
        return USED_SETTING.matcher(text).find();
    }

    static Map<String, String> of(Map<String, String> environment) {
        Map<String, String> passed = new TreeMap<>(environment);
        if (!trustsAll(environment)) {
            passed.keySet()
                    .removeIf(name -> !SETTINGS.contains(name)
                            && !name.equals(PROJECT_NAME)
                            && !IdentifyingVariables.include(name));
        }
        // Compose files use it in the paths of mounts, and ajj asks for permission for a path through a link.
        passed.computeIfPresent(
                "PWD", (_, directory) -> RealPath.of(Path.of(directory)).toString());
        // With a mark in place of HOME, Compose would not find the user's plugins.
        passed.putIfAbsent("DOCKER_CONFIG", environment.getOrDefault("HOME", "") + "/.docker");
        // ajj passes all files on the command line: an env file in a context could be a link to any file. And nothing
        // may be fetched from the network.
        passed.remove("COMPOSE_FILE");
        passed.remove("COMPOSE_ENV_FILES");
        passed.put("COMPOSE_DISABLE_ENV_FILE", "true");
        passed.put("COMPOSE_EXPERIMENTAL_GIT_REMOTE", "false");
        passed.put("COMPOSE_EXPERIMENTAL_OCI_REMOTE", "false");
        return passed;
    }
}
