package dev.aether.ajj.docker;

import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.model.Secrets;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the engine is, found as the docker command finds it: the configured socket, DOCKER_HOST, DOCKER_CONTEXT, the
 * current context of the docker configuration; and when none of these says anything, the sockets where engines usually
 * listen.
 *
 * @param host such as {@code unix:///var/run/docker.sock}
 * @param origin who says so, for people: {@code from DOCKER_HOST}
 * @param certificates directory of ca.pem, cert.pem and key.pem; empty: no TLS
 */
record EngineAddress(URI host, String origin, Optional<Path> certificates) {
    private static final Path STANDARD_SOCKET = Path.of("/var/run/docker.sock");
    private static final List<String> SCHEMES = List.of("unix", "tcp", "http", "https", "npipe");
    private static final List<String> HINTS = List.of("use unix:// or tcp://, in [backend] socket or in DOCKER_HOST");
    private static final List<String> SSH_HINTS = List.of(
            "forward its socket: ssh -nNT -L /tmp/engine.sock:/var/run/docker.sock HOST, then"
                    + " export DOCKER_HOST=unix:///tmp/engine.sock",
            "ports are published on that host then: forward those that you need too");

    /**
     * Looks at the environment and at files only; does not connect.
     *
     * @param socket from aether.toml
     * @param environment of the process
     * @throws Failure {@code BACKEND_UNAVAILABLE} for a context that does not exist or an address of a kind we cannot use
     */
    static EngineAddress find(Optional<String> socket, Map<String, String> environment) {
        return find(socket, environment, Path.of(System.getProperty("user.home")), STANDARD_SOCKET);
    }

    /** As {@link #find(Optional, Map)}, for a user whose home is elsewhere and another standard socket. */
    static EngineAddress find(
            Optional<String> socket, Map<String, String> environment, Path home, Path standardSocket) {
        DockerConfiguration configuration = DockerConfiguration.of(environment, home);
        Optional<Path> certificates = certificates(environment, configuration);
        if (socket.isPresent()) {
            return new EngineAddress(uri(socket.get(), "[backend] socket"), "from [backend] socket", certificates);
        }
        String host = value(environment, "DOCKER_HOST");
        if (!host.isEmpty()) {
            return new EngineAddress(uri(host, "DOCKER_HOST"), "from DOCKER_HOST", certificates);
        }
        return configuration
                .context(environment)
                .map(EngineAddress::of)
                .orElseGet(() -> usual(environment, home, standardSocket, certificates));
    }

    private static EngineAddress of(DockerConfiguration.Context context) {
        String origin = "docker context \"" + context.name() + "\"";
        return new EngineAddress(uri(context.host(), origin), "from the " + origin, context.certificates());
    }

    /** The docker command takes any value for yes, even 0. */
    private static Optional<Path> certificates(Map<String, String> environment, DockerConfiguration configuration) {
        if (value(environment, "DOCKER_TLS_VERIFY").isEmpty()) {
            return Optional.empty();
        }
        String path = value(environment, "DOCKER_CERT_PATH");
        return Optional.of(path.isEmpty() ? configuration.directory() : Path.of(path));
    }

    /** The first that exists; when there is none, the standard one, for the message that nobody answers there. */
    private static EngineAddress usual(
            Map<String, String> environment, Path home, Path standardSocket, Optional<Path> certificates) {
        List<Path> candidates = new ArrayList<>(List.of(
                standardSocket,
                home.resolve(".docker/run/docker.sock"),
                home.resolve(".docker/desktop/docker.sock"),
                home.resolve(".colima/default/docker.sock"),
                home.resolve(".orbstack/run/docker.sock"),
                home.resolve(".rd/docker.sock")));
        String runtime = value(environment, "XDG_RUNTIME_DIR");
        if (!runtime.isEmpty()) {
            candidates.add(Path.of(runtime, "docker.sock"));
            candidates.add(Path.of(runtime, "podman/podman.sock"));
        }
        candidates.add(standardSocket.resolveSibling("podman").resolve("podman.sock"));
        Path found = candidates.stream().filter(Files::exists).findFirst().orElse(standardSocket);
        return new EngineAddress(URI.create("unix://" + found.toUri().getRawPath()), "the usual socket", certificates);
    }

    private static URI uri(String address, String origin) {
        try {
            URI uri = new URI(address);
            String scheme = uri.getScheme();
            if (scheme != null && SCHEMES.contains(scheme)) {
                return uri;
            }
            throw unusable(address, origin, "ssh".equals(scheme) ? SSH_HINTS : HINTS);
        } catch (URISyntaxException _) {
            throw unusable(address, origin, HINTS);
        }
    }

    private static Failure unusable(String address, String origin, List<String> hints) {
        return new Failure(new Problem.BackendUnavailable(
                "the engine's address " + address + " (from " + origin + ") is of a kind that ajj cannot use", hints));
    }

    /** Where and who says so, without a password: {@code unix:///var/run/docker.sock (the usual socket)}. */
    String inWords() {
        return Secrets.redactAddress(host.toString()) + " (" + origin + ")";
    }

    /**
     * What docker-java needs to connect.
     *
     * @throws Failure {@code BACKEND_UNAVAILABLE} when the certificates are not there
     */
    DockerClientConfig client() {
        certificates.ifPresent(directory -> {
            if (!Files.isDirectory(directory)) {
                throw new Failure(new Problem.BackendUnavailable(
                        "there are no certificates in " + directory + ", and DOCKER_TLS_VERIFY is set",
                        List.of("set DOCKER_CERT_PATH to the directory that holds ca.pem, cert.pem and key.pem")));
            }
        });
        return DefaultDockerClientConfig.createDefaultConfigBuilder()
                .withDockerHost(host.toString())
                // Named, so that docker-java does not look for the current one and take that one's certificates.
                .withDockerContext(DockerConfiguration.DEFAULT_CONTEXT)
                .withDockerTlsVerify(certificates.isPresent())
                .withDockerCertPath(certificates.map(Path::toString).orElse(null))
                .build();
    }

    /** Empty when it is not set: an empty variable says nothing either. */
    private static String value(Map<String, String> environment, String variable) {
        return environment.getOrDefault(variable, "").strip();
    }
}
