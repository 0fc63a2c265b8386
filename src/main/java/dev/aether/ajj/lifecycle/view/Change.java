package dev.aether.ajj.lifecycle.view;

import dev.aether.ajj.model.text.Word;

/** What {@code ajj up} does to a service. */
public enum Change implements Word {
    /** It had no container. */
    CREATED,
    /** Its container existed but was not running. */
    STARTED,
    /** Its container did not match aether.toml, or could not be started. */
    RECREATED,
    /** It is no longer declared. */
    REMOVED,
    /** It matched its declaration. */
    UNCHANGED
}
