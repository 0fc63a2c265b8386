package dev.aether.ajj.lifecycle.environment;

import dev.aether.ajj.model.text.Hash;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.spi.backend.Stack;
import dev.aether.ajj.spi.vcs.Repository;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Namespaces, the prefixes of names in the engine: {@code aether-<repository>-<workspace>}. The engine allows fewer
 * characters than jj. A shortened name carries a hash, so that two workspaces never share a namespace.
 */
public final class Namespaces {
    private static final int REPOSITORY_DIGITS = 5;
    private static final int LONGEST_WORKSPACE = 32;

    private Namespaces() {}

    /**
     * Returns a namespace for a workspace without an entry. A renamed workspace keeps its namespace, so the usual one
     * may be taken; then a number is added.
     *
     * @param entries all entries of the repository
     * @param others further namespaces that are taken, because the registry may be incomplete
     */
    public static String free(
            Repository repository, String workspace, List<WorkspaceEntry> entries, Set<String> others) {
        Set<String> taken = entries.stream().map(WorkspaceEntry::namespace).collect(Collectors.toSet());
        taken.addAll(others);
        String usual = of(repository, workspace);
        return Stream.concat(
                        Stream.of(usual),
                        IntStream.iterate(2, number -> number + 1).mapToObj(number -> usual + "-" + number))
                .filter(candidate -> !taken.contains(candidate))
                .findFirst()
                .orElseThrow();
    }

    /**
     * Returns the namespaces of the repository whose labels name other directories only.
     *
     * @param stacks as labelled in the engine
     */
    public static Set<String> ofOthers(Repository repository, Path root, Collection<Stack> stacks) {
        Map<Boolean, Set<String>> byOwner = stacks.stream()
                .filter(stack -> stack.repository().equals(repository.id()))
                .collect(Collectors.partitioningBy(
                        stack -> stack.lastRoot(repository.mainRoot()).equals(root),
                        Collectors.mapping(Stack::namespace, Collectors.toCollection(TreeSet::new))));
        Set<String> others = new TreeSet<>(byOwner.getOrDefault(false, Set.of()));
        others.removeAll(byOwner.getOrDefault(true, Set.of()));
        return others;
    }

    private static String of(Repository repository, String workspace) {
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
