package dev.aether.ajj.docker.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.text.Hash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The docker command's configuration: {@code config.json} and the contexts. docker-java uses the standard socket for a
 * context that does not exist; ajj reports it, as the docker command does.
 *
 * @param directory {@code DOCKER_CONFIG}, or {@code .docker} in the user's home
 */
record DockerConfiguration(Path directory) {
    /** The context that means no context. */
    static final String DEFAULT_CONTEXT = "default";

    private static final int SHA_256_DIGITS = 64;

    /**
     * A named engine.
     *
     * @param host its address
     * @param certificates the directory of its certificates; empty: no TLS
     */
    record Context(String name, String host, Optional<Path> certificates) {}

    static DockerConfiguration of(Map<String, String> environment, Path home) {
        String configured = environment.getOrDefault("DOCKER_CONFIG", "");
        return new DockerConfiguration(configured.isBlank() ? home.resolve(".docker") : Path.of(configured));
    }

    /**
     * Returns the context of {@code DOCKER_CONTEXT}, else the current one; empty for the default context.
     *
     * @throws Failure {@code BACKEND_UNAVAILABLE} when it does not exist or a file is damaged
     */
    Optional<Context> context(Map<String, String> environment) {
        String named = environment.getOrDefault("DOCKER_CONTEXT", "").strip();
        if (!named.isEmpty()) {
            return context(named, "DOCKER_CONTEXT", "unset DOCKER_CONTEXT");
        }
        Path file = directory.resolve("config.json");
        String current = read(file).path("currentContext").asText().strip();
        return current.isEmpty() ? Optional.empty() : context(current, file.toString(), "docker context use default");
    }

    private Optional<Context> context(String name, String origin, String remedy) {
        if (name.equals(DEFAULT_CONTEXT)) {
            return Optional.empty();
        }
        String id = Hash.of(name, SHA_256_DIGITS);
        String host = read(directory.resolve("contexts/meta").resolve(id).resolve("meta.json"))
                .at("/Endpoints/docker/Host")
                .asText();
        if (host.isEmpty()) {
            throw new Failure(new BackendProblem.Unavailable(
                    "the docker context \"" + name + "\" (from " + origin + ") does not exist",
                    List.of("list the contexts: docker context ls", "or use no context: " + remedy)));
        }
        Path certificates = directory.resolve("contexts/tls").resolve(id).resolve("docker");
        return Optional.of(new Context(
                name, host, Files.isDirectory(certificates) ? Optional.of(certificates) : Optional.empty()));
    }

    /** Returns the certificates of the context with this address, if there are any. */
    Optional<Path> certificatesFor(String address) {
        try (Stream<Path> contexts = Files.list(directory.resolve("contexts/meta"))) {
            return contexts.filter(context -> read(context.resolve("meta.json"))
                            .at("/Endpoints/docker/Host")
                            .asText()
                            .equals(address))
                    .map(context -> directory
                            .resolve("contexts/tls")
                            .resolve(context.getFileName())
                            .resolve("docker"))
                    .filter(Files::isDirectory)
                    .findFirst();
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    /** Returns a missing node when the file does not exist. */
    private static JsonNode read(Path file) {
        try {
            return new ObjectMapper().readTree(Files.readAllBytes(file));
        } catch (NoSuchFileException _) {
            return MissingNode.getInstance();
        } catch (IOException damaged) {
            throw new Failure(
                    new BackendProblem.Unavailable(
                            "the docker configuration cannot be read: " + file,
                            List.of(
                                    "fix the file, or set DOCKER_HOST to the engine's address",
                                    "see docker's own message: docker info")),
                    damaged);
        }
    }
}
