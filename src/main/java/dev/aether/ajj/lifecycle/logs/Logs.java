package dev.aether.ajj.lifecycle.logs;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.lifecycle.backend.CurrentServices;
import dev.aether.ajj.lifecycle.backend.StackBackends;
import dev.aether.ajj.lifecycle.view.ServiceLine;
import dev.aether.ajj.spi.backend.Backend.ObservedService;
import dev.aether.ajj.spi.backend.ContainerLog;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;

/** The requested log lines of several services, past ones by time. Keeps a connection to the engine until closed. */
public final class Logs implements AutoCloseable {
    private final CurrentServices services;
    private final StackBackends backends;
    private final List<ObservedService> containers;
    private final ContainerLog.Range range;
    private final Duration grace;
    private final LogHistory history;
    private Optional<LiveLogs> live = Optional.empty();
    private boolean interrupted;

    /**
     * Opens the logs.
     *
     * @param backends closed by {@link #close}
     * @param containers at least one
     * @param grace how long an ended container may take to restart before following it ends
     */
    Logs(
            CurrentServices services,
            StackBackends backends,
            List<ObservedService> containers,
            ContainerLog.Range range,
            Duration grace) {
        this.services = services;
        this.backends = backends;
        this.containers = containers;
        this.range = range;
        this.grace = grace;
        // The last past line is needed to recognise new ones.
        this.history = new LogHistory(
                services.backend(),
                containers,
                new ContainerLog.Range(skipsPast() ? OptionalInt.of(1) : range.tail(), range.since(), false));
    }

    private boolean skipsPast() {
        return range.follow() && range.tail().orElse(1) == 0;
    }

    /** Returns the names of the services, in the order of aether.toml or of the command line. */
    public List<String> services() {
        return containers.stream().map(ObservedService::service).toList();
    }

    /**
     * Returns the next line; empty at the end, or when the user interrupts following.
     *
     * @param beforeWaiting called before waiting, to flush earlier lines, and repeatedly while waiting; false ends the
     *     logs because no program reads the lines
     * @throws Failure {@code BACKEND_UNAVAILABLE}, or {@code INTERRUPTED} unless following
     */
    public Optional<ServiceLine> next(BooleanSupplier beforeWaiting) {
        if (interrupted) {
            return Optional.empty();
        }
        try {
            if (live.isEmpty()) {
                Optional<ServiceLine> line = history.next();
                while (line.isPresent() && skipsPast()) {
                    line = history.next();
                }
                if (line.isPresent() || !range.follow()) {
                    return line;
                }
                live = Optional.of(new LiveLogs(services, containers, range.since(), history, grace));
            }
            return live.get().next(beforeWaiting);
        } catch (Failure failure) {
            if (range.follow() && failure.first() instanceof Problem.Interrupted) {
                return interrupt();
            }
            throw failure;
        } catch (InterruptedException _) {
            return interrupt();
        }
    }

    private Optional<ServiceLine> interrupt() {
        interrupted = true;
        return Optional.empty();
    }

    /** Whether the user has interrupted following, which is the usual way to end it. */
    public boolean isInterrupted() {
        return interrupted;
    }

    @Override
    public void close() {
        live.ifPresent(LiveLogs::close);
        history.close();
        backends.close();
    }
}
