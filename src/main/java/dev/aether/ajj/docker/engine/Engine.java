package dev.aether.ajj.docker.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import dev.aether.ajj.docker.http.EngineHttp;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.model.text.Durations;
import dev.aether.ajj.model.workspace.Location;
import dev.aether.ajj.spi.machine.Deadline;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.ssh.SshTunnel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The connection to a Docker Engine, made at the first use. Every call goes through {@link #call}, which records its
 * duration, ends it at its deadline, and turns everything but answers and refusals into a failure.
 */
public final class Engine implements AutoCloseable {
    /**
     * Timeouts.
     *
     * @param first for the first answer
     * @param each for any call that does not wait for something
     */
    public record Limits(Duration first, Duration each) {
        /** Enough for many concurrent calls on a slow disk. */
        public static final Limits USUAL = new Limits(Duration.ofSeconds(10), Duration.ofMinutes(2));
    }

    /** For calls that wait for something, such as a pull or a command in a container. */
    private static final Duration UNLIMITED = Duration.ofDays(365);

    /** For a connection to another machine, where the user may have to type a password. */
    private static final Duration LOGIN = Duration.ofMinutes(2);

    private final EngineAddress address;
    private final Optional<SshTunnel> tunnel;
    private final EngineFailures failures;
    private final Progress progress;
    private final Deadline deadline;
    private final Limits limits;
    private @Nullable DockerClient client;
    private @Nullable Failure hang;
    private volatile @Nullable Long ownDeadline;
    private @Nullable Location location;

    /** An engine on this machine, without a deadline, with the usual limits. */
    public Engine(EngineAddress address, Progress progress) {
        this(address, progress, Deadline.NONE, Limits.USUAL);
    }

    /** An engine on this machine. */
    public Engine(EngineAddress address, Progress progress, Deadline deadline, Limits limits) {
        this(address, Optional.empty(), progress, deadline, limits);
    }

    /**
     * Prepares a connection.
     *
     * @param tunnel to another machine; empty when the engine is reached directly
     * @param deadline ends every call, in addition to the limits
     */
    public Engine(
            EngineAddress address, Optional<SshTunnel> tunnel, Progress progress, Deadline deadline, Limits limits) {
        this.address = address;
        this.tunnel = tunnel;
        this.failures = new EngineFailures(address);
        this.progress = progress;
        this.deadline = deadline;
        this.limits = limits;
    }

    /** See {@link dev.aether.ajj.spi.backend.Backend#limitTime}. */
    public void limitTime(Duration time) {
        ownDeadline = System.nanoTime() + time.toNanos();
    }

    /** Returns its address. */
    public EngineAddress address() {
        return address;
    }

    /**
     * Returns its location with its own id, which is requested once.
     *
     * @throws Failure {@code BACKEND_UNAVAILABLE}
     */
    public synchronized Location location() {
        if (location == null) {
            location = EngineIdentity.of(this).location();
        }
        return location;
    }

    /**
     * Makes a request.
     *
     * @param what for messages, such as "create container x"; without secrets
     * @throws DockerException when the engine refuses the request, for the caller to interpret. {@code GuardedBackend}
     *     turns others into failures
     * @throws Failure {@code BACKEND_UNAVAILABLE} when the engine does not answer, or not as an engine does;
     *     {@code INTERRUPTED} when the thread was interrupted
     */
    public <T> T call(String what, Function<DockerClient, T> request) {
        return call(limits.each(), what, request);
    }

    /**
     * Makes a request as {@link #call} does, which waits for something in a container.
     *
     * @param wait how long that may take, in addition to the limit of any call
     */
    public <T> T callWithWait(Duration wait, String what, Function<DockerClient, T> request) {
        return call(limits.each().plus(wait), what, request);
    }

    /** Makes a request as {@link #call} does, without a limit: a pull, a command in a container, a followed log. */
    public <T> T callUnlimited(String what, Function<DockerClient, T> request) {
        return call(UNLIMITED, what, request);
    }

    private <T> T call(Duration longest, String what, Function<DockerClient, T> request) {
        try {
            DockerClient connected = client();
            Optional<Path> _ = socket();
            return traced(what, () -> within(longest, what, () -> request.apply(connected)));
        } catch (DockerException answer) {
            throw EngineFailures.isRefusal(answer) ? answer : failures.of(what, answer);
        } catch (RuntimeException broken) {
            throw failures.of(what, broken);
        }
    }

    /** Runs the request on a separate thread, so that a hanging engine cannot block the caller. */
    private <T> T within(Duration longest, String what, Supplier<T> request) {
        Duration limit = left(longest, what);
        FutureTask<T> answer = new FutureTask<>(request::get);
        Thread.ofPlatform().daemon().start(answer);
        try {
            return answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException thrown ? thrown : new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            boolean shortened = limit.compareTo(longest) < 0;
            String late = "has not answered within " + Durations.words(limit) + ": " + what;
            throw shortened ? failures.late(late, e) : hanging(late, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(new Problem.Interrupted(what), e);
        }
    }

    private Duration left(Duration longest, String what) {
        Long end = ownDeadline;
        Duration limit = deadline.left(longest);
        Duration own = end == null ? limit : Duration.ofNanos(end - System.nanoTime());
        Duration left = own.compareTo(limit) < 0 ? own : limit;
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
        } catch (DockerException refused) {
            outcome = " (refused)";
            throw refused;
        } finally {
            progress.record(Progress.Work.ENGINE, what + outcome, start);
            progress.trace("engine: " + what + outcome, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        }
    }

    /** Returns the client, after the engine has answered once. */
    private synchronized DockerClient client() {
        if (hang != null) {
            // Later calls do not wait again.
            throw hang;
        }
        if (client == null) {
            DockerClient connecting = connect();
            client = traced("connect to " + address.description(), () -> pinged(connecting));
        }
        return client;
    }

    private DockerClient connect() {
        DockerClientConfig config = configuration();
        return DockerClientImpl.getInstance(config, new EngineHttp(config));
    }

    DockerClientConfig configuration() {
        return address.client(socket());
    }

    /** Returns the tunnel's socket on this machine, reconnecting if needed; empty without a tunnel. */
    private Optional<Path> socket() {
        return tunnel.map(remote -> remote.engine(left(LOGIN, "connect")));
    }

    /** Returns the {@code DOCKER_HOST} for other programs on this machine, valid until {@link #close}. */
    public String dockerHost() {
        return socket().map(path -> "unix://" + path).orElseGet(address::address);
    }

    /** Waits for the first answer, on a separate thread like any call. */
    private DockerClient pinged(DockerClient connecting) {
        FutureTask<@Nullable Void> ping =
                new FutureTask<>(() -> connecting.pingCmd().exec());
        Duration limit = left(limits.first(), "ping");
        Thread.ofPlatform().daemon().start(ping);
        try {
            ping.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            // A refusal is an answer too. The following call reports it, or a lost connection.
            if (!(e.getCause() instanceof DockerException)) {
                tunnel.flatMap(SshTunnel::diagnose).ifPresent(reason -> {
                    throw reason;
                });
            }
        } catch (TimeoutException e) {
            throw hanging("does not answer within " + Durations.words(limit), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(new Problem.Interrupted("ping"), e);
        }
        return connecting;
    }

    /** Returns the failure for a connection that broke while an answer was read. */
    public Failure connectionLost(String what, IOException broken) {
        return failures.of(what, new UncheckedIOException(broken));
    }

    /** Returns the failure for an exception that was not handled otherwise. */
    public Failure failure(String what, RuntimeException thrown) {
        return failures.of(what, thrown);
    }

    /** Closes the tunnel. Each request closes its own connection. */
    @Override
    public void close() {
        tunnel.ifPresent(SshTunnel::close);
    }
}
