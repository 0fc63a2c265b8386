package dev.aether.ajj.docker.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All sources of an engine's address, and their precedence. */
@DisabledOnOs(OS.WINDOWS)
class EngineAddressTest {
    @TempDir
    Path home;

    private final Map<String, String> environment = new HashMap<>();
    private Path standardSocket;

    @BeforeEach
    void noStandardSocket() {
        standardSocket = home.resolve("run/docker.sock");
    }

    @Test
    void theConfiguredSocketWins() throws IOException {
        environment.put("DOCKER_HOST", "tcp://10.0.0.1:2375");
        currentContext("colima");

        EngineAddress found = find(Optional.of("unix:///configured.sock"));

        assertThat(found.host()).hasToString("unix:///configured.sock");
        assertThat(found.origin()).isEqualTo("from [backend] socket");
    }

    @Test
    void dockerHostComesBeforeContexts() throws IOException {
        environment.put("DOCKER_HOST", "tcp://10.0.0.1:2375");
        environment.put("DOCKER_CONTEXT", "no-such-context");
        currentContext("no-such-context-either");

        assertThat(find().host()).hasToString("tcp://10.0.0.1:2375");
        assertThat(find().origin()).isEqualTo("from DOCKER_HOST");
    }

    @Test
    void ownAddressesExcludeTheConfiguredSocket() throws IOException {
        environment.put("DOCKER_HOST", "tcp://10.0.0.1");
        environment.put("XDG_RUNTIME_DIR", "/run/user/7");
        assertThat(EngineAddress.own(environment, home, standardSocket))
                .map(URI::toString)
                .contains(
                        "tcp://10.0.0.1:2375",
                        "unix://" + standardSocket,
                        "unix://" + home + "/.colima/default/docker.sock",
                        "unix:///run/user/7/podman/podman.sock");
        environment.put("DOCKER_HOST", "");
        environment.put("DOCKER_CONTEXT", "no-such-context");
        assertThat(EngineAddress.own(environment, home, standardSocket))
                .map(URI::toString)
                .contains("unix://" + standardSocket)
                .doesNotContain("tcp://10.0.0.1:2375");
    }

    @Test
    void theContextOfTheEnvironmentComesBeforeTheCurrentOne() throws IOException {
        context("desktop", "unix:///desktop.sock");
        context("colima", "unix:///colima.sock");
        currentContext("desktop");
        environment.put("DOCKER_CONTEXT", "colima");

        assertThat(find().host()).hasToString("unix:///colima.sock");
        assertThat(find().origin()).isEqualTo("from the docker context \"colima\"");
    }

    @Test
    void theCurrentContextComesBeforeTheStandardSocket() throws IOException {
        exists(standardSocket);
        context("colima", "unix:///colima.sock");
        currentContext("colima");

        assertThat(find().host()).hasToString("unix:///colima.sock");
    }

    @Test
    void theDefaultContextMeansTheUsualSockets() throws IOException {
        exists(standardSocket);
        currentContext("default");

        assertThat(find().host()).hasToString("unix://" + standardSocket);
        assertThat(find().origin()).isEqualTo("the usual socket");
    }

