package dev.aether.ajj.files;

import dev.aether.ajj.error.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The user's directories for state, by the XDG base directory specification. */
public final class StateHome {

    private StateHome() {}

    /** Returns ajj's directory for state, which may not exist yet. */
    public static Path aether(Map<String, String> environment) {
        return Optional.ofNullable(environment.get("XDG_STATE_HOME"))
                .filter(value -> !value.isEmpty())
                .map(Path::of)
                .filter(Path::isAbsolute) // the specification ignores relative paths
                .orElseGet(() -> home(environment).resolve(".local").resolve("state"))
                .resolve("aether");
    }

    /**
     * Creates the directory if it is missing, for this user alone.
     *
     * @throws dev.aether.ajj.error.Failure as {@link StateDirectory#prepare}
     */
    public static void prepare(Path directory) {
        try {
            Files.createDirectories(directory.resolveSibling(""));
        } catch (IOException impossible) {
            throw new Failure(Unwritable.problem(directory, impossible), impossible);
        }
        StateDirectory.prepare(directory);
    }

    /** Returns the user's home directory: {@code HOME} when it is an absolute path, else that of the user database. */
    public static Path home(Map<String, String> environment) {
        String home = environment.getOrDefault("HOME", "");
        return Path.of(home.startsWith("/") ? home : System.getProperty("user.home", "/"))
                .toAbsolutePath();
    }
}
