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

/** New log lines of several services. A container waits if it prints faster than its lines are read. */
final class LiveLogs implements AutoCloseable {
    private static final int LINES = 1024;
    /** How soon it notices that no program reads the lines. */
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final BlockingQueue<Event> events = new ArrayBlockingQueue<>(LINES);
    private final List<LogFollower> followers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private int following;

    /** What a follower reports. */
    sealed interface Event {
        record Line(ServiceLine line) implements Event {}

        record End() implements Event {}

        record Failed(Failure failure) implements Event {}
    }

    /**
     * Starts to follow the logs.
     *
     * @param since time of the first line
     * @param history read to its end
     */
    LiveLogs(
            CurrentServices services,
            List<ObservedService> containers,
            Optional<Instant> since,
            LogHistory history,
            Duration grace) {
        for (ObservedService container : containers) {
            LogFollower follower =
                    new LogFollower(services, container, since, history.position(container.service()), grace, events);
            followers.add(follower);
            threads.add(Thread.ofPlatform().daemon().start(follower));
        }
        following = containers.size();
    }

    /**
     * Returns the next line; empty when all logs have ended or no program reads the lines.
     *
     * @param isRead called before waiting, and repeatedly while waiting
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
}
