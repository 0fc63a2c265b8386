package dev.aether.ajj.files;

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

    private static Path home(Map<String, String> environment) {
        String home = environment.getOrDefault("HOME", "");
        return Path.of(home.isEmpty() ? System.getProperty("user.home", "") : home)
                .toAbsolutePath();
    }
}
