package dev.aether.ajj.lifecycle.doctor;

import dev.aether.ajj.lifecycle.backend.StackBackends;
import dev.aether.ajj.lifecycle.cleanup.Located;
import dev.aether.ajj.lifecycle.cleanup.MisnamedWorkspace;
import dev.aether.ajj.lifecycle.cleanup.OrphanSearch;
import dev.aether.ajj.model.workspace.Location;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.spi.backend.Backend;
import dev.aether.ajj.spi.backend.Backend.OwnedService;
import dev.aether.ajj.spi.backend.Backend.RenamedContainer;
import dev.aether.ajj.spi.backend.Backend.Resource;
import dev.aether.ajj.spi.backend.Stack;
import dev.aether.ajj.spi.state.PortLedger.Reservation;
import dev.aether.ajj.spi.state.StateFiles;
import dev.aether.ajj.spi.vcs.Repository;
import dev.aether.ajj.spi.vcs.Vcs;
import dev.aether.ajj.spi.vcs.Vcs.VcsWorkspace;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the engines, ajj's own files and jj know at one moment.
 *
 * @param services all of ajj's containers, of any repository
 * @param renamed containers of any repository that were renamed, or copied with their labels
 * @param resources all of ajj's resources, of any repository
 * @param reservations of any repository
 * @param entries of the checked repository, as are the workspaces
 */
record Snapshot(
        List<OwnedService> services,
        List<RenamedContainer> renamed,
        List<Located<Resource>> resources,
        List<Reservation> reservations,
        List<WorkspaceEntry> entries,
        List<VcsWorkspace> workspaces,
        List<MisnamedWorkspace> misnamed) {

    /** Reads it in the order that {@link OrphanSearch} requires. */
    static Snapshot read(Repository repository, StackBackends backends, StateFiles files, Vcs vcs) {
        List<Location> locations =
                files.entries(repository).stream().map(WorkspaceEntry::location).toList();
        StackBackends.Reached reached = backends.connectAll(locations);
        List<OwnedService> services = reached.backends().stream()
                .flatMap(backend -> backend.services().stream())
                .toList();
        List<RenamedContainer> renamed = reached.backends().stream()
                .flatMap(backend -> backend.renamed().stream())
                .toList();
        List<Located<Resource>> resources = Located.resources(reached.backends());
        List<Reservation> reservations = files.reservations().stream()
                .filter(reservation -> reached.includes(reservation.location()))
                .toList();
        List<WorkspaceEntry> entries = files.entries(repository);
        List<VcsWorkspace> workspaces = vcs.workspaces(repository);
        List<MisnamedWorkspace> misnamed = MisnamedWorkspace.all(vcs, repository, entries, workspaces);
        return new Snapshot(services, renamed, resources, reservations, entries, workspaces, misnamed);
    }

    List<Stack> stacks() {
        return resources.stream()
                .map(located -> located.item().stack().owner())
                .distinct()
                .toList();
    }

    List<OwnedService> servicesIn(String namespace) {
        return services.stream()
                .filter(service -> service.stack().namespace().equals(namespace))
                .toList();
    }

    /** Returns the renamed container of a service that has no other. */
    Optional<RenamedContainer> renamedOf(String namespace, String service) {
        return renamed.stream()
                .filter(container -> container.service().stack().namespace().equals(namespace)
                        && container.service().observed().service().equals(service))
                .findFirst();
    }

    boolean isServed(Reservation reservation) {
        return Stream.concat(services.stream(), renamed.stream().map(RenamedContainer::service))
                .filter(service ->
                        service.stack().repository().equals(reservation.owner().repository()))
                .filter(service -> service.observed().state() == Backend.State.RUNNING)
                .anyMatch(service -> service.observed().hostPorts().containsValue(reservation.hostPort()));
    }

    Optional<WorkspaceEntry> owner(String namespace) {
        return entries.stream()
                .filter(entry -> entry.namespace().equals(namespace))
                .findFirst();
    }
}
