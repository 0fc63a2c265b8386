package dev.aether.ajj.spi;

import java.nio.file.Path;
import java.util.Map;

/** Files that hold environment variables, such as {@code .env}. */
public interface EnvironmentFiles {

    /** Whether a file of this name holds variables: {@code .env}, {@code .env.local}, {@code test.env}. */
    boolean holdsVariables(String file);

    /**
     * The variables of a file, in its order; the last of several of one name counts.
     *
     * @throws dev.aether.ajj.error.Failure {@code CONTEXT_INJECTION_FAILED} when it is missing or cannot be understood, with the line
     */
    Map<String, String> read(Path file);
}
