package dev.aether.ajj.model.service;

import java.util.Arrays;
import java.util.regex.Pattern;

/** The syntax of host names. */
public final class HostNames {
    /** The kernel's limit. */
    private static final int LONGEST_LABEL = 63;

    private static final Pattern NAME = Pattern.compile(
            "(?=.{1,64}$)[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*");
    private static final Pattern ALIAS = Pattern.compile("(?=.{1,253}$)[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?");

    private HostNames() {}

    /** Whether a container can have this host name: at most 64 characters, parts of at most 63. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches()
                && Arrays.stream(text.split("\\.", -1)).allMatch(label -> label.length() <= LONGEST_LABEL);
    }

    /** Whether other containers can resolve this name. Unlike a host name, it may have underscores. */
    public static boolean isAlias(String text) {
        return ALIAS.matcher(text).matches();
    }
}
