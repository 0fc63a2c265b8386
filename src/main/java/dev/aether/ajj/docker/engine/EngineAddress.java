package dev.aether.ajj.docker.engine;

import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
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
 * Where the engine is, found as the docker command finds it: the configured socket, DOCKER_HOST, DOCKER_CONTEXT, the
 * current context of the docker configuration; and when none of these says anything, the sockets where engines usually
 * listen.
 *
 * @param host such as {@code unix:///var/run/docker.sock}
 * @param origin who says so, for people: {@code from DOCKER_HOST}
 * @param certificates directory of ca.pem, cert.pem and key.pem; empty: no TLS
 */
public record EngineAddress(URI host, String origin, Optional<Path> certificates) {
    private static final Path STANDARD_SOCKET = Path.of("/var/run/docker.sock");
    private static final List<String> SCHEMES = List.of("unix", "tcp", "ssh");
    private static final List<String> HINTS =
            List.of("use unix:// or tcp:// in [backend] socket, or unix://, tcp:// or ssh:// in DOCKER_HOST");
    private static final List<String> SSH_HINTS = List.of(
            "write it like ssh://user@host, ssh://host:2222 or ssh://host/run/user/1000/docker.sock; a password is"
                    + " no part of it");
    private static final List<String> CERTIFICATES = List.of("ca.pem", "cert.pem", "key.pem");
    /** Where docker-java looks for credentials of images without a registry in their name. */
    private static final String REGISTRY = "https://index.docker.io/v1/";

    private static final int PLAIN_PORT = 2375;
    private static final int ENCRYPTED_PORT = 2376;
    private static final int LAST_PORT = 65535;

    /**
     * Looks at the environment and at files only; does not connect.
     *
     * @param socket from aether.toml
     * @param environment of the process
     * @throws Failure {@code BACKEND_UNAVAILABLE} for a context that does not exist or an address of a kind we cannot use
     */
    public static EngineAddress find(Optional<String> socket, Map<String, String> environment) {
        return find(socket, environment, Path.of(System.getProperty("user.home")), STANDARD_SOCKET);
    }

    /**
     * The address that was recorded for a stack, with the certificates that are configured for it now.
     *
     * @throws Failure {@code BACKEND_UNAVAILABLE} when it is of a kind that ajj cannot use
     */
    public static EngineAddress recorded(String address, Map<String, String> environment) {
        DockerConfiguration configuration =
                DockerConfiguration.of(environment, Path.of(System.getProperty("user.home")));
        boolean isSocket = address.startsWith("unix:");
        Optional<Path> certificates = isSocket
                ? Optional.empty()
                : configuration.certificatesFor(address).or(() -> certificates(environment, configuration));
        return of(address, "the workspace's entry", certificates);
    }

    /** An engine on another machine that aether.toml names. */
    public static EngineAddress of(SshAddress address) {
        return new EngineAddress(URI.create(address.text()), "from [backend] host", Optional.empty());
    }

    /** As {@link #find(Optional, Map)}, for a user whose home is elsewhere and another standard socket. */
    static EngineAddress find(
            Optional<String> socket, Map<String, String> environment, Path home, Path standardSocket) {
        DockerConfiguration configuration = DockerConfiguration.of(environment, home);
        Optional<Path> certificates = certificates(environment, configuration);
        if (socket.isPresent()) {
            return of(socket.get(), "[backend] socket", certificates);
        }
        String host = value(environment, "DOCKER_HOST");
        if (!host.isEmpty()) {
            return of(host, "DOCKER_HOST", certificates);
        }
        return configuration
                .context(environment)
                .map(EngineAddress::of)
                .orElseGet(() -> usual(environment, home, standardSocket, certificates));
    }

    /** Addresses of all engines that {@link #find} may give when aether.toml names none. */
    public static List<URI> own(Map<String, String> environment) {
        return own(environment, Path.of(System.getProperty("user.home")), STANDARD_SOCKET);
    }

    /** As {@link #own(Map)}, for a user whose home is elsewhere and another standard socket. */
    static List<URI> own(Map<String, String> environment, Path home, Path standardSocket) {
        List<URI> own = new ArrayList<>();
        try {
            own.add(find(Optional.empty(), environment, home, standardSocket).host());
        } catch (Failure unusable) {
            // The command that connects reports it.
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

    /** Without one it is Docker's own port, not that of the web. */
    private static URI withPort(URI uri, boolean encrypted) {
        if (!"tcp".equals(uri.getScheme()) || uri.getPort() >= 0 || uri.getHost() == null) {
            return uri;
        }
        return URI.create("tcp://" + uri.getRawAuthority() + ":" + (encrypted ? ENCRYPTED_PORT : PLAIN_PORT));
    }

    /** The docker command takes any value for yes, even 0. With DOCKER_TLS it believes any engine; ajj verifies always. */
    private static Optional<Path> certificates(Map<String, String> environment, DockerConfiguration configuration) {
        if (value(environment, "DOCKER_TLS_VERIFY").isEmpty()
                && value(environment, "DOCKER_TLS").isEmpty()) {
            return Optional.empty();
        }
        String path = value(environment, "DOCKER_CERT_PATH");
        return Optional.of(path.isEmpty() ? configuration.directory() : Path.of(path));
    }

    /** The first that exists; when there is none, the standard one, for the message that nobody answers there. */
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
            throw unusable(address, origin, "is of a kind that ajj cannot use", HINTS);
        } catch (URISyntaxException _) {
            throw unusable(address, origin, "is not a valid address", HINTS);
        }
    }

    /** Whether it has a host and a port that exist, or the path of a socket. */
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

    /** Where and who says so, without a password: {@code unix:///var/run/docker.sock (the usual socket)}. */
    public String inWords() {
        return address() + " (" + origin + ")";
    }

    /** How another machine is reached; empty when the engine is not reached over SSH. */
    public Optional<SshAddress> ssh() {
        return "ssh".equals(host.getScheme()) ? SshAddress.parse(host.toString()) : Optional.empty();
    }

    /** The address without a password. */
    public String address() {
        return Secrets.redactAddress(host.toString());
    }

    /**
     * What docker-java needs to connect.
     *
     * @param socket of this machine that leads to the engine; empty: the address itself
     * @throws Failure {@code BACKEND_UNAVAILABLE} when the certificates are not there
     */
    DockerClientConfig client(Optional<Path> socket) {
        certificates.ifPresent(EngineAddress::requireAll);
        // Not from the environment, whose DOCKER_HOST may name another engine, or no valid one.
        return new DefaultDockerClientConfig.Builder()
                .withRegistryUrl(REGISTRY)
                .withDockerConfig(DockerConfiguration.of(System.getenv(), Path.of(System.getProperty("user.home")))
                        .directory()
                        .toString())
                .withDockerHost(socket.map(EngineAddress::unix).orElse(host).toString())
                // Named, so that docker-java does not look for the current one and take that one's certificates.
                .withDockerContext(DockerConfiguration.DEFAULT_CONTEXT)
                .withDockerTlsVerify(certificates.isPresent())
                .withDockerCertPath(certificates.map(Path::toString).orElse(null))
                .build();
    }

    /** docker-java would speak without TLS when one is missing. */
    private static void requireAll(Path directory) {
        List<String> missing = CERTIFICATES.stream()
                .filter(file -> Files.notExists(directory.resolve(file)))
                .toList();
        if (!missing.isEmpty()) {
            throw new Failure(new BackendProblem.Unavailable(
                    "there is no " + String.join(", no ", missing) + " in " + directory
                            + ", without which the engine is not talked to",
                    List.of("set DOCKER_CERT_PATH to the directory that holds " + String.join(", ", CERTIFICATES))));
        }
    }

    /** Empty when it is not set: an empty variable says nothing either. */
    private static String value(Map<String, String> environment, String variable) {
        return environment.getOrDefault(variable, "").strip();
    }
}
