package dev.aether.ajj.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request.Method;
import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.spi.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
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

    private static final List<String> CERTIFICATE_HINTS = List.of(
            "see whether docker gets through with the same certificates: docker --tlsverify info",
            "name the directory of those that belong to this engine: DOCKER_CERT_PATH, or the docker context");
    private static final int FIRST_ERROR = 400;
    private static final int NOT_FOUND = 404;

    private final EngineAddress address;
    private final Progress progress;
    private final Duration firstAnswer;
    private final Duration longestAnswer;
    private @Nullable DockerClient client;
    private @Nullable Failure hangs;

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
        this.progress = progress;
        this.firstAnswer = firstAnswer;
        this.longestAnswer = longestAnswer;
    }

    /** Where it is. */
    EngineAddress place() {
        return address;
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
            throw unanswered(what, broken);
        }
    }

    /** On a thread of its own: docker-java's limit does not hold on unix sockets. Nobody waits twice for one that hangs. */
    private <T> T within(Duration limit, String what, Supplier<T> question) {
        FutureTask<T> answer = new FutureTask<>(question::get);
        Thread.ofVirtual().start(answer);
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
        Failure failure = unavailable(what, "", e);
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
        return DockerClientImpl.getInstance(
                config,
                new ApacheDockerHttpClient.Builder()
                        .dockerHost(config.getDockerHost())
                        .sslConfig(config.getSSLConfig())
                        .maxConnections(CONNECTIONS)
                        .connectionTimeout(Duration.ofSeconds(10))
                        .build());
    }

    /** Waits for a sign of life. On a thread of its own: docker-java's limit does not hold on unix sockets. */
    private DockerClient greeted(DockerClient connecting) {
        FutureTask<@Nullable Void> ping =
                new FutureTask<>(() -> connecting.pingCmd().exec());
        Thread.ofVirtual().start(ping);
        try {
            ping.get(firstAnswer.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            // A refusal is an answer: the call that comes now hears it, or a lost connection, for itself.
        } catch (TimeoutException e) {
            // The client is left as it is: to close it would wait for the connection that hangs.
            hangs = unavailable("does not answer within " + firstAnswer.toSeconds() + " s", "", e);
            throw hangs;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(new Problem.Interrupted("ping"), e);
        }
        return connecting;
    }

    /**
     * As {@link #call}, for an answer that is read while it comes, in ways that docker-java has no words for. To be closed.
     *
     * @param path with its query, such as {@code /containers/8a7f/logs?follow=1}
     */
    DockerHttpClient.Response open(String what, String path) {
        return exchange(
                what, DockerHttpClient.Request.builder().method(Method.GET).path(path));
    }

    /** As {@link #open}, with a body for the engine. */
    DockerHttpClient.Response post(String what, String path, byte[] json) {
        return exchange(
                what,
                DockerHttpClient.Request.builder()
                        .method(Method.POST)
                        .path(path)
                        .putHeader("content-type", "application/json")
                        .bodyBytes(json));
    }

    private DockerHttpClient.Response exchange(String what, DockerHttpClient.Request.Builder request) {
        return callPatiently(what, connected -> {
            DockerHttpClient.Response response = Objects.requireNonNull(((DockerClientImpl) connected).getHttpClient())
                    .execute(request.build());
            if (response.getStatusCode() < FIRST_ERROR) {
                return response;
            }
            try (response) {
                String body = new String(response.getBody().readAllBytes(), StandardCharsets.UTF_8);
                throw response.getStatusCode() == NOT_FOUND
                        ? new NotFoundException(body)
                        : new DockerException(body, response.getStatusCode());
            } catch (IOException lost) {
                throw new UncheckedIOException(lost);
            }
        });
    }

    /** As {@link #call}, for a connection that is to become a plain stream in both directions. To be closed. */
    UpgradedConnection upgrade(String what, String path, byte[] json) {
        return callPatiently(what, _ -> {
            try {
                return UpgradedConnection.open(address.client(), path, json);
            } catch (IOException lost) {
                throw new UncheckedIOException(lost);
            }
        });
    }

    /** The failure for a connection that broke while an answer was read. */
    RuntimeException lost(String what, IOException broken) {
        return unanswered(what, new UncheckedIOException(broken));
    }

    private RuntimeException unanswered(String what, RuntimeException broken) {
        if (broken instanceof Failure failure) {
            return failure;
        }
        if (Thread.currentThread().isInterrupted()) {
            return new Failure(new Problem.Interrupted(what), broken);
        }
        Optional<SSLException> distrust = distrust(broken);
        if (distrust.isPresent()) {
            return new Failure(
                    new BackendProblem.Unavailable(
                            "the Docker engine at " + address() + " and ajj do not trust each other: "
                                    + distrust.get().getMessage(),
                            CERTIFICATE_HINTS),
                    broken);
        }
        Throwable root = rootCause(broken);
        if (!(root instanceof IOException) && !(broken instanceof UncheckedIOException)) {
            return broken;
        }
        return unavailable("does not answer: " + words(root), words(root), broken);
    }

    private Failure unavailable(String what, String reason, Throwable cause) {
        return new Failure(
                new BackendProblem.Unavailable("the Docker engine at " + address() + " " + what, hints(reason)), cause);
    }

    /** What went wrong with certificates; empty when it was something else. */
    private static Optional<SSLException> distrust(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException refused) {
                return Optional.of(refused);
            }
        }
        return Optional.empty();
    }

    private static Throwable rootCause(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static String words(Throwable root) {
        String message = root.getMessage();
        return message == null ? root.getClass().getSimpleName() : message.toLowerCase(Locale.ROOT);
    }

    private static List<String> hints(String reason) {
        if (reason.contains("permission denied")) {
            return List.of(
                    "your user may not use the socket: add it to the docker group (sudo usermod -aG docker $USER), then log in again");
        }
        return List.of(
                "start Docker, then see whether it answers: docker info",
                "another engine is named with DOCKER_HOST, DOCKER_CONTEXT or [backend] socket = \"unix:///...\"");
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
