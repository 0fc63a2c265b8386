package dev.aether.ajj.testing;

import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.spi.backend.Backend.Instance;
import dev.aether.ajj.spi.backend.ContainerLog;
import dev.aether.ajj.spi.backend.LogLine;
import dev.aether.ajj.spi.backend.LogLine.Source;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The output of containers of a {@link FakeEngine}. Following it ends after the last line. */
public final class FakeLogs {
    /** The time between lines is one second. */
    private Instant clock = Instant.parse("2030-01-01T00:00:00Z");

    private final Map<String, List<LogLine>> byContainer = new TreeMap<>();
    private final Set<String> broken = new TreeSet<>();
    private final Map<String, List<String>> atStart = new TreeMap<>();

    /** Adds a line of a container: {@code out: text} or {@code err: text}. */
    public synchronized void print(String containerId, String line) {
        clock = clock.plusSeconds(1);
        Source source = line.startsWith("err: ") ? Source.STDERR : Source.STDOUT;
        byte[] text = line.substring("out: ".length()).getBytes(StandardCharsets.UTF_8);
        byContainer.computeIfAbsent(containerId, _ -> new ArrayList<>()).add(new LogLine(clock, source, text));
    }

    /** Adds lines that the containers of a service have printed before the first read. */
    public synchronized void printAtStart(String service, String... lines) {
        atStart.put(service, Arrays.asList(lines));
    }

    /** Disconnects the engine after the last line of a container. */
    public synchronized void disconnectAfterLastLine(String containerId) {
        broken.add(containerId);
    }

    synchronized ContainerLog read(Instance service, ContainerLog.Range range) {
        if (!byContainer.containsKey(service.id())) {
            atStart.getOrDefault(service.service(), List.of()).forEach(line -> print(service.id(), line));
        }
        List<LogLine> lines = byContainer.getOrDefault(service.id(), List.of()).stream()
                .filter(line -> range.since().isEmpty()
                        || !line.time().isBefore(range.since().get()))
                .toList();
        int first = Math.max(0, lines.size() - range.tail().orElse(lines.size()));
        return new Lines(lines.subList(first, lines.size()).iterator(), broken.contains(service.id()));
    }

    private record Lines(Iterator<LogLine> lines, boolean broken) implements ContainerLog {
        @Override
        public Optional<LogLine> next() {
            if (broken && !lines.hasNext()) {
                throw new Failure(new BackendProblem.Unavailable("the engine has gone", List.of("start it")));
            }
            return lines.hasNext() ? Optional.of(lines.next()) : Optional.empty();
        }

        @Override
        public void close() {}
    }
}
