package dev.aether.ajj.testing;

import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.model.service.PortSpec.Protocol;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.spi.machine.PortProbe;
import dev.aether.ajj.spi.report.Check;
import dev.aether.ajj.spi.report.Finding;
import dev.aether.ajj.spi.state.PortLedger.Reservation;
import dev.aether.ajj.spi.state.StateFiles;
import dev.aether.ajj.spi.vcs.Repository;
import dev.aether.ajj.spi.vcs.Tools;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Read-only checks of a {@link FakeWorld}. */
public final class FakeHealth implements Tools, PortProbe {
    private static final Problem LATE = new BackendProblem.Unavailable("late", List.of("wait"));

    private final FakeWorld world;

    /** Ports that another program listens on. */
    public final Set<Integer> portsOfOtherPrograms = new TreeSet<>();
    /** The program on each of those ports, if it is known. */
    public final Map<Integer, String> programs = new TreeMap<>();
    /** Files without a line in {@code info/exclude}. */
    public final Set<String> unexcluded = new TreeSet<>();
    /** Injected files in the directory of another repository. */
    public final Set<String> nested = new TreeSet<>();
    /** Whether the registry of version 1.0 is still in the working tree. */
    public boolean hasOldRegistry;

    public FakeHealth(FakeWorld world) {
        this.world = world;
    }

    @Override
    public List<Check> checks(Optional<Repository> repository) {
        return List.of(check(JJ, "jj 1.0"));
    }

    private Check check(String name, String message) {
        return Check.of(name, List.of(), LATE, () -> {
            world.faults.before(name);
            return Finding.ok(name, message);
        });
    }

    @Override
    public Exposure exposure(Repository repository, Path workspaceRoot, Collection<String> files) {
        return new Exposure(
                files.stream().filter(world.trackedFiles::contains).toList(),
                List.of(repository.mainRoot().resolve(".git/info/exclude")),
                files.stream()
                        .filter(unexcluded::contains)
                        .map(file -> "/" + file)
                        .toList(),
                files.stream().filter(nested::contains).toList());
    }

    @Override
    public boolean isFree(int port, Protocol protocol) {
        return !portsOfOtherPrograms.contains(port);
    }

    @Override
    public Optional<String> user(int port, Protocol protocol) {
        return Optional.ofNullable(programs.get(port));
    }

    /** Returns the registry and the ledger of the world. */
    public StateFiles files() {
        return new StateFiles() {
            @Override
            public List<Check> checks(Optional<Repository> repository) {
                return List.of(check(REGISTRY, "readable"), check(LEDGER, "readable"));
            }

            @Override
            public List<WorkspaceEntry> entries(Repository repository) {
                return world.entries(repository);
            }

            @Override
            public List<Reservation> reservations() {
                return world.reservations();
            }

            @Override
            public boolean hasFormerDirectory(Repository repository) {
                return hasOldRegistry;
            }
        };
    }
}
