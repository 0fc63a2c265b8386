package dev.aether.ajj.lifecycle.recovery;

import dev.aether.ajj.spi.backend.Stack;
import dev.aether.ajj.spi.state.RepositoryRoots;
import dev.aether.ajj.spi.vcs.Identities;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the repository to which labels and reservations belong, wherever it is now. */
@ApplicationScoped
public class RepositoryLocator {
    private final Identities identities;
    private final RepositoryRoots roots;

    public RepositoryLocator(Identities identities, RepositoryRoots roots) {
        this.identities = identities;
        this.roots = roots;
    }

    /** Returns the last known root of a repository; it may have another id by now. */
    public Optional<Path> lastRoot(String repository) {
        return roots.find(repository);
    }

    /**
     * Returns the current root of a repository; empty when it is not found.
     *
     * @param stacks whose labels name former places of the repository and its workspaces
     */
    public Optional<Path> findRoot(String repository, Collection<Stack> stacks) {
        Stream<Path> labelled = stacks.stream()
                .filter(stack -> stack.repository().equals(repository))
                .flatMap(stack -> Stream.of(stack.repositoryRoot(), stack.root()));
        return Stream.concat(roots.find(repository).stream(), labelled)
                .distinct()
                .filter(root ->
                        identities.identify(root).filter(repository::equals).isPresent())
                .findFirst();
    }
}
