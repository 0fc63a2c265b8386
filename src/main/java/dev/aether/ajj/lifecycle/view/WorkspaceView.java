package dev.aether.ajj.lifecycle.view;

import dev.aether.ajj.model.workspace.Location;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.spi.vcs.Vcs;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A workspace as commands show it.
 *
 * @param root empty when neither jj nor the registry knows it
 * @param location unknown for a workspace without services
 * @param namespace empty, as are {@code services} and {@code envFiles}, when ajj has created nothing for it
 * @param current whether ajj was called in it
 * @param known whether jj knows it
 * @param gone whether its directory was deleted or moved; false when unknown
 * @param phase empty when it is not in the registry
 * @param abandoned whether the ajj that was creating or removing it has died
 * @param created when ajj first created something for it; empty when it has not
 * @param change its working-copy commit; empty when jj does not report it
 */
public record WorkspaceView(
        String name,
        Optional<Path> root,
        Location location,
        String namespace,
        Health health,
        boolean current,
        boolean known,
        boolean gone,
        Optional<WorkspaceEntry.Phase> phase,
        boolean abandoned,
        List<ServiceView> services,
        List<String> envFiles,
        Optional<Instant> created,
        Optional<Vcs.Change> change) {
    public WorkspaceView withServices(List<ServiceView> seen) {
        return new WorkspaceView(
                name, root, location, namespace, health, current, known, gone, phase, abandoned, seen, envFiles,
                created, change);
    }

    /** Whether jj has forgotten it, while ajj still has its entry. */
    public boolean isForgotten() {
        return !known && !abandoned && phase.isPresent() && health != Health.CREATING && health != Health.REMOVING;
    }

    /** Returns the view of a workspace whose directory was deleted or moved. */
    public WorkspaceView withoutDirectory() {
        return new WorkspaceView(
                name, root, location, namespace, health, current, known, true, phase, abandoned, services, envFiles,
                created, change);
    }
}
