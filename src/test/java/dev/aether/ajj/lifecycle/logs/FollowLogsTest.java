package dev.aether.ajj.lifecycle.logs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.lifecycle.backend.Backends;
import dev.aether.ajj.lifecycle.up.UpRequest;
import dev.aether.ajj.lifecycle.view.ServiceLine;
import dev.aether.ajj.spi.backend.Backend.PortTaken;
import dev.aether.ajj.spi.backend.ContainerLog.Range;
import dev.aether.ajj.spi.backend.Stack;
import dev.aether.ajj.spi.machine.Deadline;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.testing.Declarations;
import dev.aether.ajj.testing.FakeWorld;
import dev.aether.ajj.testing.UseCases;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Follows services that print, end, restart and are recreated. */
class FollowLogsTest {
    private static final String DB = "aether-a4f3b-default-db";

    private final FakeWorld world = new FakeWorld(Declarations.config(FakeWorld.service("db", 5432, List.of())));
    private final Backends backends = new Backends(List.of(world), world);

    @BeforeEach
    void bringUp() {
        up();
        world.engine.printed.print(DB, "out: old");
    }

    private void up() {
        UseCases.up(world, backends)
                .up(
                        new UpRequest(Path.of("/repo/main"), Optional.empty(), List.of(), Deadline.NONE, false, false),
                        Progress.SILENT);
    }

    @Test
    void laterLinesFollowWithoutRepetition() {
        world.faults.runBefore("follow db", () -> {
            world.engine.printed.print(DB, "out: new");
            world.engine.kill(DB, 0);
        });
        assertThat(follow(OptionalInt.empty())).containsExactly("old", "new");
    }

    @Test
    void tailZeroShowsOnlyNewLines() {
        world.faults.runBefore("follow db", () -> {
            world.engine.printed.print(DB, "out: new");
            world.engine.kill(DB, 0);
        });
        assertThat(follow(OptionalInt.of(0))).containsExactly("new");
    }

    @Test
    void aRestartedContainerIsFollowed() {
        // The first stream ends after the container has restarted, as with `docker restart`.
        world.faults.runBefore(
                "follow db",
                () -> world.faults.runBefore("follow db", () -> {
                    world.engine.printed.print(DB, "out: again");
                    world.engine.kill(DB, 0);
                }));
        assertThat(follow(OptionalInt.empty())).containsExactly("old", "again");
    }

    @Test
    void aRecreatedContainerIsFollowed() {
        Stack stack = world.engine.services().getFirst().stack();
        world.faults.runBefore("follow db", () -> {
            world.engine.removeContainer(DB);
            world.faults.runBefore("observe", () -> {
                start(stack);
                world.engine.printed.print(DB, "out: anew");
                world.faults.runBefore("follow db", () -> world.engine.kill(DB, 0));
            });
        });
        assertThat(follow(OptionalInt.empty())).containsExactly("old", "anew");
    }

    private void start(Stack stack) {
        try {
            world.engine.create(stack, FakeWorld.service("db", 5432, List.of()), new LinkedHashMap<>(), "hash");
        } catch (PortTaken impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Test
    void ctrlCIsTheUsualWayToEndIt() {
        try (Logs logs = open(OptionalInt.empty())) {
            assertThat(logs.next(() -> true)).isPresent();
            Thread.currentThread().interrupt();
            assertThat(logs.next(() -> true)).isEmpty();
            assertThat(logs.isInterrupted()).isTrue();
            assertThat(logs.next(() -> true)).isEmpty();
        }
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void linesAreFlushedBeforeWaiting() {
        try (Logs logs = open(OptionalInt.empty())) {
            assertThat(logs.next(() -> false)).as("it is there already").isPresent();
            assertThat(logs.next(() -> false)).as("the output is closed").isEmpty();
        }
    }

    @Test
    void aClosedOutputIsNoticedWhileWaiting() {
        AtomicInteger asked = new AtomicInteger();
        try (Logs logs = open(OptionalInt.empty())) {
            assertThat(logs.next(() -> true)).isPresent();
            assertThat(logs.next(() -> asked.incrementAndGet() < 3)).isEmpty();
        }
        assertThat(asked).hasValue(3);
    }

    private List<String> follow(OptionalInt tail) {
        List<String> lines = new ArrayList<>();
        try (Logs logs = open(tail)) {
            Optional<ServiceLine> line = logs.next(() -> true);
            while (line.isPresent()) {
                lines.add(line.get().line().text());
                line = logs.next(() -> true);
            }
            assertThat(logs.isInterrupted()).isFalse();
        }
        return lines;
    }

    private Logs open(OptionalInt tail) {
        return new ShowLogs(UseCases.search(world), backends, Duration.ofMillis(600))
                .open(
                        new LogsRequest(
                                Path.of("/repo/main"),
                                Optional.empty(),
                                List.of(),
                                new Range(tail, Optional.empty(), true)),
                        Progress.SILENT);
    }
}
