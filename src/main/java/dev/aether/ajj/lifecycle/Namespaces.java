package dev.aether.ajj.lifecycle;

import dev.aether.ajj.spi.Repository;
import java.util.Locale;

/**
 * Names what ajj makes in the engine: {@code aether-<repository>-<workspace>}. The engine allows fewer characters than jj,
 * so a name that had to be changed carries a hash: two workspaces never share a namespace.
 */
final class Namespaces {
    private static final int REPOSITORY_DIGITS = 5;
    private static final int LONGEST_WORKSPACE = 32;

    private Namespaces() {}

    static String of(Repository repository, String workspace) {
        return "aether-" + repository.id().substring(0, REPOSITORY_DIGITS) + "-" + slug(workspace);
    }

    private static String slug(String workspace) {
        String slug =
                workspace.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        if (slug.equals(workspace) && slug.length() <= LONGEST_WORKSPACE) {
            return slug;
        }
        String head = slug.length() > LONGEST_WORKSPACE ? slug.substring(0, LONGEST_WORKSPACE) : slug;
        return (head.isEmpty() ? "w" : head) + "-" + Hash.of(workspace, 6);
    }
}
