package dev.aether.ajj.lifecycle.logs;

import dev.aether.ajj.lifecycle.view.ServiceLine;
import dev.aether.ajj.spi.backend.Backend;
import dev.aether.ajj.spi.backend.Backend.ObservedService;
import dev.aether.ajj.spi.backend.ContainerLog;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/** The past log lines of several containers, merged by time. Keeps one line of each in memory. */
final class LogHistory implements AutoCloseable {
    private final List<ContainerLog> logs = new ArrayList<>();
    private final PriorityQueue<Head> heads = new PriorityQueue<>(
            Comparator.comparing((Head head) -> head.line().line().time()).thenComparingInt(Head::order));
    private final Map<String, LogPosition> positions = new HashMap<>();

    private Optional<Head> taken = Optional.empty();

    private record Head(int order, ServiceLine line) {}

    LogHistory(Backend backend, List<ObservedService> services, ContainerLog.Range range) {
        try {
            for (ObservedService service : services) {
                logs.add(backend.access(service.instance()).log(range));
            }
            for (int order = 0; order < logs.size(); order++) {
                advance(order, services.get(order).service());
            }
        } catch (RuntimeException failed) {
            close();
            throw failed;
        }
    }

    private void advance(int order, String service) {
        logs.get(order).next().ifPresent(line -> heads.add(new Head(order, new ServiceLine(service, line))));
    }

    /** Returns the oldest line that was not returned before; empty at the end. */
    Optional<ServiceLine> next() {
        // Not earlier: a line that was read must be returned even if the engine fails meanwhile.
        taken.ifPresent(head -> advance(head.order(), head.line().service()));
        taken = Optional.ofNullable(heads.poll());
        taken.ifPresent(
                head -> position(head.line().service()).advance(head.line().line()));
        return taken.map(Head::line);
    }

    /** Returns how far a service's log has been read. */
    LogPosition position(String service) {
        return positions.computeIfAbsent(service, _ -> new LogPosition());
    }

    @Override
    public void close() {
        logs.forEach(ContainerLog::close);
    }
}
