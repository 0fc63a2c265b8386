package dev.aether.ajj.model.variable;

import java.util.List;
import java.util.Set;

/** Environment variables that describe the user and the system without secrets. */
public final class IdentifyingVariables {
    private static final Set<String> NAMES =
            Set.of("PATH", "HOME", "USER", "LOGNAME", "UID", "GID", "PWD", "LANG", "TZ", "TMPDIR", "TERM", "NO_COLOR");

    private static final List<String> FAMILIES = List.of("XDG_", "LC_");

    private IdentifyingVariables() {}

    /** Whether a repository may use the user's value of a variable without permission. */
    public static boolean include(String name) {
        return NAMES.contains(name) || FAMILIES.stream().anyMatch(name::startsWith);
    }
}
