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

/** Hears what one service prints from a moment on, also when its container is started again or made anew. */
final class LogFollower implements Runnable {
    /** A container that ended may be about to be restarted: {@code docker restart}, {@code ajj up}. */
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

    /** Called from the follower's thread, which waits while they work. */
    interface Listener {

        /** It has printed a line. Interrupted when the follower is to end. */
        void line(ServiceLine line) throws InterruptedException;

        /** There is nothing more to follow; nothing is called after this. */
        void end();

        /** As {@link #end}, for a reason. */
        void failed(Failure failure);
    }

    /**
     * @param container to begin with
     * @param since lines of this moment and later; empty: all
     * @param position how far its log has been read already
     * @param grace how long a container that has ended may take to come back
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
            // Its container has gone meanwhile: there may be another one soon.
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

    /** Waits for the container, or another one of the service, to run again; false when it does not. */
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

    /** Has it end soon; from any thread. */
    void close() {
        closed = true;
        ContainerLog opened = log;
        if (opened != null) {
            opened.close();
        }
    }
}
