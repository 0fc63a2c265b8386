package dev.aether.ajj.model.variable;

import java.util.List;
import java.util.Set;

/** Variables of the user's environment that say who and where the user is. They hold no secrets. */
public final class IdentifyingVariables {
    private static final Set<String> NAMES =
            Set.of("PATH", "HOME", "USER", "LOGNAME", "UID", "GID", "PWD", "LANG", "TZ", "TMPDIR", "TERM", "NO_COLOR");

    private static final List<String> FAMILIES = List.of("XDG_", "LC_");

    private IdentifyingVariables() {}

    /** Whether a repository may have its value from the user's environment without a question. */
    public static boolean include(String name) {
        return NAMES.contains(name) || FAMILIES.stream().anyMatch(name::startsWith);
    }
}
