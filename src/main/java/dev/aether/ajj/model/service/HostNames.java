package dev.aether.ajj.model.service;

import java.util.Arrays;
import java.util.regex.Pattern;

/** Which texts can name a container. */
public final class HostNames {
    /** The kernel takes no longer one. */
    private static final int LONGEST_LABEL = 63;

    private static final Pattern NAME = Pattern.compile(
            "(?=.{1,64}$)[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*");
    private static final Pattern ALIAS = Pattern.compile("(?=.{1,253}$)[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?");

    private HostNames() {}

    /** Returns whether a container can have this host name: at most 64 characters, parts of at most 63. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches()
                && Arrays.stream(text.split("\\.", -1)).allMatch(label -> label.length() <= LONGEST_LABEL);
    }

    /** Returns whether other containers can look a container up by this name; it may have underscores, as services may. */
    public static boolean isAlias(String text) {
        return ALIAS.matcher(text).matches();
    }
}
