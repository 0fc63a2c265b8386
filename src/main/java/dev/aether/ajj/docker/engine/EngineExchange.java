package dev.aether.ajj.docker.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request.Method;
import dev.aether.ajj.docker.http.UpgradedConnection;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.Function;

/**
 * What an {@link Engine} is asked in plain HTTP: answers that are read while they come, and connections that become
 * streams. docker-java has no words for these. Refusals and failures are those of {@link Engine#call}.
 */
public final class EngineExchange {
    private static final int NOT_FOUND = 404;

    private final Engine engine;

    /** Asks this engine. */
    public EngineExchange(Engine engine) {
        this.engine = engine;
    }

    /**
     * Asks for an answer that is read while it comes, in ways that docker-java has no words for. To be closed.
     *
     * @param path with its query, such as {@code /containers/8a7f/logs?follow=1}
     */
    public DockerHttpClient.Response open(String what, String path) {
        return engine.call(what, exchange(get(path)));
    }

    /** As {@link #open}, for an answer that is read at once. */
    public <T> T read(String what, String path, Reader<T> reader) {
        return engine.call(what, connected -> {
            try (DockerHttpClient.Response response = exchange(get(path)).apply(connected)) {
                return reader.read(response.getBody());
            } catch (IOException lost) {
                throw new UncheckedIOException(lost);
            }
        });
    }

    /** Reads an answer. */
    public interface Reader<T> {
        /** Returns what the body says. */
        T read(InputStream body) throws IOException;
    }

    /** As {@link #open}, where the engine may have nothing to send for a long time. */
    public DockerHttpClient.Response follow(String what, String path) {
        return engine.callPatiently(what, exchange(get(path)));
    }

    private static DockerHttpClient.Request.Builder get(String path) {
        return DockerHttpClient.Request.builder().method(Method.GET).path(path);
    }

    private static boolean isSuccess(int status) {
        return status >= 200 && status < 300;
    }

    /** As {@link #open}, with a body for the engine. */
    public DockerHttpClient.Response post(String what, String path, byte[] json) {
        return engine.call(
                what,
                exchange(DockerHttpClient.Request.builder()
                        .method(Method.POST)
                        .path(path)
                        .putHeader("content-type", "application/json")
                        .bodyBytes(json)));
    }

    private static Function<DockerClient, DockerHttpClient.Response> exchange(
            DockerHttpClient.Request.Builder request) {
        return connected -> {
            DockerHttpClient.Response response = Objects.requireNonNull(((DockerClientImpl) connected).getHttpClient())
                    .execute(request.build());
            if (isSuccess(response.getStatusCode())) {
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
        };
    }

    /** Asks for a connection that is to become a plain stream in both directions. To be closed. */
    public UpgradedConnection upgrade(String what, String path, byte[] json) {
        return engine.call(what, _ -> {
            try {
                return UpgradedConnection.open(engine.configuration(), path, json);
            } catch (IOException lost) {
                throw new UncheckedIOException(lost);
            }
        });
    }
}
