package dev.aether.ajj.testing;

import dev.aether.ajj.spi.ComposeSource;
import java.nio.file.Path;
import java.util.List;

/** A machine whose repositories have no compose files. */
public final class NoCompose implements ComposeSource {

    @Override
    public List<Path> find(Path directory, Path root) {
        return List.of();
    }

    @Override
    public Composed read(Request request) {
        throw new IllegalStateException("there is no compose file: " + request);
    }
}
