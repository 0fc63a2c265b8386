package dev.aether.ajj.files;

import dev.aether.ajj.error.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where programs of this user keep what must outlive them, as the XDG base directory specification says. */
public final class StateHome {

    private StateHome() {}

    /** ajj's own directory in it; may not exist yet. */
    public static Path aether(Map<String, String> environment) {
        return Optional.ofNullable(environment.get("XDG_STATE_HOME"))
                .filter(value -> !value.isEmpty())
                .map(Path::of)
                .filter(Path::isAbsolute) // the specification: relative paths are to be ignored
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

    /** The user's home directory: {@code HOME} when it is an absolute path, otherwise what the user database says. */
    public static Path home(Map<String, String> environment) {
        String home = environment.getOrDefault("HOME", "");
        return Path.of(home.startsWith("/") ? home : System.getProperty("user.home", "/"))
                .toAbsolutePath();
    }
}
