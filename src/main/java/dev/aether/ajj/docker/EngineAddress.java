package dev.aether.ajj.docker;

import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the engine as the docker command does: the configured socket, DOCKER_HOST, DOCKER_CONTEXT, the current context
 * of the docker configuration, the usual sockets.
 */
final class EngineAddress {
    private static final String DEFAULT_CONTEXT = "default";

    private EngineAddress() {}

    /**
     * @param socket from aether.toml
     * @param environment of the process
     * @throws Failure {@code BACKEND_UNAVAILABLE} for a context that does not exist or an address of a kind we cannot use
     */
    static DockerClientConfig find(Optional<String> socket, Map<String, String> environment) {
        DefaultDockerClientConfig.Builder builder = DefaultDockerClientConfig.createDefaultConfigBuilder();
        if (socket.isPresent()) {
            builder.withDockerHost(socket.get());
        } else if (isBlank(environment.get("DOCKER_HOST"))) {
            requireContext(environment);
            usualSocket(environment).ifPresent(builder::withDockerHost);
        }
        DockerClientConfig config = builder.build();
        requireKnownScheme(config);
        return config;
    }

    /** docker-java takes the default socket for a context that does not exist; the docker command refuses, and so do we. */
    private static void requireContext(Map<String, String> environment) {
        String context = environment.get("DOCKER_CONTEXT");
        if (context == null || context.isBlank() || DEFAULT_CONTEXT.equals(context)) {
            return;
        }
        Path meta = dockerDirectory(environment)
                .resolve("contexts/meta")
                .resolve(sha256(context))
                .resolve("meta.json");
        if (!Files.isRegularFile(meta)) {
            throw new Failure(new Problem.BackendUnavailable(
                    "the docker context \"" + context + "\" (from DOCKER_CONTEXT) does not exist",
                    List.of("see the contexts there are: docker context ls", "or unset DOCKER_CONTEXT")));
        }
    }

    /** Where other engines listen; only asked when neither a context nor the standard socket is there. */
    private static Optional<String> usualSocket(Map<String, String> environment) {
        if (!isBlank(environment.get("DOCKER_CONTEXT"))
                || Files.exists(dockerDirectory(environment).resolve("config.json"))
                || Files.exists(Path.of("/var/run/docker.sock"))) {
            return Optional.empty();
        }
        Path home = Path.of(System.getProperty("user.home"));
        String runtime = environment.get("XDG_RUNTIME_DIR");
        List<Path> candidates = List.of(
                home.resolve(".docker/run/docker.sock"),
                home.resolve(".colima/default/docker.sock"),
                home.resolve(".orbstack/run/docker.sock"),
                Path.of(runtime == null ? "/run" : runtime).resolve("docker.sock"),
                Path.of(runtime == null ? "/run" : runtime).resolve("podman/podman.sock"));
        return candidates.stream().filter(Files::exists).findFirst().map(found -> "unix://" + found);
    }

    private static void requireKnownScheme(DockerClientConfig config) {
        String scheme = config.getDockerHost().getScheme();
        if (!List.of("unix", "tcp", "http", "https", "npipe").contains(scheme)) {
            throw new Failure(new Problem.BackendUnavailable(
                    "the engine's address " + config.getDockerHost() + " is of a kind that ajj cannot use here",
                    List.of("use unix:// or tcp://, in [backend] socket or in DOCKER_HOST")));
        }
    }

    private static Path dockerDirectory(Map<String, String> environment) {
        String configured = environment.get("DOCKER_CONFIG");
        return configured != null && !configured.isBlank()
                ? Path.of(configured)
                : Path.of(System.getProperty("user.home"), ".docker");
    }

    private static boolean isBlank(@Nullable String value) {
        return value == null || value.isBlank();
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
