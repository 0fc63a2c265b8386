package dev.aether.ajj.lifecycle.backend;

import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
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
import java.util.function.Function;

/**
 * The backends that one command works with, each opened once. A stack is managed where its entry says that it is, whatever
 * aether.toml and the environment name now. Thread-safe.
 */
public final class StackBackends implements AutoCloseable {
    private static final Location DECLARED = Location.unknown(Location.DOCKER);

    private final Function<Location, Backend> opener;
    private final List<Backend> open = new ArrayList<>();
    private final Map<Location, Backend> known = new LinkedHashMap<>();
    private Optional<Duration> time = Optional.empty();

    /** @param opener opens the backend at a location; at an unknown one, what aether.toml and the environment name */
    StackBackends(Function<Location, Backend> opener) {
        this.opener = opener;
    }

    /** The one that aether.toml and the environment name. */
    Backend declared() {
        return at(DECLARED);
    }

    /** The one that holds a stack. Not connected yet: what answers there may be another engine. */
    public synchronized Backend at(Location location) {
        Location key = location.isKnown() ? location : DECLARED;
        return known.computeIfAbsent(key, this::open);
    }

    /**
     * Has the ports of a workspace's services answer on this machine, where these are on another one: what leads to them is
     * repaired. Does nothing for a workspace without services.
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

    /** From now on all calls to one backend together may take so long; what has not answered then is unavailable. */
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

    /**
     * The one that holds a stack, for commands that change something.
     *
     * @throws Failure {@code BACKEND_UNAVAILABLE} when it does not answer, {@code BACKEND_MISMATCH} when another engine does
     */
    public Backend verified(Location location) {
        Backend backend = at(location);
        verify(backend, location);
        return backend;
    }

    /**
     * Makes sure that a backend is at the location. One whose id was never recorded needs only to answer.
     *
     * @return where it is
     * @throws Failure as {@link #verified}
     */
    public static Location verify(Backend backend, Location location) {
        if (!location.isKnown()) {
            Location _ = backend.location();
            return location;
        }
        Location found = backend.location();
        if (!location.id().isEmpty() && !location.isSame(found)) {
            throw new Failure(new BackendProblem.Mismatch(location, found));
        }
        return location;
    }

    /**
     * All backends that can be searched.
     *
     * @param backends connected, each engine once
     * @param problems why the others cannot be
     */
    public record Reached(List<Backend> backends, List<Problem> problems) {

        /** Whether one of them is at the location; at an unknown one there is nothing that could be missed. */
        public boolean includes(Location location) {
            return !location.isKnown()
                    || backends.stream()
                            .anyMatch(backend -> backend.address().equals(location.address())
                                    || location.isSame(backend.location()));
        }
    }

    /**
     * Connects to all of these and to the declared one.
     *
     * @throws Failure {@code BACKEND_UNAVAILABLE} or {@code BACKEND_MISMATCH} when none can be used
     */
    public Reached reach(Collection<Location> locations) {
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

    /** The problems of a failure that keeps one backend from being used; any other is thrown. */
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
