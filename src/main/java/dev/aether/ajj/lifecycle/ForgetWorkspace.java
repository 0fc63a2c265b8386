package dev.aether.ajj.lifecycle;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.model.WorkspaceEntry;
import dev.aether.ajj.model.WorkspaceEntry.Phase;
import dev.aether.ajj.spi.Backend;
import dev.aether.ajj.spi.Injector;
import dev.aether.ajj.spi.PortLedger;
import dev.aether.ajj.spi.Progress;
import dev.aether.ajj.spi.Repository;
import dev.aether.ajj.spi.Stack;
import dev.aether.ajj.spi.Vcs;
import dev.aether.ajj.spi.WorkspaceRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code ajj workspace forget}: services gone, then the workspace forgotten by jj; its directory stays, as in jj.
 *
 * <p>It may be killed anywhere and run again: the registry keeps the entry until everything else is gone.
 */
@ApplicationScoped
public class ForgetWorkspace {
    private final Vcs vcs;
    private final Backends backends;
    private final WorkspaceRegistry registry;
    private final PortLedger ledger;
    private final Injector injector;

    public ForgetWorkspace(
            Vcs vcs, Backends backends, WorkspaceRegistry registry, PortLedger ledger, Injector injector) {
        this.vcs = vcs;
        this.backends = backends;
        this.registry = registry;
        this.ledger = ledger;
        this.injector = injector;
    }

    /**
     * Forgets all that were named. One that cannot be forgotten whole does not keep the others from it.
     *
     * @return what became of each, in the order named
     * @throws Failure before anything is changed: {@code WORKSPACE_NOT_FOUND}, {@code BACKEND_UNAVAILABLE}, ...
     */
    public List<Forgotten> forget(ForgetRequest request, Progress progress) {
        Repository repository = vcs.locate(request.directory());
        List<String> names =
                targets(request, repository).stream().map(Target::name).toList();
        try (Backend backend = backends.openFor(repository, request.config(), request.directory(), progress)) {
            // Looked for again under the lock: whoever was at work there may have changed what there is.
            return new WorkspaceLock(registry, repository, Optional.empty(), progress)
                    .holding(names, () -> forget(repository, targets(request, repository), backend));
        }
    }

    private List<Target> targets(ForgetRequest request, Repository repository) {
        return Targets.resolve(
                request.workspaces(), request.directory(), vcs.workspaces(repository), registry.entries(repository));
    }

    private List<Forgotten> forget(Repository repository, List<Target> targets, Backend backend) {
        if (targets.stream().anyMatch(Target::hasServices)) {
            backend.verify();
        }
        Map<String, Taken> taken = new HashMap<>();
        targets.forEach(target -> taken.put(target.name(), takeAway(repository, target, backend)));
        Optional<Problem> jj = tellJj(repository, targets);
        return targets.stream()
                .map(target -> finish(repository, target, taken.getOrDefault(target.name(), Taken.NOTHING), jj))
                .toList();
    }

    /** How far the services of one workspace have been taken away. */
    private record Taken(int containers, List<Problem> problems) {
        static final Taken NOTHING = new Taken(0, List.of());
    }

    private Taken takeAway(Repository repository, Target target, Backend backend) {
        if (target.entry().isEmpty()) {
            return Taken.NOTHING;
        }
        WorkspaceEntry entry = target.entry().get();
        List<Problem> problems = new ArrayList<>();
        int containers = 0;
        try {
            registry.change(
                    repository, entry.name(), existing -> existing.map(found -> found.withPhase(Phase.REMOVING)));
            withdraw(entry, problems);
            if (target.hasServices()) {
                Backend.Removal removal = backend.removeStack(stack(repository, entry));
                containers = removal.containers();
                removal.left().forEach((what, reason) -> problems.add(stillThere(entry, what, reason)));
            }
        } catch (Failure failure) {
            problems.addAll(failure.problems());
        }
        return new Taken(containers, problems);
    }

    private void withdraw(WorkspaceEntry entry, List<Problem> problems) {
        for (String file : entry.envFiles()) {
            try {
                injector.withdraw(entry.root(), file);
            } catch (Failure failure) {
                problems.addAll(failure.problems());
            }
        }
    }

    private static Stack stack(Repository repository, WorkspaceEntry entry) {
        return new Stack(repository.id(), repository.mainRoot(), entry.name(), entry.root(), entry.namespace());
    }

    private static Problem stillThere(WorkspaceEntry entry, String what, String reason) {
        return new Problem.BackendDeprovisionFailed(
                "cannot remove " + what + ": " + reason,
                List.of("mend that, then run again: ajj workspace forget " + entry.name()));
    }

    private Optional<Problem> tellJj(Repository repository, List<Target> targets) {
        List<String> known =
                targets.stream().filter(Target::knownToJj).map(Target::name).toList();
        if (known.isEmpty()) {
            return Optional.empty();
        }
        try {
            vcs.forgetWorkspaces(repository, known);
            return Optional.empty();
        } catch (Failure failure) {
            return Optional.of(failure.first());
        }
    }

    /** Only when nothing of it is left are its ports free for others, and only then the entry goes. */
    private Forgotten finish(Repository repository, Target target, Taken taken, Optional<Problem> jj) {
        List<Problem> problems = new ArrayList<>(taken.problems());
        if (target.knownToJj()) {
            jj.ifPresent(problems::add);
        }
        if (taken.problems().isEmpty() && target.entry().isPresent()) {
            try {
                ledger.releaseAll(PortLedger.Owner.of(repository, target.name()));
                registry.change(repository, target.name(), _ -> Optional.empty());
            } catch (Failure failure) {
                problems.addAll(failure.problems());
            }
        }
        return new Forgotten(target.name(), target.root(), taken.containers(), problems);
    }
}
