package dev.aether.ajj.docker.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The docker command's configuration: {@code config.json} and the contexts. docker-java reads it too, but takes the
 * standard socket for a context that does not exist; the docker command refuses, and so do we.
 *
 * @param directory {@code DOCKER_CONFIG}, or {@code .docker} in the user's home
 */
record DockerConfiguration(Path directory) {
    /** The context that stands for no context. */
    static final String DEFAULT_CONTEXT = "default";

    /**
     * An engine that has a name in the docker configuration.
     *
     * @param host its address
     * @param certificates where its certificates are; empty: no TLS
     */
    record Context(String name, String host, Optional<Path> certificates) {}

    static DockerConfiguration of(Map<String, String> environment, Path home) {
        String configured = environment.getOrDefault("DOCKER_CONFIG", "");
        return new DockerConfiguration(configured.isBlank() ? home.resolve(".docker") : Path.of(configured));
    }

    /**
     * The context of {@code DOCKER_CONTEXT}, else the current one; empty when it is the default one.
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

    private Optional<Context> context(String name, String origin, String wayOut) {
        if (name.equals(DEFAULT_CONTEXT)) {
            return Optional.empty();
        }
        String id = sha256(name);
        String host = read(directory.resolve("contexts/meta").resolve(id).resolve("meta.json"))
                .at("/Endpoints/docker/Host")
                .asText();
        if (host.isEmpty()) {
            throw new Failure(new BackendProblem.Unavailable(
                    "the docker context \"" + name + "\" (from " + origin + ") does not exist",
                    List.of("see the contexts there are: docker context ls", "or do without one: " + wayOut)));
        }
        Path certificates = directory.resolve("contexts/tls").resolve(id).resolve("docker");
        return Optional.of(new Context(
                name, host, Files.isDirectory(certificates) ? Optional.of(certificates) : Optional.empty()));
    }

    /** The certificates of the context that has an address; empty when none has it, or it has none. */
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

    /** Missing when there is no such file. */
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
                                    "mend the file, or name the engine with DOCKER_HOST",
                                    "see what docker says: docker info")),
                    damaged);
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
