package dev.aether.ajj.model.text;

import java.util.Locale;

/** An enum whose constants have a word in texts, files and JSON. */
public interface Word {
    /** Returns the name of the constant. */
    String name();

    /** Returns the name in lower case: {@code mount_read}. */
    default String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
