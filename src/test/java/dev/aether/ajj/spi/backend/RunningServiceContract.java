package dev.aether.ajj.spi.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.spi.backend.Backend.PortTaken;
import dev.aether.ajj.spi.terminal.Console;
import dev.aether.ajj.testing.FakeConsole;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** The behaviour of every backend with a running service: its log, and commands in it. */
public abstract class RunningServiceContract extends BackendContract {

    /** Returns a {@link #sleeper} that prints the lines one and three to stdout, and two to stderr. */
    protected abstract ServiceSpec talker(String name);

    /** Stops a container. */
    protected abstract void end(String containerId);

    @Test
    void readsAndFollowsALog() throws PortTaken {
        String id = start(talker("db"));
        awaitLines(3);
        end(id);
        assertThat(lines(new ContainerLog.Range(OptionalInt.empty(), Optional.empty(), true)))
                .containsExactlyInAnyOrder("stdout one", "stderr two", "stdout three");
        assertThat(lines(new ContainerLog.Range(OptionalInt.of(0), Optional.empty(), false)))
                .isEmpty();
        assertThat(lines(new ContainerLog.Range(OptionalInt.of(2), Optional.empty(), false)))
                .hasSize(2);
    }

    @Test
    void readsLinesSinceAMoment() throws PortTaken {
        start(talker("db"));
        awaitLines(3);
        LogLine second = read(new ContainerLog.Range(OptionalInt.empty(), Optional.empty(), false))
                .get(1);
        assertThat(read(new ContainerLog.Range(OptionalInt.empty(), Optional.of(second.time()), false)))
                .extracting(LogLine::text)
                .first()
                .isEqualTo(second.text());
    }

    private void awaitLines(int count) {
        org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> read(new ContainerLog.Range(OptionalInt.empty(), Optional.empty(), false))
                                .size()
                        == count);
    }

    private List<String> lines(ContainerLog.Range range) {
        return read(range).stream()
                .map(line -> line.source().word() + " " + line.text())
                .toList();
    }

    private List<LogLine> read(ContainerLog.Range range) {
        List<LogLine> lines = new ArrayList<>();
        try (ContainerLog log = backend().access(observedDb().instance()).log(range)) {
            Optional<LogLine> line = log.next();
            while (line.isPresent()) {
                lines.add(line.get());
                line = log.next();
            }
        }
        return lines;
    }

    @Test
    void attachesTheStreamsOfACommand() throws PortTaken {
        start(sleeper("db"));
        FakeConsole console = new FakeConsole();
        console.typed = "through\n";
        assertThat(attach(console, "cat")).isZero();
        assertThat(attach(console, "sh", "-c", "echo aside >&2")).isZero();
        assertThat(attach(console, "sh", "-c", "exit 7")).isEqualTo(7);
        assertThat(console.out()).isEqualTo("through\n");
        assertThat(console.err()).isEqualTo("aside\n");
    }

    @Test
    void reportsAMissingCommand() throws PortTaken {
        start(sleeper("db"));
        FakeConsole console = new FakeConsole();
        assertThatThrownBy(() -> attach(console, "no-such-command"))
                .isInstanceOf(Failure.class)
                .hasMessage("the command no-such-command was not found in the container of db");
        assertThat(console.out()).isEmpty();
    }

    @Test
    void refusesACommandInAStoppedContainer() throws PortTaken {
        String id = start(sleeper("db"));
        end(id);
        assertThatThrownBy(() -> attach(new FakeConsole(), "echo"))
                .isInstanceOf(Failure.class)
                .hasMessage("the service db is not running");
    }

    private int attach(FakeConsole console, String... argv) {
        ContainerCommand command = new ContainerCommand(List.of(argv), Optional.empty(), Optional.empty(), List.of());
        Console.Streams streams =
                new Console.Streams(console.input(), console.output(), console.error(), Optional.empty());
        return backend().access(observedDb().instance()).attach(command, streams);
    }
}
