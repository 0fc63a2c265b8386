package dev.aether.ajj.docker.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.text.Hash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The docker command's configuration: {@code config.json} and the contexts.
 *
 * @param directory {@code DOCKER_CONFIG}, or {@code .docker} in the user's home
 */
record DockerConfiguration(Path directory) {
    /** The context that means no context. */
    static final String DEFAULT_CONTEXT = "default";

    private static final int SHA_256_DIGITS = 64;
    /** The registry of images without a registry in their name. */
    private static final String DOCKER_HUB = "index.docker.io";

    private static final String DOCKER_HUB_KEY = "https://index.docker.io/v1/";
    /** Named alike in the file and in the header. */
    private static final List<String> CREDENTIALS = List.of("username", "password", "identitytoken", "registrytoken");

    /**
     * A named engine.
     *
     * @param host its address
     * @param certificates the directory of its certificates; empty: no TLS
     */
    record Context(String name, String host, Optional<Path> certificates) {}

    /** Returns the configuration of this process's user. */
    static DockerConfiguration ofUser() {
        return of(System.getenv(), Path.of(System.getProperty("user.home")));
    }

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
        String current = read(file).path("currentContext").asText("").strip();
        return current.isEmpty() ? Optional.empty() : context(current, file.toString(), "docker context use default");
    }

    private Optional<Context> context(String name, String origin, String remedy) {
        if (name.equals(DEFAULT_CONTEXT)) {
            return Optional.empty();
        }
        String id = Hash.of(name, SHA_256_DIGITS);
        String host = read(directory.resolve("contexts/meta").resolve(id).resolve("meta.json"))
                .at("/Endpoints/docker/Host")
                .asText("");
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
                            .asText("")
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

    /**
     * Returns the login for an image's registry, as the header {@code X-Registry-Auth} holds it; empty without one.
     * Credential helpers are not asked.
     */
    Optional<String> login(String image) {
        String first = image.split("/", 2)[0];
        boolean named = image.indexOf('/') > 0 && (first.matches(".*[.:].*") || first.equals("localhost"));
        String registry = named && !first.equals("docker.io") ? first : DOCKER_HUB;
        String key = registry.equals(DOCKER_HUB) ? DOCKER_HUB_KEY : registry;
        Path file = directory.resolve("config.json");
        JsonNode logins = read(file).path("auths");
        Stream<JsonNode> ofHost = logins.properties().stream()
                .filter(login -> login.getKey()
                        .replaceFirst("^https?://", "")
                        .replaceFirst("/.*", "")
                        .equals(registry))
                .map(Map.Entry::getValue);
        // Entries of credential helpers have neither.
        return Stream.concat(Stream.of(logins.path(key)), ofHost)
                .filter(login -> login.has("auth") || CREDENTIALS.stream().anyMatch(login::has))
                .findFirst()
                .map(login -> header(file, key, login));
    }

    private static String header(Path file, String server, JsonNode login) {
        ObjectNode header = JsonNodeFactory.instance.objectNode().put("serveraddress", server);
        CREDENTIALS.forEach(name -> header.put(name, login.path(name).asText("")));
        String encoded = login.path("auth").asText("").replaceAll("[\r\n]", "");
        if (!encoded.isEmpty()) {
            try {
                String[] words = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8).split(":", 2);
                header.put("username", words[0]).put("password", words.length < 2 ? "" : words[1]);
            } catch (IllegalArgumentException damaged) {
                throw unreadable(file, damaged);
            }
        }
        return Base64.getUrlEncoder().encodeToString(header.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Returns a missing node when the file does not exist. */
    private static JsonNode read(Path file) {
        try {
            return new ObjectMapper().readTree(Files.readAllBytes(file));
        } catch (NoSuchFileException _) {
            return MissingNode.getInstance();
        } catch (IOException damaged) {
            throw unreadable(file, damaged);
        }
    }

    private static Failure unreadable(Path file, Exception damaged) {
        return new Failure(
                new BackendProblem.Unavailable(
                        "the docker configuration cannot be read: " + file,
                        List.of(
                                "fix the file, or set DOCKER_HOST to the engine's address",
                                "see docker's own message: docker info")),
                damaged);
    }
}
