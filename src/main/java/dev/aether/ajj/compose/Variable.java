package dev.aether.ajj.compose;

import dev.aether.ajj.model.Secrets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A variable that has put its value into a compose file.
 *
 * @param value what it was; may be secret
 * @param file the file it stands in; empty when it is from the environment that ajj was started with
 */
record Variable(String name, String value, Optional<Path> file) {

    boolean looksSecret() {
        return Secrets.looksSecret(name);
    }

    /** Never shows the value. */
    @Override
    public String toString() {
        return name;
    }
}
