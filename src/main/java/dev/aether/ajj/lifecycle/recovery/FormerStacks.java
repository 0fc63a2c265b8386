package dev.aether.ajj.lifecycle.recovery;

import dev.aether.ajj.spi.Identities;
import dev.aether.ajj.spi.Identities.Former;
import dev.aether.ajj.spi.Repository;
import dev.aether.ajj.spi.Stack;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Stacks that a repository had under another id: before it was restored from a backup, or moved to another file system. A
 * copy has none: its original still uses them.
 */
@ApplicationScoped
public class FormerStacks {
    private final Identities identities;
    private final Claims claims;

    public FormerStacks(Identities identities, Claims claims) {
        this.identities = identities;
        this.claims = claims;
    }

    /**
     * The ids under which the repository can take stacks over, the latest first.
     *
     * @param stacks all that engines hold
     */
    public List<Former> adoptable(Repository repository, Collection<Stack> stacks) {
        Map<String, Former> candidates = new LinkedHashMap<>();
        identities.former(repository).forEach(former -> candidates.put(former.id(), former));
        stacks.stream()
                .filter(stack -> stack.repositoryRoot().equals(repository.mainRoot()))
                .forEach(stack -> candidates.putIfAbsent(
                        stack.repository(), new Former(stack.repository(), stack.repositoryRoot())));
        return candidates.values().stream()
                .filter(former -> !former.id().equals(repository.id()))
                .filter(former ->
                        stacks.stream().anyMatch(stack -> stack.repository().equals(former.id())))
                .filter(former -> claims.findRoot(former.id(), stacks).isEmpty())
                .toList();
    }

    /** Gives the repository the id of its former stacks. */
    void adopt(Repository repository, Former former) {
        identities.adopt(repository, former.id());
    }
}
