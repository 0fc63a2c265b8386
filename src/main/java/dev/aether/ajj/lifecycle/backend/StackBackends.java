package dev.aether.ajj.lifecycle.backend;

import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.lifecycle.task.Tasks;
import dev.aether.ajj.model.workspace.Location;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.spi.backend.Backend;
import dev.aether.ajj.spi.backend.Stack;
import dev.aether.ajj.spi.vcs.Repository;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** The backends of one command, each opened once. A stack's entry decides where it is managed. Thread-safe. */
public final class StackBackends implements AutoCloseable {
    private static final Location DECLARED = Location.unknown(Location.DOCKER);

    private final Function<Location, Backend> opener;
    private final List<Backend> open = new ArrayList<>();
    private final Map<Location, Backend> known = new LinkedHashMap<>();
    private final Map<Backend, Supplier<Location>> connecting = new ConcurrentHashMap<>();
    private Optional<Duration> time = Optional.empty();

    /**
     * @param opener opens the backend at a location; at an unknown one, the backend that aether.toml and the
     *     environment name
     */
    StackBackends(Function<Location, Backend> opener) {
        this.opener = opener;
    }

    /** Returns the backend that aether.toml and the environment name. */
    Backend declared() {
        return at(DECLARED);
    }

    /** Returns the backend at a location. It is not connected yet, and another engine may answer there. */
    public synchronized Backend at(Location location) {
        Location key = location.isKnown() ? location : DECLARED;
        return known.computeIfAbsent(key, this::open);
    }

    /**
     * Makes a workspace's services reachable through ports of this machine, if they run on another one. Repairs broken
     * forwards.
     *
     * @throws Failure {@code BACKEND_UNAVAILABLE}, {@code PORT_ALLOCATION_FAILED}
     */
    public void reach(Repository repository, WorkspaceEntry entry) {
        Map<String, Map<String, Integer>> ports = new LinkedHashMap<>();
        entry.services().forEach((name, service) -> {
            if (!service.containerId().isEmpty()) {
                ports.put(name, service.ports());
            }
        });
        if (!ports.isEmpty()
                && entry.location().isKnown()
                && !entry.location().backend().equals(Location.DOCKER)) {
            at(entry.location())
                    .openForwards(
                            new Stack(repository.workspace(entry.name()), entry.root(), entry.namespace()), ports);
        }
    }

    /** Limits the total time of all further calls to a backend. After that, it counts as unavailable. */
    public synchronized void limitTime(Duration time) {
        this.time = Optional.of(time);
        open.forEach(backend -> backend.limitTime(time));
    }

    private Backend open(Location location) {
        Backend opened = opener.apply(location);
        time.ifPresent(opened::limitTime);
        for (Backend other : open) {
            if (other.address().equals(opened.address())) {
                opened.close();
                return other;
            }
        }
        open.add(opened);
        return opened;
    }

    /** Connects to the engines of this machine at these locations while the caller does other work. */
    public void beginConnecting(Collection<Location> locations) {
        locations.stream()
                .filter(location -> location.isKnown() && location.backend().equals(Location.DOCKER))
                .distinct()
                .flatMap(location -> Failure.orEmpty(() -> at(location)).stream())
                .forEach(backend -> connecting.put(backend, Tasks.begin(backend::location)));
    }

    /**
     * Returns the backend at a location, for commands that change something.
     *
     * @throws Failure {@code BACKEND_UNAVAILABLE} when it does not answer, {@code BACKEND_MISMATCH} when another
     *     engine answers
     */
    public Backend verified(Location location) {
        Backend backend = at(location);
        verify(connecting.getOrDefault(backend, backend::location), location);
        return backend;
    }

    /**
     * Checks that a backend is at the location. Without a recorded id, any engine may answer.
     *
     * @throws Failure as {@link #verified}
     */
    public static void verify(Backend backend, Location location) {
        verify(backend::location, location);
    }

    private static void verify(Supplier<Location> answer, Location location) {
        Location found = answer.get();
        if (location.isKnown() && !location.id().isEmpty() && !location.isSame(found)) {
            throw new Failure(new BackendProblem.Mismatch(location, found));
        }
    }

    /**
     * The backends that can be searched.
     *
     * @param backends connected, each engine once
     * @param problems why others cannot be searched
     */
    public record Reached(List<Backend> backends, List<Problem> problems) {

        /** Whether one of them is at the location. True for an unknown location, where no stack could be missed. */
        public boolean includes(Location location) {
            return !location.isKnown()
                    || backends.stream()
                            .anyMatch(backend -> backend.address().equals(location.address())
                                    || location.isSame(backend.location()));
        }
    }

    /**
     * Connects to the backends at these locations and to the declared one.
     *
     * @throws Failure {@code BACKEND_UNAVAILABLE} or {@code BACKEND_MISMATCH} when none is usable
     */
    public Reached connectAll(Collection<Location> locations) {
        List<Backend> reached = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        List<Location> all = new ArrayList<>(List.of(DECLARED));
        locations.stream().filter(Location::isKnown).distinct().forEach(all::add);
        for (Location location : all) {
            try {
                Backend backend = verified(location);
                Location found = backend.location();
                if (reached.stream()
                        .noneMatch(other ->
                                other.equals(backend) || other.location().isSame(found))) {
                    reached.add(backend);
                }
            } catch (Failure failure) {
                problems.addAll(unreached(failure));
            }
        }
        if (reached.isEmpty()) {
            throw new Failure(problems, null);
        }
        return new Reached(List.copyOf(reached), List.copyOf(problems));
    }

    /** Returns the problems of a failure that makes one backend unusable; rethrows any other. */
    public static List<Problem> unreached(Failure failure) {
        if (isUnreached(failure)) {
            return failure.problems();
        }
        throw failure;
    }

    static boolean isUnreached(Failure failure) {
        return failure.first() instanceof BackendProblem.Unavailable
                || failure.first() instanceof BackendProblem.Mismatch;
    }

    @Override
    public synchronized void close() {
        open.forEach(Backend::close);
    }
}
