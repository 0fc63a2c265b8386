package dev.aether.ajj.docker.engine;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names and ids that an engine gives to what it has. They become part of paths in later requests, so that one with a slash
 * or a line break in it would be another request.
 */
public final class EngineName {
    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,254}");

    private EngineName() {}

    /** Whether an engine may call something so; it is not asked about anything else. */
    public static boolean isValid(@Nullable String name) {
        return name != null && VALID.matcher(name).matches();
    }

    /**
     * An id from an answer.
     *
     * @throws IllegalArgumentException when no engine would give it
     */
    public static String check(@Nullable String id) {
        if (id == null || !isValid(id)) {
            throw new IllegalArgumentException("not an id");
        }
        return id;
    }

    /** The first digits of a container's id, for people. */
    public static String shortId(String containerId) {
        return containerId.length() > 12 ? containerId.substring(0, 12) : containerId;
    }
}
