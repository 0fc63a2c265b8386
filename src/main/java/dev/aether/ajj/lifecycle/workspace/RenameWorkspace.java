package dev.aether.ajj.lifecycle.workspace;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.spi.machine.Deadline;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.spi.vcs.Repository;
import dev.aether.ajj.spi.vcs.Vcs;
import dev.aether.ajj.spi.vcs.Vcs.VcsWorkspace;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code ajj workspace rename}: renames the workspace in jj and in the registry, not its resources. */
public record RenameWorkspace(Vcs vcs, Records records) {
    /**
     * A renamed workspace.
     *
     * @param namespace prefix of its containers' names; empty when ajj has created nothing for it
     */
    public record Renamed(String former, String name, Path root, Optional<String> namespace) {}

    /**
     * Renames the current workspace. If killed half-way, the next {@code ajj up} updates the registry.
     *
     * @param directory where ajj was called, or the value of {@code -R}; absolute
     * @throws Failure {@code USAGE} for an invalid name; {@code WORKSPACE_EXISTS} when another workspace has it;
     *     {@code JJ_FAILED} when jj refuses it
     */
    public Renamed rename(Path directory, String name, Deadline deadline, Progress progress) {
        Repository repository = vcs.locate(directory);
        WorkspaceName.check(name);
        List<VcsWorkspace> jj = vcs.workspaces(repository);
        WorkspaceRef target =
                WorkspaceRefs.current(vcs, repository, jj, records.registry().entries(repository));
        records.registry()
                .find(repository, name)
                .filter(entry -> !entry.name().equals(target.entryName()))
                .ifPresent(entry -> {
                    throw WorkspaceName.taken(entry, repository);
                });
        jj.stream()
                .filter(workspace -> workspace.name().equals(name) && !workspace.current())
                .findFirst()
                .ifPresent(workspace -> {
                    throw WorkspaceName.taken(workspace, repository);
                });
        vcs.renameWorkspace(repository, name);
        new RenameFollower(records, repository, deadline, progress)
                .follow(new WorkspaceRef(name, target.jj(), target.entry()));
        return new Renamed(
                target.name(), name, repository.workspaceRoot(), target.entry().map(WorkspaceEntry::namespace));
    }
}
