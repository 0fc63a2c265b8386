package dev.aether.ajj.docker;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request.Method;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * What an {@link Engine} is asked in plain HTTP: answers that are read while they come, and connections that become
 * streams. docker-java has no words for these. Refusals and failures are those of {@link Engine#callPatiently}.
 */
final class EngineExchange {
    private static final int FIRST_ERROR = 400;
    private static final int NOT_FOUND = 404;

    private final Engine engine;

    EngineExchange(Engine engine) {
        this.engine = engine;
    }

    /**
     * Asks for an answer that is read while it comes, in ways that docker-java has no words for. To be closed.
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
        return engine.callPatiently(what, connected -> {
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

    /** Asks for a connection that is to become a plain stream in both directions. To be closed. */
    UpgradedConnection upgrade(String what, String path, byte[] json) {
        return engine.callPatiently(what, _ -> {
            try {
                return UpgradedConnection.open(engine.place().client(), path, json);
            } catch (IOException lost) {
                throw new UncheckedIOException(lost);
            }
        });
    }
}
