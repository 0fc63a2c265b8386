package dev.aether.ajj.lifecycle.view;

import dev.aether.ajj.model.workspace.Location;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.spi.vcs.Vcs;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One workspace as it is shown.
 *
 * @param root empty when neither jj nor the registry can tell
 * @param location unknown for a workspace without services
 * @param namespace empty for a workspace that ajj has made nothing for, as are {@code services} and {@code envFiles}
 * @param current whether ajj was called in it
 * @param known whether jj knows it
 * @param phase empty when it is not in the registry
 * @param abandoned whether the ajj that was creating or removing it is gone
 * @param created when ajj made something for it first; empty when it has not
 * @param change what is worked on in it; empty when jj cannot tell
 */
public record WorkspaceView(
        String name,
        Optional<Path> root,
        Location location,
        String namespace,
        Health health,
        boolean current,
        boolean known,
        Optional<WorkspaceEntry.Phase> phase,
        boolean abandoned,
        List<ServiceView> services,
        List<String> envFiles,
        Optional<Instant> created,
        Optional<Vcs.Change> change) {
    public WorkspaceView withServices(List<ServiceView> seen) {
        return new WorkspaceView(
                name, root, location, namespace, health, current, known, phase, abandoned, seen, envFiles, created,
                change);
    }
}
