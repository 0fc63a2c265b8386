package dev.aether.ajj.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.model.Location;
import dev.aether.ajj.model.SubnetRange;
import dev.aether.ajj.spi.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.KeyManagementException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The connection to a Docker Engine, made when it is first used. Every call goes through {@link #call}, which times it
 * for {@code --verbose} and tells a lost connection from a refusal.
 */
final class Engine implements AutoCloseable {
    /** More containers than this are not worked on at once anyway; the pool must not make them wait for each other. */
    private static final int CONNECTIONS = 64;
    /** An engine that says nothing for so long at the first contact hangs. */
    private static final Duration FIRST_ANSWER = Duration.ofSeconds(10);
    /** Also with many at work on a slow disk, nothing takes so long that is not waited for on purpose. */
    private static final Duration LONGEST_ANSWER = Duration.ofMinutes(2);

    private final EngineAddress address;
    private final EngineTrouble trouble;
    private final Progress progress;
    private final Duration firstAnswer;
    private final Duration longestAnswer;
    private @Nullable DockerClient client;
    private @Nullable Failure hangs;
    private @Nullable Location location;

    Engine(EngineAddress address, Progress progress) {
        this(address, progress, FIRST_ANSWER, LONGEST_ANSWER);
    }

    /**
     * An engine that is not connected yet.
     *
     * @param firstAnswer how long the engine may take for its first answer
     * @param longestAnswer how long it may take for any other that is not waited for on purpose
     */
    Engine(EngineAddress address, Progress progress, Duration firstAnswer, Duration longestAnswer) {
        this.address = address;
        this.trouble = new EngineTrouble(address);
        this.progress = progress;
        this.firstAnswer = firstAnswer;
        this.longestAnswer = longestAnswer;
    }

    /** Where it is. */
    EngineAddress place() {
        return address;
    }

    /**
     * Where it is, with its own id; asked once.
     *
     * @throws Failure {@code BACKEND_UNAVAILABLE}
     */
    synchronized Location location() {
        if (location == null) {
            location = new EngineChecks(this, SubnetRange.DEFAULT).who().location();
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
     * @throws DockerException when the engine refuses: the caller knows what that means
     * @throws Failure {@code BACKEND_UNAVAILABLE} when it does not answer, {@code INTERRUPTED} when we were told to stop
     */
    <T> T call(String what, Function<DockerClient, T> question) {
        return callPatiently(what, connected -> within(longestAnswer, what, () -> question.apply(connected)));
    }

    /** As {@link #call}, for what takes as long as it takes: a pull, a command in a container, a log that is followed. */
    <T> T callPatiently(String what, Function<DockerClient, T> question) {
        try {
            DockerClient connected = client();
            return traced(what, () -> question.apply(connected));
        } catch (DockerException refused) {
            throw refused;
        } catch (RuntimeException broken) {
            throw trouble.unanswered(what, broken);
        }
    }

    /** On a thread of its own: docker-java's limit does not hold on unix sockets. Nobody waits twice for one that hangs. */
    private <T> T within(Duration limit, String what, Supplier<T> question) {
        FutureTask<T> answer = new FutureTask<>(question::get);
        Thread.ofPlatform().daemon().start(answer);
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException thrown ? thrown : new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw hanging("has not answered within " + limit.toSeconds() + " s: " + what, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(new Problem.Interrupted(what), e);
        }
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
        DockerClientConfig config = address.client();
        boolean socket = "unix".equals(config.getDockerHost().getScheme());
        return DockerClientImpl.getInstance(
                config,
                new ApacheDockerHttpClient.Builder()
                        .dockerHost(config.getDockerHost())
                        .sslConfig(socket ? Engine::withoutAuthorities : config.getSSLConfig())
                        .maxConnections(CONNECTIONS)
                        .connectionTimeout(Duration.ofSeconds(10))
                        .build());
    }

    /**
     * For a socket, on which no TLS is spoken. The HTTP client wants one to be ready all the same, and would read all
     * certificates of the machine for it, which takes longer than any call.
     */
    private static SSLContext withoutAuthorities() throws NoSuchAlgorithmException, KeyManagementException {
        SSLContext trustsNobody = SSLContext.getInstance("TLS");
        trustsNobody.init(new KeyManager[0], new TrustManager[0], null);
        return trustsNobody;
    }

    /** Waits for a sign of life. On a thread of its own: docker-java's limit does not hold on unix sockets. */
    private DockerClient greeted(DockerClient connecting) {
        FutureTask<@Nullable Void> ping =
                new FutureTask<>(() -> connecting.pingCmd().exec());
        Thread.ofPlatform().daemon().start(ping);
        try {
            ping.get(firstAnswer.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            // A refusal is an answer: the call that comes now hears it, or a lost connection, for itself.
        } catch (TimeoutException e) {
            // The client is left as it is: to close it would wait for the connection that hangs.
            hangs = trouble.unavailable("does not answer within " + firstAnswer.toSeconds() + " s", "", e);
            throw hangs;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(new Problem.Interrupted("ping"), e);
        }
        return connecting;
    }

    /** The failure for a connection that broke while an answer was read. */
    RuntimeException lost(String what, IOException broken) {
        return trouble.unanswered(what, new UncheckedIOException(broken));
    }

    @Override
    public synchronized void close() {
        // With a connection that hangs, closing would wait for it.
        if (client != null && hangs == null) {
            try {
                client.close();
            } catch (IOException e) {
                progress.trace("engine: close failed: " + e.getMessage(), 0);
            }
        }
    }
}
