package dev.aether.ajj.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.spi.Progress;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Engines that are none. */
@DisabledOnOs(OS.WINDOWS)
class EngineTest {

    @Test
    @Timeout(60)
    void anEngineThatHangsIsNotWaitedForLong(@TempDir Path directory) throws IOException {
        Path socket = directory.resolve("engine.sock");
        try (ServerSocketChannel silent = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            // The system takes the connection for it; nobody ever answers.
            silent.bind(UnixDomainSocketAddress.of(socket));
            Engine engine = new Engine(
                    EngineAddress.find(Optional.of("unix://" + socket), Map.of()),
                    Progress.SILENT,
                    Duration.ofSeconds(1));

            assertThat(asked(engine).message())
                    .endsWith("engine.sock (from [backend] socket) does not answer within 1 s");
            assertThat(asked(engine).hints()).first().asString().contains("docker info");
        }
    }

    @Test
    void noEngine(@TempDir Path directory) {
        Path socket = directory.resolve("engine.sock");
        try (Engine engine =
                new Engine(EngineAddress.find(Optional.of("unix://" + socket), Map.of()), Progress.SILENT)) {
            assertThat(asked(engine).message()).contains("does not answer: ");
        }
    }

    @Test
    void anEngineThatIsNotTrustedIsNoDefect() {
        try (Engine engine =
                new Engine(EngineAddress.find(Optional.of("unix:///none.sock"), Map.of()), Progress.SILENT)) {
            Failure failure = catchThrowableOfType(
                    Failure.class,
                    () -> engine.call("list", _ -> {
                        throw new IllegalStateException(new SSLHandshakeException("unknown certificate"));
                    }));

            assertThat(failure.first()).isInstanceOf(Problem.BackendUnavailable.class);
            assertThat(failure.first().message()).endsWith("do not trust each other: unknown certificate");
            assertThat(failure.first().hints()).last().asString().contains("DOCKER_CERT_PATH");
        }
    }

    private static Problem asked(Engine engine) {
        Failure failure = catchThrowableOfType(
                Failure.class,
                () -> engine.call("list", client -> client.listContainersCmd().exec()));
        assertThat(failure.first()).isInstanceOf(Problem.BackendUnavailable.class);
        return failure.first();
    }
}
