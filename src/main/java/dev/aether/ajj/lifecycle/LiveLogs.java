package dev.aether.ajj.lifecycle;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.spi.Backend.ObservedService;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** What several services print from now on, as it comes. A container that prints faster than it is read has to wait. */
final class LiveLogs implements AutoCloseable {
    private static final int LINES = 1024;

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

    /** The next line; empty when all have ended. */
    Optional<ServiceLine> next() throws InterruptedException {
        while (following > 0) {
            switch (events.take()) {
                case Event.Line line -> {
                    return Optional.of(line.line());
                }
                case Event.End _ -> following--;
                case Event.Failed failed -> throw failed.failure();
            }
        }
        return Optional.empty();
    }

    /** Whether {@link #next} would wait now. */
    boolean isEmpty() {
        return events.isEmpty();
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