    @Test
    void aConfigurationWithoutAContextIsIgnored() throws IOException {
        write(home.resolve(".docker/config.json"), "{\"credsStore\": \"desktop\"}");
        exists(home.resolve(".colima/default/docker.sock"));

        assertThat(find().host()).hasToString("unix://" + home.resolve(".colima/default/docker.sock"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".docker/run/docker.sock",
                ".docker/desktop/docker.sock",
                ".colima/default/docker.sock",
                ".orbstack/run/docker.sock",
                ".rd/docker.sock",
                "runtime/docker.sock",
                "runtime/podman/podman.sock",
                "run/podman/podman.sock",
                ".config/colima/default/docker.sock",
                ".local/share/containers/podman/machine/podman.sock",
                "runtime/podman/podman-machine-default-api.sock"
            })
    void everyUsualSocketIsFound(String socket) throws IOException {
        environment.put("XDG_RUNTIME_DIR", home.resolve("runtime").toString());
        environment.put("TMPDIR", home.resolve("runtime").toString());
        exists(home.resolve(socket));

        assertThat(find().host()).hasToString("unix://" + home.resolve(socket));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tcp://127.0.0.1:99999",
                "tcp://127.0.0.1:0",
                "tcp://",
                "tcp:///path",
                "tcp://[::1",
                "tcp://under_score:2375",
                "tcp:127.0.0.1",
                "unix://",
                "unix:///",
                "unix://relative.sock",
                "unix:relative.sock",
                "unix:///a%00b",
                "unix:///a b",
                "/var/run/docker.sock",
                "docker.example",
                "http://127.0.0.1:2375",
                "npipe:////./pipe/docker_engine",
                "://"
            })
    void anAddressThatIsNotValidIsRefused(String address) {
        environment.put("DOCKER_HOST", address);

        assertThatThrownBy(this::find).isInstanceOfSatisfying(Failure.class, failure -> {
            assertThat(failure.first()).isInstanceOf(BackendProblem.Unavailable.class);
            assertThat(failure.first().message())
                    .startsWith("the engine's address " + address + " (from DOCKER_HOST) is");
            assertThat(failure.first().hints()).isNotEmpty();
        });
    }

    @Test
    void theStandardSocketIsTheLastResort() {
        assertThat(find().host()).hasToString("unix://" + standardSocket);
    }

    @Test
    void aHomeMayHaveSpaces() throws IOException {
        Path socket = home.resolve("a b/.docker/run/docker.sock");
        exists(socket);

        EngineAddress found = EngineAddress.find(Optional.empty(), environment, home.resolve("a b"), standardSocket);

        assertThat(Path.of(found.host().getPath())).isEqualTo(socket);
    }

    @Test
    void anUnknownContextOfTheEnvironmentIsRefused() {
        environment.put("DOCKER_CONTEXT", "nowhere");

        Problem problem = refused();

        assertThat(problem.message()).isEqualTo("the docker context \"nowhere\" (from DOCKER_CONTEXT) does not exist");
        assertThat(problem.hints()).contains("or use no context: unset DOCKER_CONTEXT");
    }

    @Test
    void anUnknownCurrentContextIsRefused() throws IOException {
        exists(standardSocket);
        currentContext("nowhere");

        Problem problem = refused();

        assertThat(problem.message())
                .isEqualTo("the docker context \"nowhere\" (from " + home.resolve(".docker/config.json")
                        + ") does not exist");
        assertThat(problem.hints()).contains("or use no context: docker context use default");
    }

    @Test
    void aDamagedConfigurationIsReported() throws IOException {
        write(home.resolve(".docker/config.json"), "{\"currentContext\": ");

        assertThat(refused().message())
                .isEqualTo("the docker configuration cannot be read: " + home.resolve(".docker/config.json"));
    }

    @Test
    void theConfigurationMayBeElsewhere() throws IOException {
        environment.put("DOCKER_CONFIG", home.resolve("elsewhere").toString());
        write(home.resolve("elsewhere/config.json"), "{\"currentContext\": \"nowhere\"}");

        assertThat(refused().message()).contains("elsewhere/config.json");
    }

    @Test
    void aContextHasItsOwnCertificates() throws IOException {
        context("remote", "tcp://10.0.0.1:2376");
        Path certificates = home.resolve(".docker/contexts/tls/" + DigestUtils.sha256Hex("remote") + "/docker");
        Files.createDirectories(certificates);
        currentContext("remote");

        assertThat(find().certificates()).contains(certificates);
    }

    @Test
    void certificatesOfTheEnvironmentAreUsedWithItsHost() {
        environment.put("DOCKER_HOST", "tcp://10.0.0.1:2376");
        environment.put("DOCKER_TLS_VERIFY", "1");
        environment.put("DOCKER_CERT_PATH", "/certificates");

        assertThat(find().certificates()).contains(Path.of("/certificates"));
        assertThat(catchThrowableOfType(Failure.class, () -> find().http(Optional.empty())))
                .hasMessage("the certificates for the engine are incomplete: /certificates has no ca.pem, no cert.pem,"
                        + " no key.pem");
    }

