package dev.aether.ajj.lifecycle.backend;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.lifecycle.environment.Namespaces;
import dev.aether.ajj.lifecycle.workspace.WorkspaceRef;
import dev.aether.ajj.model.workspace.Location;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.spi.backend.Backend;
import dev.aether.ajj.spi.backend.Stack;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.spi.vcs.Repository;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Removes stacks from the engines that hold them. That another engine does not know a stack proves nothing. */
public final class StackRemoval {
    private static final Backend.Removal NOTHING = new Backend.Removal(0, 0, new LinkedHashMap<>());

    private final StackBackends backends;
    private final boolean abandon;
    private final Progress progress;
    private final Set<Location> abandoned = ConcurrentHashMap.newKeySet();

    /** @param abandon whether stacks on unreachable engines are left there */
    public StackRemoval(StackBackends backends, boolean abandon, Progress progress) {
        this.backends = backends;
        this.abandon = abandon;
        this.progress = progress;
    }

    /**
     * Checks that the engines answer, before anything is changed.
     *
     * @throws Failure {@code BACKEND_UNAVAILABLE} or {@code BACKEND_MISMATCH}, unless the stack is abandoned or
     *     probably does not exist
     */
    public void check(Collection<WorkspaceRef> targets) {
        for (WorkspaceRef target : targets) {
            if (!target.mayHaveServices() || abandoned.contains(location(target))) {
                continue;
            }
            try {
                Backend _ = backends.verified(location(target));
            } catch (Failure failure) {
                if (target.hasServices() && !(abandon && StackBackends.isUnreached(failure))) {
                    throw failure;
                }
                progress.warn(
                        target.hasServices()
                                ? "the services of " + target.name() + " are left where they are: "
                                        + failure.first().message()
                                : "cannot check whether the engine holds anything of " + target.name() + ": "
                                        + failure.first().message());
                abandoned.add(location(target));
            }
        }
    }

    private static Location location(WorkspaceRef target) {
        return target.entry().map(WorkspaceEntry::location).orElse(Location.unknown(Location.DOCKER));
    }

    /** Whether {@link #check} found the target's engine unreachable and accepted that. */
    public boolean isAbandoned(WorkspaceRef target) {
        return abandoned.contains(location(target));
    }

    public Backend backend(WorkspaceRef target) {
        return backends.at(location(target));
    }

    /**
     * Removes a target's stack.
     *
     * @throws Failure {@code BACKEND_UNAVAILABLE}, {@code BACKEND_MISMATCH}
     */
    public Backend.Removal remove(WorkspaceRef target, Stack stack, boolean keepVolumes) {
        if (isAbandoned(target)) {
            backend(target).closeForwards(stack);
            return NOTHING;
        }
        Backend backend = backends.verified(location(target));
        return backend.remove(stack, keepVolumes ? new Backend.Part.KeepVolumes() : new Backend.Part.Everything());
    }

    /**
     * Returns a target's stack. Without an entry, the usual namespace may belong to a renamed workspace whose entry is
     * lost, too. Then its labels name another directory.
     */
    public Stack stack(Repository repository, WorkspaceRef target, Path root, List<WorkspaceEntry> entries) {
        String namespace = target.entry().map(WorkspaceEntry::namespace).orElseGet(() -> {
            List<Stack> stacks = resources(List.of(target)).stream()
                    .map(Backend.Resource::stack)
                    .toList();
            return Namespaces.free(repository, target.name(), entries, Namespaces.ofOthers(repository, root, stacks));
        });
        return new Stack(repository.workspace(target.name()), root, namespace);
    }

    /** Returns all of ajj's resources on the engines of these targets. */
    public List<Backend.Resource> resources(Collection<WorkspaceRef> targets) {
        return targets.stream()
                .filter(target -> target.mayHaveServices() && !isAbandoned(target))
                .map(this::backend)
                .distinct()
                .flatMap(backend -> backend.resources().stream())
                .toList();
    }
}
