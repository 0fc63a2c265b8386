package dev.aether.ajj.docker.engine;

import dev.aether.ajj.docker.http.EngineHttp;
import dev.aether.ajj.docker.http.EngineRefusal;
import dev.aether.ajj.docker.http.EngineRequest;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.model.text.Durations;
import dev.aether.ajj.spi.machine.Deadline;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.ssh.SshTunnel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls to a Docker Engine: the first one waits until the engine answers at all, each one ends at its deadline, and none
 * waits for an engine that has hung before. Thread-safe.
 */
final class EngineCalls implements AutoCloseable {
    private final EngineAddress address;
    private final Optional<SshTunnel> tunnel;
    private final EngineFailures failures;
    private final Progress progress;
    private final Deadline deadline;
    private final Duration first;
    private boolean connected;
    private @Nullable Failure hang;
    private volatile @Nullable Long ownDeadline;

    /** @param first limit of the first answer */
    EngineCalls(
            EngineAddress address, Optional<SshTunnel> tunnel, Progress progress, Deadline deadline, Duration first) {
        this.address = address;
        this.tunnel = tunnel;
        this.failures = new EngineFailures(address);
        this.progress = progress;
        this.deadline = deadline;
        this.first = first;
    }

    void limitTime(Duration time) {
        ownDeadline = System.nanoTime() + time.toNanos();
    }

    /**
     * Makes a request.
     *
     * @param longest its limit
     * @throws EngineRefusal when the engine refuses it
     * @throws Failure in all other cases
     */
    <T> T call(Duration longest, String what, Callable<T> request) {
        try {
            connect();
            Optional<Path> _ = socket();
            return traced(what, () -> within(longest, what, request));
        } catch (EngineRefusal refused) {
            throw EngineFailures.isRefusal(refused) ? refused : failures.of(what, refused);
        } catch (RuntimeException broken) {
            throw failures.of(what, broken);
        }
    }

    /** Waits until the engine has answered once. */
    private synchronized void connect() {
        if (hang != null) {
            // Later calls do not wait again.
            throw hang;
        }
        if (!connected) {
            connected = traced("connect to " + address.description(), this::ping);
        }
    }

    private boolean ping() {
        EngineHttp http = http();
        Duration limit = left(first, "ping");
        try {
            return await(limit, "ping", () -> {
                http.send(EngineRequest.get("/_ping")).close();
                return true;
            });
        } catch (ExecutionException e) {
            // A refusal is an answer too. The following call reports it, or a lost connection.
            if (!(e.getCause() instanceof EngineRefusal)) {
                tunnel.flatMap(SshTunnel::diagnose).ifPresent(reason -> {
                    throw reason;
                });
            }
            return true;
        } catch (TimeoutException e) {
            throw hanging("does not answer within " + Durations.words(limit), e);
        }
    }

    private <T> T within(Duration longest, String what, Callable<T> request) {
        Duration limit = left(longest, what);
        try {
            return await(limit, what, request);
        } catch (ExecutionException e) {
            throw EngineFailures.cause(e);
        } catch (TimeoutException e) {
            boolean shortened = limit.compareTo(longest) < 0;
            String late = "has not answered within " + Durations.words(limit) + ": " + what;
            throw shortened ? failures.late(late, e) : hanging(late, e);
        }
    }

    /** Runs the request on a separate thread, so that a hanging engine cannot block the caller. */
    private static <T> T await(Duration limit, String what, Callable<T> request)
            throws ExecutionException, TimeoutException {
        FutureTask<T> answer = new FutureTask<>(request);
        Thread.ofPlatform().daemon().start(answer);
        try {
            return answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(new Problem.Interrupted(what), e);
        }
    }

    private Duration left(Duration longest, String what) {
        Long end = ownDeadline;
        Duration limit = deadline.left(longest);
        Duration own = end == null ? limit : Duration.ofNanos(end - System.nanoTime());
        Duration left = Durations.min(own, limit);
        if (!left.isPositive()) {
            throw failures.late("was not asked, because the timeout has expired: " + what, null);
        }
        return left;
    }

    private synchronized Failure hanging(String what, TimeoutException e) {
        Failure failure = failures.unavailable(what, "", e);
        hang = failure;
        return failure;
    }

    private <T> T traced(String what, Supplier<T> request) {
        String outcome = " (failed)";
        long start = System.nanoTime();
        try {
            T answer = request.get();
            outcome = "";
            return answer;
        } catch (EngineRefusal refused) {
            outcome = " (refused)";
            throw refused;
        } finally {
            progress.record(Progress.Work.ENGINE, what + outcome, start);
            progress.trace("engine: " + what + outcome, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        }
    }

    /** Returns a connection for {@link #call}. */
    EngineHttp http() {
        return address.http(socket());
    }

    /** Returns the tunnel's socket on this machine, reconnecting if needed; empty without a tunnel. */
    Optional<Path> socket() {
        return tunnel.map(remote -> remote.engine(left(SshTunnel.LOGIN, "connect")));
    }

    /** Closes the tunnel. Each request closes its own connection. */
    @Override
    public void close() {
        tunnel.ifPresent(SshTunnel::close);
    }
}
