package dev.aether.ajj.docker.remote;

import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.workspace.Location;
import dev.aether.ajj.spi.backend.Stack;
import dev.aether.ajj.spi.forward.Forward;
import dev.aether.ajj.spi.forward.ForwardReport;
import dev.aether.ajj.spi.forward.Forwards;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Fake forwards that record the requests. */
final class FakeForwards implements Forwards {
    /** The requests, such as {@code open ssh://build {db=[1]}}. */
    final List<String> asked = new ArrayList<>();

    final List<Forward> forwards = new ArrayList<>();
    /** Reasons for refused ports. */
    final Map<Integer, String> refused = new TreeMap<>();
    /** How often the host cannot be reached. */
    int failures;

    Optional<ForwardReport> report = Optional.empty();

    @Override
    public void prepare() {
        asked.add("prepare");
    }

    @Override
    public void register(Stack stack, Location engine, Map<String, ? extends Collection<Integer>> ports) {
        Map<String, TreeSet<Integer>> sorted = new TreeMap<>();
        ports.forEach((service, of) -> sorted.put(service, new TreeSet<>(of)));
        asked.add("want " + stack.namespace() + " " + engine.address() + " " + sorted);
    }

    @Override
    public Map<Integer, String> open(Stack stack, Location engine, Map<String, ? extends Collection<Integer>> ports) {
        Map<String, TreeSet<Integer>> sorted = new TreeMap<>();
        ports.forEach((service, of) -> sorted.put(service, new TreeSet<>(of)));
        asked.add("open " + stack.namespace() + " " + engine.address() + " " + sorted);
        if (failures > 0) {
            failures--;
            throw new Failure(new BackendProblem.Unavailable(
                    "the ports are not forwarded", List.of("run: ajj up"), Map.of("address", engine.address())));
        }
        return refused;
    }

    @Override
    public void close(Stack stack, String service) {
        asked.add("close " + stack.namespace() + " " + service);
    }

    @Override
    public void close(Stack stack) {
        asked.add("close " + stack.namespace());
    }

    @Override
    public List<Forward> all() {
        return List.copyOf(forwards);
    }

    @Override
    public Optional<ForwardReport> report() {
        return report;
    }
}
