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
import org.jspecify.annotations.Nullable;

/** Follows the log of a service from a position on, also across restarts and new containers. */
final class LogFollower implements Runnable {
    /** Enough for {@code docker restart} or {@code ajj up} to start the container again. */
    static final Duration GRACE = Duration.ofSeconds(3);

    private static final Duration PAUSE = Duration.ofMillis(200);

    private final CurrentServices services;
    private final Duration grace;
    private final Listener listener;
    private final Optional<Instant> since;
    private final LogPosition position;
    private ObservedService container;
    private volatile @Nullable ContainerLog log;
    private volatile boolean closed;

    /** Receives the lines on the follower's thread, which waits meanwhile. */
    interface Listener {

        /** Receives a line. Interrupted when the follower is closed. */
        void line(ServiceLine line) throws InterruptedException;

        /** Receives the end of the log; the last call. */
        void end();

        /** As {@link #end}, after a failure. */
        void failed(Failure failure);
    }

    /**
     * @param since time of the first line; empty: all lines
     * @param position how far its log has been read
     */
    LogFollower(
            CurrentServices services,
            ObservedService container,
            Optional<Instant> since,
            LogPosition position,
            Duration grace,
            Listener listener) {
        this.services = services;
        this.container = container;
        this.since = since;
        this.position = position;
        this.grace = grace;
        this.listener = listener;
    }

    @Override
    public void run() {
        try {
            boolean more = isAlive(container);
            while (more && !closed) {
                follow();
                more = await();
            }
            listener.end();
        } catch (InterruptedException closing) {
            listener.end();
        } catch (RuntimeException | Error thrown) {
            if (closed) {
                listener.end();
            } else {
                listener.failed(Failure.of(thrown));
            }
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
                    listener.line(new ServiceLine(container.service(), line.get()));
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
