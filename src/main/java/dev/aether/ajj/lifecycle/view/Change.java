package dev.aether.ajj.lifecycle.view;

import java.util.Locale;

/** What {@code ajj up} does to a service. */
public enum Change {
    /** It had no container. */
    CREATED,
    /** Its container existed but was not running. */
    STARTED,
    /** Its container did not match aether.toml, or could not be started. */
    RECREATED,
    /** aether.toml no longer declares it. */
    REMOVED,
    /** It matched its declaration. */
    UNCHANGED;

    /** Returns the word for JSON and messages. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
