package dev.aether.ajj.lifecycle;

import dev.aether.ajj.model.WorkspaceEntry;
import dev.aether.ajj.spi.Vcs;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One workspace as it is shown.
 *
 * @param root empty when neither jj nor the registry can tell
 * @param backend empty for a workspace that ajj has made nothing for, as are {@code namespace}, {@code services}, {@code envFiles}
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
        String backend,
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
    WorkspaceView withServices(List<ServiceView> seen) {
        return new WorkspaceView(
                name, root, backend, namespace, health, current, known, phase, abandoned, seen, envFiles, created,
                change);
    }
}
