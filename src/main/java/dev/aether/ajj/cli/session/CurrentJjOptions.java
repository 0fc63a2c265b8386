package dev.aether.ajj.cli.session;

import dev.aether.ajj.spi.vcs.VcsOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The options for jj of the command that is running, for adapters that are made before the command line is read. */
@ApplicationScoped
public class CurrentJjOptions implements VcsOptions {
    private volatile List<String> words = List.of();

    /** From now on every jj is given these. */
    public void use(List<String> options) {
        words = List.copyOf(options);
    }

    @Override
    public List<String> words() {
        return words;
    }
}
