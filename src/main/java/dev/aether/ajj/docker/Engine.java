package dev.aether.ajj.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.spi.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The connection to a Docker Engine, made when it is first used. Every call goes through {@link #call}, which times it
 * for {@code --verbose} and tells a lost connection from a refusal.
 */
final class Engine implements AutoCloseable {
    /** More containers than this are not worked on at once anyway; the pool must not make them wait for each other. */
    private static final int CONNECTIONS = 64;

    private final DockerClientConfig config;
    private final Progress progress;
    private @Nullable DockerClient client;

    Engine(DockerClientConfig config, Progress progress) {
        this.config = config;
        this.progress = progress;
    }

    /** The engine's address, for messages. */
    String address() {
        return config.getDockerHost().toString();
    }

    /**
     * Asks the engine something.
     *
     * @param what for people: "create container x"; no secrets
     * @throws DockerException when the engine refuses: the caller knows what that means
     * @throws Failure {@code BACKEND_UNAVAILABLE} when it does not answer, {@code INTERRUPTED} when we were told to stop
     */
    <T> T call(String what, Function<DockerClient, T> question) {
        long start = System.nanoTime();
        try {
            return question.apply(client());
        } catch (DockerException refused) {
            throw refused;
        } catch (RuntimeException broken) {
            throw unanswered(what, broken);
        } finally {
            progress.trace("engine: " + what, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        }
    }

    private synchronized DockerClient client() {
        if (client == null) {
            client = DockerClientImpl.getInstance(
                    config,
                    new ApacheDockerHttpClient.Builder()
                            .dockerHost(config.getDockerHost())
                            .sslConfig(config.getSSLConfig())
                            .maxConnections(CONNECTIONS)
                            .connectionTimeout(Duration.ofSeconds(10))
                            .build());
        }
        return client;
    }

    private RuntimeException unanswered(String what, RuntimeException broken) {
        if (broken instanceof Failure failure) {
            return failure;
        }
        if (Thread.currentThread().isInterrupted()) {
            return new Failure(new Problem.Interrupted(what), broken);
        }
        Throwable root = rootCause(broken);
        if (!(root instanceof IOException) && !(broken instanceof UncheckedIOException)) {
            return broken;
        }
        return new Failure(
                new Problem.BackendUnavailable(
                        "the Docker engine at " + address() + " does not answer: " + words(root), hints(root)),
                broken);
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

    private static List<String> hints(Throwable root) {
        if (words(root).contains("permission denied")) {
            return List.of(
                    "your user may not use the socket: add it to the docker group (sudo usermod -aG docker $USER), then log in again");
        }
        return List.of(
                "start Docker, then see whether it answers: docker info",
                "another engine is named with DOCKER_HOST, DOCKER_CONTEXT or [backend] socket = \"unix:///...\"");
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            try {
                client.close();
            } catch (IOException e) {
                progress.trace("engine: close failed: " + e.getMessage(), 0);
            }
        }
    }
}
