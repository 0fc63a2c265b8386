package dev.aether.ajj.lifecycle.recovery;

import dev.aether.ajj.spi.backend.Stack;
import dev.aether.ajj.spi.state.RepositoryRoots;
import dev.aether.ajj.spi.vcs.Identities;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether what labels and reservations name is still used by a repository that exists, wherever it is now. */
@ApplicationScoped
public class RepositoryLocator {
    private final Identities identities;
    private final RepositoryRoots roots;

    public RepositoryLocator(Identities identities, RepositoryRoots roots) {
        this.identities = identities;
        this.roots = roots;
    }

    /** Where a repository with this id was last; it may have lost its id since. */
    public Optional<Path> lastRoot(String repository) {
        return roots.find(repository);
    }

    /**
     * Where a repository with this id is; empty when none can be found.
     *
     * @param stacks of the id: their labels name the places where the repository and its workspaces were
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
