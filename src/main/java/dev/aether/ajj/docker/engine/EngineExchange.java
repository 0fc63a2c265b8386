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
 * Plain HTTP requests to an {@link Engine} that docker-java does not support: responses that are read as streams, and
 * connections that become streams. Refusals and failures are those of {@link Engine#call}.
 */
public final class EngineExchange {
    private static final int NOT_FOUND = 404;

    private final Engine engine;

    /** Makes requests to this engine. */
    public EngineExchange(Engine engine) {
        this.engine = engine;
    }

    /**
     * Gets a response whose body is read as a stream. Must be closed.
     *
     * @param path with its query, such as {@code /containers/8a7f/logs?follow=1}
     */
    public DockerHttpClient.Response open(String what, String path) {
        return engine.call(what, exchange(get(path)));
    }

    /** Gets a response as {@link #open} does, and reads it at once. */
    public <T> T read(String what, String path, Reader<T> reader) {
        return engine.call(what, connected -> {
            try (DockerHttpClient.Response response = exchange(get(path)).apply(connected)) {
                return reader.read(response.getBody());
            } catch (IOException lost) {
                throw new UncheckedIOException(lost);
            }
        });
    }

    /** Reads a response. */
    public interface Reader<T> {
        /** Returns the content of a body. */
        T read(InputStream body) throws IOException;
    }

    /** Gets a response as {@link #open} does, for which the engine may take long. */
    public DockerHttpClient.Response follow(String what, String path) {
        return engine.callUnlimited(what, exchange(get(path)));
    }

    private static DockerHttpClient.Request.Builder get(String path) {
        return DockerHttpClient.Request.builder().method(Method.GET).path(path);
    }

    private static boolean isSuccess(int status) {
        return status >= 200 && status < 300;
    }

    /** Posts a body and returns the response as {@link #open} does. */
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

    /** Posts a body and returns the connection as a plain stream in both directions. Must be closed. */
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
