package dev.aether.ajj.spi.machine;

import java.io.File;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The environment variables and the working directory of ajj.
 *
 * @param directory the working directory; absolute
 */
public record ProcessContext(Map<String, String> environment, Path directory) {

    /** Returns the context of this process. */
    public static ProcessContext current() {
        return new ProcessContext(System.getenv(), Path.of("").toAbsolutePath());
    }

    /** Returns a context with more variables, which replace those of the same name. */
    public ProcessContext with(Map<String, String> variables) {
        Map<String, String> all = new TreeMap<>(environment);
        all.putAll(variables);
        return new ProcessContext(all, directory);
    }

    /**
     * Applies this context to a child process. Values equal to this process's own are inherited and not copied: they
     * may hold bytes that a string cannot, and the directory may have been deleted.
     */
    public void applyTo(ProcessBuilder child) {
        Map<String, String> inherited = child.environment();
        inherited.keySet().retainAll(environment.keySet());
        environment.forEach((name, value) -> {
            if (!value.equals(inherited.get(name))) {
                inherited.put(name, value);
            }
        });
        if (!directory.equals(current().directory())) {
            child.directory(new File(directory.toString()));
        }
    }
}
