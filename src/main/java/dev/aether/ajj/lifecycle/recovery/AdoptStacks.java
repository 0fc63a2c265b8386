package dev.aether.ajj.lifecycle.recovery;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.lifecycle.backend.Backends;
import dev.aether.ajj.lifecycle.backend.StackBackends;
import dev.aether.ajj.lifecycle.workspace.WorkspaceRef;
import dev.aether.ajj.lifecycle.workspace.WorkspaceRefs;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.spi.backend.Backend;
import dev.aether.ajj.spi.backend.Backend.State;
import dev.aether.ajj.spi.backend.Stack;
import dev.aether.ajj.spi.report.Finding;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.spi.state.TrustStore;
import dev.aether.ajj.spi.state.WorkspaceRegistry;
import dev.aether.ajj.spi.vcs.Identities.Former;
import dev.aether.ajj.spi.vcs.Repository;
import dev.aether.ajj.spi.vcs.Vcs;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** {@code ajj doctor --adopt}: takes over the stacks that the repository had before it was restored or moved. */
public record AdoptStacks(
        Vcs vcs, Backends backends, WorkspaceRegistry registry, RepositoryLocator locator, TrustStore trust) {
    /** The name of the check. */
    public static final String IDENTITY = "identity";

    private static final Set<State> IN_USE = EnumSet.of(State.RUNNING, State.RESTARTING, State.PAUSED);

    /**
     * Takes over the stacks of the latest former id, or the entry of a workspace that was moved to another file
     * system. Grants are not taken over, because the files may be others.
     *
     * @throws Failure {@code USAGE} when the repository has services under its current id, or when running services
     *     belong to it only by their labels; {@code BACKEND_UNAVAILABLE}
     */
    public Finding adopt(Path directory, Optional<Path> config, Progress progress) {
        boolean isNew = vcs.adopt(directory);
        Repository repository = vcs.locate(directory);
        try (StackBackends open = backends.forStacks(repository, config, directory, progress)) {
            List<Backend> backends = open.connectAll(List.of()).backends();
            List<Stack> stacks = backends.stream()
                    .map(Backend::resources)
                    .flatMap(Collection::stream)
                    .map(Backend.Resource::stack)
                    .map(Stack::owner)
                    .distinct()
                    .toList();
            List<Former> adoptable = locator.adoptable(repository, stacks);
            if (adoptable.isEmpty() && adoptEntry(repository)) {
                return Finding.ok(IDENTITY, "adopted the services of " + repository.workspaceRoot());
            }
            if (adoptable.isEmpty()) {
                return Finding.ok(
                        IDENTITY,
                        isNew
                                ? repository.workspaceRoot() + " is a workspace of " + repository.mainRoot()
                                : "there is nothing to adopt");
            }
            refuseOwn(repository);
            Former latest = adoptable.getFirst();
            if (!locator.isKnown(repository, latest)) {
                refuseRunning(backends, latest);
            }
            trust.revoke(new Repository(repository.mainRoot(), repository.workspaceRoot(), latest.id()));
            locator.adopt(repository, latest);
            registry.restore(vcs.locate(directory));
            return Finding.ok(IDENTITY, "adopted " + names(stacks, latest) + " of " + latest.root());
        }
    }

    /**
     * Takes over an entry that may have belonged to another workspace.
     *
     * @return whether there was one
     */
    private boolean adoptEntry(Repository repository) {
        Optional<WorkspaceRef> here = WorkspaceRefs.current(vcs.workspaces(repository), registry.entries(repository))
                .filter(target -> target.doubt().isPresent());
        here.ifPresent(target -> {
            WorkspaceRefs.refuseCopy(vcs, repository, target);
            registry.change(
                    repository,
                    target.entryName(),
                    found -> found.map(entry -> entry.withDirectory(
                            repository.workspaceRoot(), vcs.directoryIdentity(repository.workspaceRoot()))));
        });
        return here.isPresent();
    }

    /** Refuses running services, which may be in use by another user. */
    private static void refuseRunning(List<Backend> backends, Former latest) {
        List<String> running = backends.stream()
                .flatMap(backend -> backend.observe(latest.id()).entrySet().stream())
                .flatMap(stack -> stack.getValue().stream()
                        .filter(service -> IN_USE.contains(service.state()))
                        .map(service -> stack.getKey() + "-" + service.service()))
                .sorted()
                .toList();
        if (!running.isEmpty()) {
            throw new Failure(new Problem.Usage(
                    "only labels assign " + String.join(", ", running)
                            + " to this repository, and they are running: another user or a container may have a repository in "
                            + latest.root() + ", too",
                    List.of("if they are yours, stop these containers, then run again: ajj doctor --adopt")));
        }
    }

    /** Refuses while the repository has services under its current id, which would become orphans. */
    private void refuseOwn(Repository repository) {
        List<String> own = registry.entries(repository).stream()
                .filter(entry -> entry.location().isKnown())
                .map(WorkspaceEntry::name)
                .toList();
        if (!own.isEmpty()) {
            throw new Failure(new Problem.Usage(
                    "this repository already has services, in " + String.join(", ", own),
                    List.of(
                            "remove them first, with their data: `ajj workspace forget WORKSPACE`, or `ajj down --volumes`",
                            "then run again: ajj doctor --adopt")));
        }
    }

    /** Returns the services of a former id, as a noun phrase. */
    public static String names(Collection<Stack> stacks, Former former) {
        TreeSet<String> names = stacks.stream()
                .filter(stack -> stack.repository().equals(former.id()))
                .map(Stack::workspace)
                .collect(Collectors.toCollection(TreeSet::new));
        return "the services of " + String.join(", ", names);
    }
}
