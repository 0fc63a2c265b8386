package dev.aether.ajj.lifecycle.logs;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.lifecycle.backend.CurrentServices;
import dev.aether.ajj.lifecycle.view.ServiceLine;
import dev.aether.ajj.spi.backend.Backend.ObservedService;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** What several services print from now on, as it comes. A container that prints faster than it is read has to wait. */
final class LiveLogs implements AutoCloseable {
    private static final int LINES = 1024;
    /** How soon it is noticed that nothing reads the lines any more. */
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final BlockingQueue<Event> events = new ArrayBlockingQueue<>(LINES);
    private final List<LogFollower> followers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private int following;

    private sealed interface Event {
        record Line(ServiceLine line) implements Event {}

        record End() implements Event {}

        record Failed(Failure failure) implements Event {}
    }

    /**
     * Begins to listen.
     *
     * @param since lines of this moment and later only
     * @param history that has been read to its end
     * @param grace how long a container that has ended may take to come back
     */
    LiveLogs(
            CurrentServices services,
            List<ObservedService> containers,
            Optional<Instant> since,
            LogHistory history,
            Duration grace) {
        for (ObservedService container : containers) {
            LogFollower follower = new LogFollower(
                    services, container, since, history.position(container.service()), grace, new IntoQueue());
            followers.add(follower);
            threads.add(Thread.ofPlatform().daemon().start(follower));
        }
        following = containers.size();
    }

    /**
     * The next line; empty when all have ended, or nothing reads them.
     *
     * @param isRead asked before waiting, and again and again while nothing comes
     */
    Optional<ServiceLine> next(BooleanSupplier isRead) throws InterruptedException {
        while (following > 0) {
            Event event = events.poll();
            while (event == null) {
                if (!isRead.getAsBoolean()) {
                    return Optional.empty();
                }
                event = events.poll(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
            }
            switch (event) {
                case Event.Line line -> {
                    return Optional.of(line.line());
                }
                case Event.End _ -> following--;
                case Event.Failed failed -> throw failed.failure();
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        followers.forEach(LogFollower::close);
        threads.forEach(Thread::interrupt);
    }

    /** Waits where the queue is full; what ends a follower is let in only while somebody reads. */
    private final class IntoQueue implements LogFollower.Listener {
        @Override
        public void line(ServiceLine line) throws InterruptedException {
            events.put(new Event.Line(line));
        }

        @Override
        public void end() {
            putLast(new Event.End());
        }

        @Override
        public void failed(Failure failure) {
            putLast(new Event.Failed(failure));
        }

        private void putLast(Event event) {
            try {
                events.put(event);
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
