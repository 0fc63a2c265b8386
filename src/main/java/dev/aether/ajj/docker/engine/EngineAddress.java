package dev.aether.ajj.docker.engine;

import dev.aether.ajj.docker.http.EngineHttp;
import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.config.SshAddress;
import dev.aether.ajj.model.variable.Secrets;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The address of an engine. The search order is that of the docker command: the configured socket, DOCKER_HOST,
 * DOCKER_CONTEXT, the current context, and the sockets where engines usually listen.
 *
 * @param host such as {@code unix:///var/run/docker.sock}
 * @param origin for messages, such as {@code from DOCKER_HOST}
 * @param certificates directory of ca.pem, cert.pem and key.pem; empty: no TLS
 */
public record EngineAddress(URI host, String origin, Optional<Path> certificates) {
    private static final Path STANDARD_SOCKET = Path.of("/var/run/docker.sock");
    private static final List<String> SCHEMES = List.of("unix", "tcp", "ssh");
    private static final String VARIABLE = "DOCKER_HOST";
    private static final List<String> HINTS =
            List.of("use unix:// or tcp:// in [backend] socket, or unix://, tcp:// or ssh:// in DOCKER_HOST");
    private static final List<String> SSH_HINTS =
            List.of("write it like ssh://user@host, ssh://host:2222 or ssh://host/run/user/1000/docker.sock, without a"
                    + " password");
    private static final List<String> CERTIFICATES = List.of("ca.pem", "cert.pem", "key.pem");
    private static final int PORT = 2375;
    private static final int TLS_PORT = 2376;
    private static final int LAST_PORT = 65535;

    /**
     * Finds the address from the environment and files, without connecting.
     *
     * @param socket from aether.toml
     * @throws Failure {@code BACKEND_UNAVAILABLE} for a context that does not exist or an unsupported address
     */
    public static EngineAddress find(Optional<String> socket, Map<String, String> environment) {
        return find(socket, environment, home(), STANDARD_SOCKET);
    }

    /**
     * Returns the recorded address of a stack, with the certificates that are configured for it now.
     *
     * @throws Failure {@code BACKEND_UNAVAILABLE} when ajj does not support the address
     */
    public static EngineAddress recorded(String address, Map<String, String> environment) {
        DockerConfiguration configuration = DockerConfiguration.of(environment, home());
        boolean isSocket = address.startsWith("unix:");
        Optional<Path> certificates = isSocket
                ? Optional.empty()
                : configuration.certificatesFor(address).or(() -> certificates(environment, configuration));
        return of(address, "the workspace's entry", certificates);
    }

    /** Returns the address of an engine on another machine, from aether.toml. */
    public static EngineAddress of(SshAddress address) {
        return new EngineAddress(URI.create(address.text()), "from [backend] host", Optional.empty());
    }

    /** Finds the address as {@link #find(Optional, Map)} does, for another home and standard socket. */
    static EngineAddress find(
            Optional<String> socket, Map<String, String> environment, Path home, Path standardSocket) {
        DockerConfiguration configuration = DockerConfiguration.of(environment, home);
        Optional<Path> certificates = certificates(environment, configuration);
        if (socket.isPresent()) {
            return of(socket.get(), "[backend] socket", certificates);
        }
        String host = value(environment, VARIABLE);
        if (!host.isEmpty()) {
            return of(host, VARIABLE, certificates);
        }
        return configuration
                .context(environment)
                .map(EngineAddress::of)
                .orElseGet(() -> usual(environment, home, standardSocket, certificates));
    }

    /** Returns all addresses that {@link #find} may return without a configured socket. */
    public static List<URI> own(Map<String, String> environment) {
        return own(environment, home(), STANDARD_SOCKET);
    }

    /** Returns the addresses as {@link #own(Map)} does, for another home and standard socket. */
    static List<URI> own(Map<String, String> environment, Path home, Path standardSocket) {
        List<URI> own = new ArrayList<>();
        try {
            own.add(find(Optional.empty(), environment, home, standardSocket).host());
        } catch (Failure unusable) {
            // reported by the command that connects
        }
        candidates(environment, home, standardSocket).forEach(socket -> own.add(unix(socket)));
        return List.copyOf(own);
    }

    private static URI unix(Path socket) {
        return URI.create("unix://" + socket.toUri().getRawPath());
    }

    private static EngineAddress of(DockerConfiguration.Context context) {
        return of(context.host(), "the docker context \"" + context.name() + "\"", context.certificates());
    }

    private static EngineAddress of(String address, String origin, Optional<Path> certificates) {
        URI uri = withPort(uri(address, origin), certificates.isPresent());
        return new EngineAddress(uri, "from " + origin, certificates.filter(_ -> !"ssh".equals(uri.getScheme())));
    }

    private static URI withPort(URI uri, boolean tls) {
        if (!"tcp".equals(uri.getScheme()) || uri.getPort() >= 0 || uri.getHost() == null) {
            return uri;
        }
        return URI.create("tcp://" + uri.getRawAuthority() + ":" + (tls ? TLS_PORT : PORT));
    }

    /** As for docker, any value means yes, even 0. Unlike docker, ajj verifies the engine with DOCKER_TLS too. */
    private static Optional<Path> certificates(Map<String, String> environment, DockerConfiguration configuration) {
        if (value(environment, "DOCKER_TLS_VERIFY").isEmpty()
                && value(environment, "DOCKER_TLS").isEmpty()) {
            return Optional.empty();
        }
        String path = value(environment, "DOCKER_CERT_PATH");
        return Optional.of(path.isEmpty() ? configuration.directory() : Path.of(path));
    }

    /** Returns the first socket that exists, else the standard one, for the message that no engine answers there. */
    private static EngineAddress usual(
            Map<String, String> environment, Path home, Path standardSocket, Optional<Path> certificates) {
        Path found = candidates(environment, home, standardSocket).stream()
                .filter(Files::exists)
                .findFirst()
                .orElse(standardSocket);
        return new EngineAddress(unix(found), "the usual socket", certificates);
    }

    private static List<Path> candidates(Map<String, String> environment, Path home, Path standardSocket) {
        List<Path> candidates = new ArrayList<>(List.of(
                standardSocket,
                home.resolve(".docker/run/docker.sock"),
                home.resolve(".docker/desktop/docker.sock"),
                home.resolve(".colima/default/docker.sock"),
                home.resolve(".config/colima/default/docker.sock"),
                home.resolve(".orbstack/run/docker.sock"),
                home.resolve(".rd/docker.sock")));
        below(environment, "XDG_RUNTIME_DIR", "docker.sock").ifPresent(candidates::add);
        below(environment, "XDG_RUNTIME_DIR", "podman/podman.sock").ifPresent(candidates::add);
        candidates.add(standardSocket.resolveSibling("podman").resolve("podman.sock"));
        candidates.add(home.resolve(".local/share/containers/podman/machine/podman.sock"));
        below(environment, "TMPDIR", "podman/podman-machine-default-api.sock").ifPresent(candidates::add);
        return candidates;
    }

    private static Optional<Path> below(Map<String, String> environment, String variable, String socket) {
        String directory = value(environment, variable);
        return directory.isEmpty() ? Optional.empty() : Optional.of(Path.of(directory, socket));
    }

    private static URI uri(String address, String origin) {
        try {
            URI uri = new URI(address);
            String scheme = uri.getScheme();
            if (scheme != null && SCHEMES.contains(scheme)) {
                if (!isComplete(uri)) {
                    throw unusable(address, origin, "is not a valid address", "ssh".equals(scheme) ? SSH_HINTS : HINTS);
                }
                return uri;
            }
            throw unusable(address, origin, "is not supported", HINTS);
        } catch (URISyntaxException _) {
            throw unusable(address, origin, "is not a valid address", HINTS);
        }
    }

    private static boolean isComplete(URI uri) {
        if ("ssh".equals(uri.getScheme())) {
            return SshAddress.parse(uri.toString()).isPresent();
        }
        if ("tcp".equals(uri.getScheme())) {
            return uri.getHost() != null && uri.getPort() != 0 && uri.getPort() <= LAST_PORT;
        }
        String path = uri.getPath();
        return uri.getHost() == null
                && path != null
                && path.startsWith("/")
                && path.length() > 1
                && path.indexOf(0) < 0;
    }

    private static Failure unusable(String address, String origin, String reason, List<String> hints) {
        return new Failure(new BackendProblem.Unavailable(
                "the engine's address " + Secrets.redactInvalidAddress(address) + " (from " + origin + ") " + reason,
                hints));
    }

    /** Whether it comes from {@code DOCKER_HOST}. */
    boolean isFromEnvironment() {
        return origin.equals("from " + VARIABLE);
    }

    /** Returns address and origin without a password: {@code unix:///var/run/docker.sock (the usual socket)}. */
    public String description() {
        return address() + " (" + origin + ")";
    }

    /** Returns the SSH address; empty when the engine is not reached over SSH. */
    public Optional<SshAddress> ssh() {
        return "ssh".equals(host.getScheme()) ? SshAddress.parse(host.toString()) : Optional.empty();
    }

    /** Returns the address without a password. */
    public String address() {
        return Secrets.redactAddress(host.toString());
    }

    /**
     * Returns the way to the engine.
     *
     * @param socket on this machine that leads to the engine; empty for the address itself
     * @throws Failure {@code BACKEND_UNAVAILABLE} when a certificate is missing
     */
    EngineHttp http(Optional<Path> socket) {
        certificates.ifPresent(EngineAddress::requireAll);
        return new EngineHttp(socket.map(EngineAddress::unix).orElse(host), certificates);
    }

    private static void requireAll(Path directory) {
        List<String> missing = CERTIFICATES.stream()
                .filter(file -> Files.notExists(directory.resolve(file)))
                .toList();
        if (!missing.isEmpty()) {
            throw new Failure(new BackendProblem.Unavailable(
                    "the certificates for the engine are incomplete: " + directory + " has no "
                            + String.join(", no ", missing),
                    List.of("set DOCKER_CERT_PATH to the directory that holds " + String.join(", ", CERTIFICATES))));
        }
    }

    private static Path home() {
        return Path.of(System.getProperty("user.home"));
    }

    private static String value(Map<String, String> environment, String variable) {
        return environment.getOrDefault(variable, "").strip();
    }
}
