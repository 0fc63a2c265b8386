package dev.aether.ajj.lifecycle.overview;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.JjProblem;
import dev.aether.ajj.lifecycle.overview.ListWorkspaces.Listing;
import dev.aether.ajj.lifecycle.task.Tasks;
import dev.aether.ajj.lifecycle.workspace.WorkspaceRef;
import dev.aether.ajj.lifecycle.workspace.WorkspaceRefs;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.spi.vcs.Repository;
import dev.aether.ajj.spi.vcs.Vcs;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code ajj status}: shows jj's status of the current workspace, and the state of its services. */
public record ShowStatus(Vcs vcs, ListWorkspaces listWorkspaces) {
    /**
     * The status of the current workspace.
     *
     * @param revision its working-copy commit
     */
    public record Status(String jj, Vcs.Revision revision, Listing listing) {}

    /** The options of {@code ajj status}. */
    public record StatusRequest(
            Path directory, Optional<Path> config, List<String> filesets, boolean color, boolean memory) {}

    /** Queries jj, the registry and the engine. */
    public Status show(StatusRequest request, Progress progress) {
        Repository repository = vcs.locate(request.directory());
        Path root = repository.workspaceRoot();
        String jj = ofJj(repository, request);
        Supplier<Vcs.Revision> revision = Tasks.begin(() -> vcs.revision(root));
        Listing listing = listWorkspaces.listWithVitals(repository, request, progress);
        return new Status(jj, revision.get(), listing);
    }

    private String ofJj(Repository repository, StatusRequest request) {
        try {
            return vcs.status(repository.workspaceRoot(), request.filesets(), request.color());
        } catch (Failure failed) {
            if (failed.first() instanceof JjProblem.Failed) {
                // jj may have forgotten the workspace.
                WorkspaceRef _ = WorkspaceRefs.currentInJj(
                        vcs,
                        repository,
                        vcs.workspaces(repository),
                        listWorkspaces.registry().entries(repository));
            }
            throw failed;
        }
    }
}
