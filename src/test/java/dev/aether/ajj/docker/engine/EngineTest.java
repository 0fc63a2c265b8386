package dev.aether.ajj.docker.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.aether.ajj.docker.Engines;
import dev.aether.ajj.docker.StubEngine;
import dev.aether.ajj.docker.http.EngineRequest;
import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Sockets where no engine answers. */
@DisabledOnOs(OS.WINDOWS)
class EngineTest {

    @Test
    @Timeout(60)
    void aHangingEngineTimesOut(@TempDir Path directory) throws IOException {
        Path socket = directory.resolve("engine.sock");
        try (ServerSocketChannel silent = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            // The system accepts the connection, but no process answers.
            silent.bind(UnixDomainSocketAddress.of(socket));
            Engine engine = Engines.at(
                    EngineAddress.find(Optional.of("unix://" + socket), Map.of()),
                    new Engine.Limits(Duration.ofSeconds(1), Duration.ofMinutes(1)));

            assertThat(asked(engine).message())
                    .endsWith("engine.sock (from [backend] socket) does not answer within 1 s");
            assertThat(asked(engine).hints()).first().asString().contains("docker info");
        }
    }

    @Test
    @Timeout(60)
    void laterCallsToAHangingEngineFailAtOnce() {
        try (StubEngine stub = new StubEngine(StubEngine.ONLY_PING);
                Engine engine =
                        Engines.at(stub.address(), new Engine.Limits(Duration.ofMinutes(1), Duration.ofSeconds(1)))) {
            assertThat(asked(engine).message()).endsWith("has not answered within 1 s: list");
            Problem again = asked(engine);
            assertThat(again.message()).as("not asked again").endsWith("has not answered within 1 s: list");
            assertThat(again.hints()).first().asString().contains("docker info");
        }
    }

    @Test
    void noEngine(@TempDir Path directory) {
        Path socket = directory.resolve("engine.sock");
        try (Engine engine = Engines.at(EngineAddress.find(Optional.of("unix://" + socket), Map.of()))) {
            assertThat(asked(engine).message()).contains("does not answer: ");
            assertThat(asked(engine).hints()).last().asString().contains("[backend] socket");
        }
    }

    @Test
    void noEngineAtTheAddressOfTheEnvironment(@TempDir Path directory) {
        Map<String, String> environment = Map.of("DOCKER_HOST", "unix://" + directory.resolve("engine.sock"));
        try (Engine engine = Engines.at(EngineAddress.find(Optional.empty(), environment))) {
            assertThat(asked(engine).hints()).last().isEqualTo("to use the default engine: unset DOCKER_HOST");
        }
    }

    @Test
    void anUntrustedCertificateIsReported() {
        try (Engine engine = Engines.at(EngineAddress.find(Optional.of("unix:///none.sock"), Map.of()))) {
            Failure failure = catchThrowableOfType(
                    Failure.class,
                    () -> engine.guard("list", () -> {
                        throw new IllegalStateException(new SSLHandshakeException("unknown certificate"));
                    }));

            assertThat(failure.first()).isInstanceOf(BackendProblem.Unavailable.class);
            assertThat(failure.first().message()).endsWith("failed: unknown certificate");
            assertThat(failure.first().hints()).last().asString().contains("DOCKER_CERT_PATH");
        }
    }

    /** Podman answers so when a container joins a network. */
    @Test
    void anIgnoredAnswerNeedNotBeJson() {
        try (StubEngine stub = StubEngine.answering(_ -> StubEngine.json("OK\n"));
                Engine engine = Engines.at(stub.address())) {
            engine.send("join", EngineRequest.post("/networks/shared/connect"));
            engine.act("start", "/containers/c1/start", Duration.ZERO);
            engine.delete("remove", "/containers/c1");
            assertThat(stub.requests)
                    .containsExactly(
                            "GET /_ping",
                            "POST /networks/shared/connect",
                            "POST /containers/c1/start",
                            "DELETE /containers/c1");
        }
    }

    @Test
    void anEmptyListMayBeNull() {
        try (StubEngine stub = StubEngine.answering(_ -> StubEngine.json("null"));
                Engine engine = Engines.at(stub.address())) {
            assertThat(engine.list("list", "/networks")).isEmpty();
        }
    }

    @Test
    void unusableCertificatesAreReported(@TempDir Path directory) throws IOException {
        for (String file : List.of("ca.pem", "cert.pem", "key.pem")) {
            Files.writeString(directory.resolve(file), "-----BEGIN CERTIFICATE-----");
        }
        try (StubEngine stub = StubEngine.answering(_ -> StubEngine.json("[]"));
                Engine engine =
                        Engines.at(new EngineAddress(stub.address().host(), "DOCKER_HOST", Optional.of(directory)))) {
            assertThat(asked(engine).message()).contains("failed: the certificates and the key cannot be used: ");
            assertThat(asked(engine).hints()).last().asString().contains("DOCKER_CERT_PATH");
            assertThat(stub.requests).isEmpty();
        }
    }

    private static Problem asked(Engine engine) {
        Failure failure = catchThrowableOfType(Failure.class, () -> engine.list("list", "/containers/json"));
        assertThat(failure.first()).isInstanceOf(BackendProblem.Unavailable.class);
        return failure.first();
    }
}
