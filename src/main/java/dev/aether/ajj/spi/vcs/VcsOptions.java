package dev.aether.ajj.spi.vcs;

import java.util.List;

/** What the user wants every call to the version control system to be given, beside what the call is about. */
@FunctionalInterface
public interface VcsOptions {
    /** Nothing. */
    VcsOptions NONE = List::of;

    /** One word each, such as {@code --ignore-immutable}. */
    List<String> words();
}
