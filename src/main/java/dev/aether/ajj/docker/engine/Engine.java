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
 * The connection to a Docker Engine, made when it is first used. Every call goes through {@link #call}, which times it
 * for {@code --verbose}, ends it at its deadline, and makes a failure of whatever is neither an answer nor a refusal.
 */
public final class Engine implements AutoCloseable {
    /** How long an engine may take to answer at all, and any call that does not wait for something. */
    public record Limits(Duration first, Duration each) {
        /** Also with many calls at once on a slow disk, no call takes longer. */
        public static final Limits USUAL = new Limits(Duration.ofSeconds(10), Duration.ofMinutes(2));
    }

    /** For calls that wait for something: a pull, a command in a container. */
    private static final Duration UNLIMITED = Duration.ofDays(365);

    /** For a connection to another machine. A user may have to type a password. */
    private static final Duration LOGIN = Duration.ofMinutes(2);

    private final EngineAddress address;
    private final Optional<SshTunnel> tunnel;
    private final EngineTrouble trouble;
    private final Progress progress;
    private final Deadline deadline;
    private final Limits limits;
    private @Nullable DockerClient client;
    private @Nullable Failure hangs;
    private volatile @Nullable Long answers;
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
     * An engine that is not connected yet.
     *
     * @param tunnel the way to another machine; empty for an engine that this one reaches itself
     * @param deadline ends every call, whatever the limits are
     */
    public Engine(
            EngineAddress address, Optional<SshTunnel> tunnel, Progress progress, Deadline deadline, Limits limits) {
        this.address = address;
        this.tunnel = tunnel;
        this.trouble = new EngineTrouble(address);
        this.progress = progress;
        this.deadline = deadline;
        this.limits = limits;
    }

    /** See {@link dev.aether.ajj.spi.backend.Backend#limitTime}. */
    public void limitTime(Duration time) {
        answers = System.nanoTime() + time.toNanos();
    }

    /** Where it is. */
    public EngineAddress place() {
        return address;
    }

    /**
     * Where it is, with its own id; asked once.
     *
     * @throws Failure {@code BACKEND_UNAVAILABLE}
     */
    public synchronized Location location() {
        if (location == null) {
            location = EngineIdentity.of(this).location();
        }
        return location;
    }

    /** The engine's address, for messages. */
    String address() {
        return address.inWords();
    }

    /**
     * Asks the engine something.
     *
     * @param what for people: "create container x"; no secrets
     * @throws DockerException when the engine refuses for a reason of its own: the caller knows what that means, and what
     *     it does not catch is a failure at the backend's edge
     * @throws Failure {@code BACKEND_UNAVAILABLE} when there is no answer, or none that an engine gives;
     *     {@code INTERRUPTED} when we were told to stop
     */
    public <T> T call(String what, Function<DockerClient, T> question) {
        return call(limits.each(), what, question);
    }

    /**
     * As {@link #call}, for what waits for something in a container.
     *
     * @param wait how long that may take, besides the time that any call has
     */
    public <T> T callWaiting(Duration wait, String what, Function<DockerClient, T> question) {
        return call(limits.each().plus(wait), what, question);
    }

    /** As {@link #call}, for what takes as long as it takes: a pull, a command in a container, a log that is followed. */
    public <T> T callPatiently(String what, Function<DockerClient, T> question) {
        return call(UNLIMITED, what, question);
    }

    private <T> T call(Duration longest, String what, Function<DockerClient, T> question) {
        try {
            DockerClient connected = client();
            Optional<Path> _ = socket();
            return traced(what, () -> within(longest, what, () -> question.apply(connected)));
        } catch (DockerException answer) {
            throw EngineTrouble.isRefusal(answer) ? answer : trouble.unanswered(what, answer);
        } catch (RuntimeException broken) {
            throw trouble.unanswered(what, broken);
        }
    }

    /** On a thread of its own, so that nothing that an engine does or does not send can hold the caller. */
    private <T> T within(Duration longest, String what, Supplier<T> question) {
        Duration limit = left(longest, what);
        FutureTask<T> answer = new FutureTask<>(question::get);
        Thread.ofPlatform().daemon().start(answer);
        try {
            return answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException thrown ? thrown : new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            boolean cut = limit.compareTo(longest) < 0;
            String late = "has not answered within " + Durations.words(limit) + ": " + what;
            throw cut ? trouble.late(late, e) : hanging(late, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(new Problem.Interrupted(what), e);
        }
    }

    /** How long a call may take. */
    private Duration left(Duration longest, String what) {
        Long answers = this.answers;
        Duration limit = deadline.left(longest);
        Duration own = answers == null ? limit : Duration.ofNanos(answers - System.nanoTime());
        Duration left = own.compareTo(limit) < 0 ? own : limit;
        if (!left.isPositive()) {
            throw trouble.late("was not asked, because the time is over: " + what, null);
        }
        return left;
    }

    private synchronized Failure hanging(String what, TimeoutException e) {
        Failure failure = trouble.unavailable(what, "", e);
        hangs = failure;
        return failure;
    }

    private <T> T traced(String what, Supplier<T> question) {
        String outcome = " (failed)";
        long start = System.nanoTime();
        try {
            T answer = question.get();
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

    /** The client, once the engine has answered: what follows may take as long as it takes. */
    private synchronized DockerClient client() {
        if (hangs != null) {
            // Nobody waits twice.
            throw hangs;
        }
        if (client == null) {
            DockerClient connecting = connect();
            client = traced("connect to " + address(), () -> greeted(connecting));
        }
        return client;
    }

    private DockerClient connect() {
        DockerClientConfig config = configuration();
        return DockerClientImpl.getInstance(config, new EngineHttp(config));
    }

    /** What docker-java needs to connect. */
    DockerClientConfig configuration() {
        return address.client(socket());
    }

    /** Of this machine, where another one is reached through it; connected again if the connection was lost. */
    private Optional<Path> socket() {
        return tunnel.map(way -> way.engine(left(LOGIN, "connect")));
    }

    /** The engine's address for other programs on this machine, as {@code DOCKER_HOST} has it; valid until {@link #close}. */
    public String dockerHost() {
        return socket().map(path -> "unix://" + path).orElseGet(address::address);
    }

    /** Waits for a sign of life. On a thread of its own, as any call. */
    private DockerClient greeted(DockerClient connecting) {
        FutureTask<@Nullable Void> ping =
                new FutureTask<>(() -> connecting.pingCmd().exec());
        Duration limit = left(limits.first(), "ping");
        Thread.ofPlatform().daemon().start(ping);
        try {
            ping.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            // A refusal is an answer: the call that comes now hears it, or a lost connection, for itself.
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

    /** The failure for a connection that broke while an answer was read. */
    public Failure lost(String what, IOException broken) {
        return trouble.unanswered(what, new UncheckedIOException(broken));
    }

    /** The failure for whatever a call ended with that nothing else has understood. */
    public Failure trouble(String what, RuntimeException thrown) {
        return trouble.unanswered(what, thrown);
    }

    /** Each request has closed its own connection. */
    @Override
    public void close() {
        tunnel.ifPresent(SshTunnel::close);
    }
}
