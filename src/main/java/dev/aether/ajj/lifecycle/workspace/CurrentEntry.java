package dev.aether.ajj.lifecycle.workspace;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.WorkspaceProblem;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.spi.state.WorkspaceRegistry;
import dev.aether.ajj.spi.vcs.Repository;
import dev.aether.ajj.spi.vcs.Vcs;
import dev.aether.ajj.spi.vcs.Vcs.VcsWorkspace;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Finds the registry's entry of the current workspace, for commands that must be fast. */
public record CurrentEntry(Vcs vcs, WorkspaceRegistry registry) {
    /** Finds the entry by the directory. Runs jj only if the directory was moved, replaced or renamed. */
    public Optional<WorkspaceEntry> find(Repository repository) {
        return find(repository, () -> vcs.workspaces(repository));
    }

    /**
     * Returns the failure for a workspace without an entry.
     *
     * @throws Failure {@code NOT_IN_WORKSPACE} when jj does not know the workspace either
     */
    public Failure missing(Repository repository) {
        WorkspaceRef _ =
                WorkspaceRefs.current(vcs, repository, vcs.workspaces(repository), registry.entries(repository));
        return new Failure(new WorkspaceProblem.NoServices(repository.workspaceRoot()));
    }

    /**
     * Finds the entry by the directory, else by its name in jj.
     *
     * @param jj jj's workspaces, evaluated only if needed
     */
    public Optional<WorkspaceEntry> find(Repository repository, Supplier<List<VcsWorkspace>> jj) {
        List<WorkspaceEntry> entries = registry.entries(repository);
        Optional<String> name = vcs.nameAt(repository.workspaceRoot());
        Optional<String> directory = vcs.directoryIdentity(repository.workspaceRoot());
        return entries.stream()
                .filter(found -> found.root().equals(repository.workspaceRoot()))
                .filter(found -> name.map(found.name()::equals).orElse(true))
                .filter(found -> found.matchesDirectory(directory).orElse(true))
                .findFirst()
                .or(() -> WorkspaceRefs.current(jj.get(), entries).flatMap(target -> {
                    WorkspaceRefs.refuseCopy(vcs, repository, target);
                    WorkspaceRefs.refuseForeignEntry(vcs, repository, target);
                    return target.entry();
                }));
    }
}
