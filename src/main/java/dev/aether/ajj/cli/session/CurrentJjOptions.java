package dev.aether.ajj.cli.session;

import dev.aether.ajj.spi.vcs.VcsOptions;
import java.util.List;

/** jj's options of the running command, for adapters that are created before the command line is parsed. */
public class CurrentJjOptions implements VcsOptions {
    private volatile List<String> words = List.of();

    /** Sets the options for every further call to jj. */
    public void use(List<String> options) {
        words = List.copyOf(options);
    }

    @Override
    public List<String> words() {
        return words;
    }
}
