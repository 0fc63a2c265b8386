package dev.aether.ajj.docker.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aether.ajj.docker.http.EngineAnswer;
import dev.aether.ajj.docker.http.EngineHttp;
import dev.aether.ajj.docker.http.EngineRefusal;
import dev.aether.ajj.docker.http.EngineRequest;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.model.text.Durations;
import dev.aether.ajj.model.workspace.Location;
import dev.aether.ajj.spi.machine.Deadline;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.ssh.SshTunnel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The connection to a Docker Engine, made at the first use. It records the duration of each request, ends it at its
 * deadline, and turns everything but answers and refusals into a failure.
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

    private final EngineAddress address;
    private final Optional<SshTunnel> tunnel;
    private final EngineFailures failures;
    private final Progress progress;
    private final Deadline deadline;
    private final Limits limits;
    private final Object identification = new Object();
    private boolean connected;
    private @Nullable Failure hang;
    private volatile @Nullable Long ownDeadline;
    private @Nullable Location location;

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
    public Location location() {
        // Not the lock that the requests need.
        synchronized (identification) {
            if (location == null) {
                location = EngineIdentity.of(this).location();
            }
            return location;
        }
    }

    /** Reads an answer. */
    public interface Reader<T> {
        /** Returns the content of an answer. */
        T read(EngineAnswer answer) throws IOException;
    }

    /** Work with answers of the engine. */
    public interface Work<T, E extends Exception> {
        /** Returns the result. */
        T run() throws E;
    }

    /**
     * Returns the result of work with answers. Turns every exception into a failure, because an engine may answer
     * anything.
     */
    public <T, E extends Exception> T guarded(String what, Work<T, E> work) throws E {
        try {
            return work.run();
        } catch (RuntimeException thrown) {
            throw failures.of(what, thrown);
        }
    }

    /** Does work without a result as {@link #guarded} does. */
    public void guard(String what, Runnable work) {
        boolean _ = guarded(what, () -> {
            work.run();
            return true;
        });
    }

    /**
     * Requests an object.
     *
     * @param what for messages, such as "create container x"; without secrets
     * @throws EngineRefusal when the engine refuses the request, for the caller to interpret. {@link #guarded} turns
     *     others into failures
     * @throws Failure {@code BACKEND_UNAVAILABLE} when the engine does not answer, or not as an engine does;
     *     {@code INTERRUPTED} when the thread was interrupted
     */
    public JsonNode get(String what, String path) {
        return read(what, EngineRequest.get(path), answer -> valid(answer.tree(), JsonNode::isObject));
    }

    /** Requests an object as {@link #get} does; empty when it does not exist. */
    public Optional<JsonNode> find(String what, String path) {
        try {
            return Optional.of(get(what, path));
        } catch (EngineRefusal refused) {
            if (refused.isMissing()) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    /** Requests a list. Some engines answer {@code null} when it is empty. */
    public List<JsonNode> list(String what, String path) {
        return read(
                what,
                EngineRequest.get(path),
                answer -> valid(answer.tree(), tree -> tree.isArray() || tree.isNull())
                        .valueStream()
                        .toList());
    }

    private JsonNode valid(JsonNode answer, Predicate<JsonNode> expected) {
        if (!expected.test(answer)) {
            throw failures.strange(new IOException("not the expected kind of answer"));
        }
        return answer;
    }

    /** Creates something, and returns the object that describes it. */
    public JsonNode create(String what, EngineRequest request) {
        return read(what, request, answer -> valid(answer.tree(), JsonNode::isObject));
    }

    /** Makes a request, and ignores the content of its answer, which is not always JSON. */
    public void send(String what, EngineRequest request) {
        long _ = read(what, request, Engine::skip);
    }

    private static long skip(EngineAnswer answer) throws IOException {
        return answer.limitedBody().transferTo(OutputStream.nullOutputStream());
    }

    /**
     * Has the engine act on a container, unless it is already in the wanted state.
     *
     * @param wait how long that may take, in addition to the limit of any request
     */
    public void act(String what, String path, Duration wait) {
        try {
            long _ = read(what, EngineRequest.post(path), wait, Engine::skip);
        } catch (EngineRefusal refused) {
            if (refused.status() != EngineFailures.NOT_MODIFIED) {
                throw refused;
            }
        }
    }

    /** Deletes something, unless it does not exist any more. */
    public void delete(String what, String path) {
        try {
            send(what, EngineRequest.delete(path));
        } catch (EngineRefusal refused) {
            if (!refused.isMissing()) {
                throw refused;
            }
        }
    }

    /**
     * Makes requests concurrently.
     *
     * @return their results, in the same order
     * @throws Failure or another exception of the first request in the list that failed; {@code INTERRUPTED} when the thread was
     *     interrupted
     */
    public <T> List<T> concurrently(List<? extends Callable<T>> requests) {
        List<FutureTask<T>> results = requests.stream().map(FutureTask<T>::new).toList();
        results.forEach(result -> Thread.ofPlatform().daemon().start(result));
        return results.stream().map(Engine::result).toList();
    }

    private static <T> T result(FutureTask<T> request) {
        try {
            return request.get();
        } catch (ExecutionException failed) {
            throw cause(failed);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new Failure(new Problem.Interrupted("requests to the engine"), interruption);
        }
    }

    private static RuntimeException cause(ExecutionException failed) {
        return switch (failed.getCause()) {
            case RuntimeException thrown -> thrown;
            case IOException lost -> new UncheckedIOException(lost);
            case null, default -> new IllegalStateException(failed.getCause());
        };
    }

    /** Makes a request, and reads the answer at once. */
    public <T> T read(String what, EngineRequest request, Reader<T> reader) {
        return read(what, request, Duration.ZERO, reader);
    }

    /**
     * Makes a request as {@link #read} does.
     *
     * @param wait how long it may take, in addition to the limit of any request
     */
    public <T> T read(String what, EngineRequest request, Duration wait, Reader<T> reader) {
        return read(limits.each().plus(wait), what, request, reader);
    }

    /** Makes a request as {@link #read} does, without a limit: a pull. */
    public <T> T readUnlimited(String what, EngineRequest request, Reader<T> reader) {
        return read(UNLIMITED, what, request, reader);
    }

    private <T> T read(Duration longest, String what, EngineRequest request, Reader<T> reader) {
        return call(longest, what, () -> {
            try (EngineAnswer answer = http().send(request)) {
                return reader.read(answer);
            }
        });
    }

    /**
     * Makes a request whose answer is read as a stream. Closing it closes the connection.
     *
     * @param follow whether the engine may take long to answer
     */
    public InputStream open(String what, EngineRequest request, boolean follow) {
        return call(
                follow ? UNLIMITED : limits.each(),
                what,
                () -> http().send(request).body());
    }

    /** Makes a request, and returns the connection as a stream in both directions. Must be closed. */
    public EngineAnswer upgrade(String what, EngineRequest request) {
        return call(limits.each(), what, () -> http().upgrade(request));
    }

    private <T> T call(Duration longest, String what, Callable<T> request) {
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

    /** Runs the request on a separate thread, so that a hanging engine cannot block the caller. */
    private <T> T within(Duration longest, String what, Callable<T> request) {
        Duration limit = left(longest, what);
        FutureTask<T> answer = new FutureTask<>(request);
        Thread.ofPlatform().daemon().start(answer);
        try {
            return answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw cause(e);
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

    /** Waits until the engine has answered once. */
    private synchronized void connect() {
        if (hang != null) {
            // Later calls do not wait again.
            throw hang;
        }
        if (!connected) {
            connected = traced("connect to " + address.description(), this::pinged);
        }
    }

    private EngineHttp http() {
        return address.http(socket());
    }

    /** Returns the tunnel's socket on this machine, reconnecting if needed; empty without a tunnel. */
    private Optional<Path> socket() {
        return tunnel.map(remote -> remote.engine(left(SshTunnel.LOGIN, "connect")));
    }

    /** Returns the {@code DOCKER_HOST} for other programs on this machine, valid until {@link #close}. */
    public String dockerHost() {
        return socket().map(path -> "unix://" + path).orElseGet(address::address);
    }

    /** Waits for the first answer, on a separate thread like any call. */
    private boolean pinged() {
        EngineHttp http = http();
        FutureTask<@Nullable Void> ping = new FutureTask<>(() -> {
            http.send(EngineRequest.get("/_ping")).close();
            return null;
        });
        Duration limit = left(limits.first(), "ping");
        Thread.ofPlatform().daemon().start(ping);
        try {
            ping.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            // A refusal is an answer too. The following call reports it, or a lost connection.
            if (!(e.getCause() instanceof EngineRefusal)) {
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
        return true;
    }

    /** Returns the user's login for the registry of an image, in the engine's form; empty without one. */
    public Optional<String> login(String image) {
        return DockerConfiguration.ofUser().login(image);
    }

    /** Returns the failure for a connection that broke while an answer was read. */
    public Failure connectionLost(String what, IOException broken) {
        return failures.of(what, new UncheckedIOException(broken));
    }

    /** Closes the tunnel. Each request closes its own connection. */
    @Override
    public void close() {
        tunnel.ifPresent(SshTunnel::close);
    }
}
