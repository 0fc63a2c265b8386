package dev.aether.ajj.lifecycle.view;

import java.util.Locale;

/** What {@code ajj up} does to a service, or has done. */
public enum Change {
    /** It had no container. */
    CREATED,
    /** Its container was there and did not run. */
    STARTED,
    /** Its container was not what aether.toml declares, or could not be started. */
    RECREATED,
    /** aether.toml does not declare it any more. */
    REMOVED,
    /** It was as declared. */
    UNCHANGED;

    /** As JSON and people read it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
