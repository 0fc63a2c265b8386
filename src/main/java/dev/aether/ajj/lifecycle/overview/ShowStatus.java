package dev.aether.ajj.lifecycle.overview;

import dev.aether.ajj.lifecycle.overview.ListWorkspaces.Listing;
import dev.aether.ajj.lifecycle.task.Tasks;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.spi.vcs.Vcs;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code ajj status}: what jj says of the current workspace, and how its services are. */
@ApplicationScoped
public class ShowStatus {
    private final Vcs vcs;
    private final ListWorkspaces listWorkspaces;

    public ShowStatus(Vcs vcs, ListWorkspaces listWorkspaces) {
        this.vcs = vcs;
        this.listWorkspaces = listWorkspaces;
    }

    /**
     * The state of one workspace.
     *
     * @param jj what {@code jj status} prints
     * @param revision what is worked on
     * @param listing of all workspaces; {@link Listing#current} is the one in question
     */
    public record Status(String jj, Vcs.Revision revision, Listing listing) {}

    /**
     * What is asked for.
     *
     * @param filesets passed to {@code jj status}
     * @param color whether jj's part is coloured
     * @param memory whether the memory of services is measured
     */
    public record StatusRequest(
            Path directory, Optional<Path> config, List<String> filesets, boolean color, boolean memory) {}

    /** Asks jj, the registry and the engine. */
    public Status show(StatusRequest request, Progress progress) {
        Path directory = request.directory();
        Path root = vcs.locate(directory).workspaceRoot();
        String jj = vcs.status(root, request.filesets(), request.color());
        Supplier<Vcs.Revision> revision = Tasks.begin(() -> vcs.revision(root));
        Listing listing = listWorkspaces.listWithVitals(directory, request.config(), request.memory(), progress);
        return new Status(jj, revision.get(), listing);
    }
}