    @Test
    void aMissingCertificateIsRefused() throws IOException {
        environment.put("DOCKER_HOST", "tcp://10.0.0.1:2376");
        environment.put("DOCKER_TLS_VERIFY", "1");
        exists(home.resolve(".docker/ca.pem"));
        exists(home.resolve(".docker/cert.pem"));

        assertThat(catchThrowableOfType(Failure.class, () -> find().http(Optional.empty())))
                .hasMessageEndingWith(home.resolve(".docker") + " has no key.pem");
    }

    @Test
    void certificatesAreInTheConfigurationByDefault() {
        environment.put("DOCKER_HOST", "tcp://10.0.0.1:2376");
        environment.put("DOCKER_TLS_VERIFY", "1");

        assertThat(find().certificates()).contains(home.resolve(".docker"));
    }

    @Test
    void theDefaultPortIsDockers() {
        environment.put("DOCKER_HOST", "tcp://10.0.0.1");
        assertThat(find().host()).hasToString("tcp://10.0.0.1:2375");

        environment.put("DOCKER_HOST", "tcp://[fe80::1]");
        environment.put("DOCKER_TLS", "1");
        assertThat(find().host()).hasToString("tcp://[fe80::1]:2376");
    }

    @Test
    void aPasswordIsRedacted() {
        environment.put("DOCKER_HOST", "tcp://me:hunter2@10.0.0.1:2375");
        assertThat(find().description()).isEqualTo("tcp://me:******@10.0.0.1:2375 (from DOCKER_HOST)");

        environment.put("DOCKER_HOST", "ssh://me:hunter2@10.0.0.1");
        assertThat(refused().message()).contains("ssh://me:******@10.0.0.1");
    }

    @Test
    void anEngineOnAnotherMachineIsReachedOverSsh() {
        environment.put("DOCKER_HOST", "ssh://dev@build_1.example.com:2222/run/docker.sock");
        environment.put("DOCKER_TLS_VERIFY", "1");

        EngineAddress found = find();

        assertThat(found.address()).isEqualTo("ssh://dev@build_1.example.com:2222/run/docker.sock");
        assertThat(found.certificates()).isEmpty();
        assertThat(found.ssh())
                .hasValueSatisfying(ssh -> assertThat(ssh.destination()).isEqualTo("dev@build_1.example.com"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ssh://-oProxyCommand=x", "ssh://dev:secret@host", "ssh://host:0", "ssh://host?x=1", "ssh://"})
    void anAddressThatSshCannotUseIsRefused(String address) {
        environment.put("DOCKER_HOST", address);

        assertThat(refused().message()).contains("is not a valid address").doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://10.0.0.1:2375",
                "https://10.0.0.1",
                "npipe:////./pipe/docker",
                "10.0.0.1:2375",
                "unix:/ /",
                "/var/run/docker.sock",
                "fd://3"
            })
    void anInvalidAddressIsRefused(String host) {
        environment.put("DOCKER_HOST", host);

        assertThat(refused().hints()).first().asString().startsWith("use unix:// or tcp://");
    }

    private EngineAddress find() {
        return find(Optional.empty());
    }

    private EngineAddress find(Optional<String> socket) {
        return EngineAddress.find(socket, environment, home, standardSocket);
    }

    private Problem refused() {
        Failure failure = catchThrowableOfType(Failure.class, this::find);
        assertThat(failure.first()).isInstanceOf(BackendProblem.Unavailable.class);
        return failure.first();
    }

    private void currentContext(String name) throws IOException {
        write(home.resolve(".docker/config.json"), "{\"currentContext\": \"" + name + "\"}");
    }

    private void context(String name, String host) throws IOException {
        write(
                home.resolve(".docker/contexts/meta/" + DigestUtils.sha256Hex(name) + "/meta.json"),
                "{\"Name\": \"" + name + "\", \"Endpoints\": {\"docker\": {\"Host\": \"" + host + "\"}}}");
    }

    private static void exists(Path file) throws IOException {
        write(file, "");
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
