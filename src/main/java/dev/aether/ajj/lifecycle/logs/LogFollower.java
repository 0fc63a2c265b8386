package dev.aether.ajj.lifecycle.logs;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.ServiceProblem;
import dev.aether.ajj.lifecycle.backend.CurrentServices;
import dev.aether.ajj.lifecycle.view.ServiceLine;
import dev.aether.ajj.spi.backend.Backend.ObservedService;
import dev.aether.ajj.spi.backend.Backend.State;
import dev.aether.ajj.spi.backend.ContainerLog;
import dev.aether.ajj.spi.backend.LogLine;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/** Follows the log of a service from a position on, also across restarts and new containers. */
final class LogFollower implements Runnable {
    /** Enough for {@code docker restart} or {@code ajj up} to start the container again. */
    static final Duration GRACE = Duration.ofSeconds(3);

    private static final Duration PAUSE = Duration.ofMillis(200);

    private final CurrentServices services;
    private final Duration grace;
    private final BlockingQueue<LiveLogs.Event> events;
    private final Optional<Instant> since;
    private final LogPosition position;
    private ObservedService container;
    private volatile @Nullable ContainerLog log;
    private volatile boolean closed;

    /**
     * @param since time of the first line; empty: all lines
     * @param position how far its log has been read
     * @param events gets the lines, then the end or the failure; the follower waits while it is full
     */
    LogFollower(
            CurrentServices services,
            ObservedService container,
            Optional<Instant> since,
            LogPosition position,
            Duration grace,
            BlockingQueue<LiveLogs.Event> events) {
        this.services = services;
        this.container = container;
        this.since = since;
        this.position = position;
        this.grace = grace;
        this.events = events;
    }

    @Override
    public void run() {
        LiveLogs.Event last = new LiveLogs.Event.End();
        try {
            boolean more = isAlive(container);
            while (more && !closed) {
                follow();
                more = await();
            }
        } catch (InterruptedException closing) {
            // closed
        } catch (RuntimeException | Error thrown) {
            last = closed ? last : new LiveLogs.Event.Failed(Failure.of(thrown));
        }
        try {
            events.put(last);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow() throws InterruptedException {
        try {
            read();
        } catch (Failure failure) {
            // Its container was removed meanwhile; there may soon be another one.
            if (!(failure.first() instanceof ServiceProblem.NotRunning)) {
                throw failure;
            }
        }
    }

    private void read() throws InterruptedException {
        ContainerLog.Range range =
                new ContainerLog.Range(OptionalInt.empty(), position.moment().or(() -> since), true);
        position.reopen();
        try (ContainerLog opened =
                services.backend().access(container.instance()).log(range)) {
            log = opened;
            Optional<LogLine> line = opened.next();
            while (line.isPresent() && !closed) {
                if (position.isNew(line.get())) {
                    position.advance(line.get());
                    events.put(new LiveLogs.Event.Line(new ServiceLine(container.service(), line.get())));
                }
                line = opened.next();
            }
        }
    }

    /** Waits until a container of the service runs again; returns false after the grace period. */
    private boolean await() throws InterruptedException {
        long deadline = System.nanoTime() + grace.toNanos();
        while (!closed) {
            Thread.sleep(PAUSE);
            Optional<ObservedService> now = services.now(container.service());
            if (now.isPresent() && isAlive(now.get())) {
                deadline = System.nanoTime() + grace.toNanos();
                if (now.get().state() == State.RUNNING) {
                    move(now.get());
                    return true;
                }
            }
            if (System.nanoTime() > deadline) {
                return false;
            }
        }
        return false;
    }

    private void move(ObservedService next) {
        if (!next.containerId().equals(container.containerId())) {
            position.reset();
        }
        container = next;
    }

    private static boolean isAlive(ObservedService service) {
        return switch (service.state()) {
            case RUNNING, PAUSED, RESTARTING -> true;
            case CREATED, EXITED, BROKEN -> false;
        };
    }

    /** Makes it end soon. May be called on any thread. */
    void close() {
        closed = true;
        ContainerLog opened = log;
        if (opened != null) {
            opened.close();
        }
    }
}
