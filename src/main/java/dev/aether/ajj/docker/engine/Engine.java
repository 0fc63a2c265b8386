package dev.aether.ajj.docker.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aether.ajj.docker.http.EngineAnswer;
import dev.aether.ajj.docker.http.EngineRefusal;
import dev.aether.ajj.docker.http.EngineRequest;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.spi.machine.Deadline;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.ssh.SshTunnel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Predicate;
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
    private final EngineFailures failures;
    private final Limits limits;
    private final EngineCalls calls;
    private @Nullable EngineIdentity identity;

    /**
     * Prepares a connection.
     *
     * @param tunnel to another machine; empty when the engine is reached directly
     * @param deadline ends every call, in addition to the limits
     */
    public Engine(
            EngineAddress address, Optional<SshTunnel> tunnel, Progress progress, Deadline deadline, Limits limits) {
        this.address = address;
        this.failures = new EngineFailures(address);
        this.limits = limits;
        this.calls = new EngineCalls(address, tunnel, progress, deadline, limits.first());
    }

    /** See {@link dev.aether.ajj.spi.backend.Backend#limitTime}. */
    public void limitTime(Duration time) {
        calls.limitTime(time);
    }

    /** Returns its address. */
    public EngineAddress address() {
        return address;
    }

    /**
     * Returns its identity, which is requested once.
     *
     * @throws Failure {@code BACKEND_UNAVAILABLE}
     */
    public synchronized EngineIdentity identity() {
        // The requests need another lock, that of the calls.
        if (identity == null) {
            identity = EngineIdentity.of(this);
        }
        return identity;
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
            throw EngineFailures.cause(failed);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new Failure(new Problem.Interrupted("requests to the engine"), interruption);
        }
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
        return calls.call(longest, what, () -> {
            try (EngineAnswer answer = calls.http().send(request)) {
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
        return calls.call(
                follow ? UNLIMITED : limits.each(),
                what,
                () -> calls.http().send(request).body());
    }

    /** Makes a request, and returns the connection as a stream in both directions. Must be closed. */
    public EngineAnswer upgrade(String what, EngineRequest request) {
        return calls.call(limits.each(), what, () -> calls.http().upgrade(request));
    }

    /** Returns the {@code DOCKER_HOST} for other programs on this machine, valid until {@link #close}. */
    public String dockerHost() {
        return calls.socket().map(path -> "unix://" + path).orElseGet(address::address);
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
        calls.close();
    }
}
