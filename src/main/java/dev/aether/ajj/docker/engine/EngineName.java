package dev.aether.ajj.docker.engine;

import java.util.regex.Pattern;

/** Validates names and ids from an engine. In a path, a slash or a line break would change the request. */
public final class EngineName {
    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,254}");

    private EngineName() {}

    /** Whether it is a valid name or id of an engine. */
    public static boolean isValid(String name) {
        return VALID.matcher(name).matches();
    }

    /**
     * Returns a valid id.
     *
     * @throws IllegalArgumentException when it is not valid
     */
    public static String check(String id) {
        if (!isValid(id)) {
            throw new IllegalArgumentException("not an id");
        }
        return id;
    }

    /** Returns the first 12 digits of a container's id, for messages. */
    public static String shortId(String containerId) {
        return containerId.length() > 12 ? containerId.substring(0, 12) : containerId;
    }
}
