package dev.aether.ajj.spi.vcs;

import java.util.List;

/** Additional options for every call to jj. */
@FunctionalInterface
public interface VcsOptions {
    VcsOptions NONE = List::of;

    /** Returns the options, one word each, such as {@code --ignore-immutable}. */
    List<String> words();
}
