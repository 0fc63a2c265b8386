package dev.aether.ajj.testing;

import dev.aether.ajj.model.config.ComposeUse.Build;
import dev.aether.ajj.spi.config.CommittedFiles;
import dev.aether.ajj.spi.config.ComposeSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A source of services without compose files. */
public class NoCompose implements ComposeSource {

    @Override
    public Found find(Path directory, Path root, Optional<CommittedFiles> committed) {
        return new Found(List.of(), false);
    }

    @Override
    public Composed read(Request request) {
        throw new IllegalStateException("there is no compose file: " + request);
    }

    @Override
    public boolean trustsAll() {
        return false;
    }

    @Override
    public void build(Build build, String image, Path root, Map<String, String> labels, String engine) {
        throw new IllegalStateException("nothing is built here: " + build);
    }
}
