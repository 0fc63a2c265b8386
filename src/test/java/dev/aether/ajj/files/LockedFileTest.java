package dev.aether.ajj.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.error.StateProblem;
import dev.aether.ajj.testing.JavaProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockedFileTest {
    private static final Duration SHORT = Duration.ofMillis(50);

    private final Path file;

    LockedFileTest(@TempDir Path directory) {
        file = directory.resolve("test.lock");
    }

    private LockedFile lock(Duration limit) {
        return new LockedFile(file, limit);
    }

    private Problem refusal() {
        return catchThrowableOfType(Failure.class, () -> lock(SHORT).holding(() -> true))
                .first();
    }

    @Test
    void admitsOneThreadAtATime() {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int number = 0; number < 50; number++) {
                threads.execute(() -> lock(Duration.ofSeconds(30)).holding(() -> {
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    inside.decrementAndGet();
                }));
            }
        }

        assertThat(most).hasValue(1);
        assertThat(file).isEmptyFile();
    }

    @Test
    void namesTheHoldingProcessUntilItDies() throws IOException, InterruptedException {
        Process holder = JavaProcess.start(LockHolder.class, file.toString(), "30000");
        try (BufferedReader output = holder.inputReader(UTF_8)) {
            assertThat(output.readLine()).isEqualTo("held");

            Problem refused = refusal();

            assertThat(refused).isInstanceOf(StateProblem.Locked.class);
            assertThat(refused.message()).contains("locked by process " + holder.pid() + " (ajj");
        } finally {
            holder.destroyForcibly().waitFor();
        }

        assertThat(lock(SHORT).<Boolean>holding(() -> true)).isTrue();
        assertThat(file).isEmptyFile();
    }

    @Test
    void reportsTheHolderOnceWhileItWaits() throws IOException, InterruptedException {
        List<String> reported = new ArrayList<>();
        Process holder = JavaProcess.start(LockHolder.class, file.toString(), "1000");
        try (BufferedReader output = holder.inputReader(UTF_8)) {
            assertThat(output.readLine()).isEqualTo("held");
            LockedFile waiting = new LockedFile(file, Duration.ofSeconds(30), owner -> {
                reported.add(owner);
                holder.destroyForcibly();
            });
            waiting.holding(() -> true);
            waiting.holding(() -> true);
        } finally {
            holder.destroyForcibly().waitFor();
        }

        assertThat(reported).singleElement().asString().startsWith("process " + holder.pid() + " (ajj");
    }

    @Test
    void aWaitingThreadKeepsTheLockOfTheProcess() {
        lock(SHORT).holding(() -> {
            AtomicReference<Problem> seen = new AtomicReference<>();
            Thread waiter = Thread.ofPlatform().start(() -> seen.set(refusal()));
            join(waiter);
            assertThat(seen.get().message()).contains("locked by another thread of this process");

            assertThat(outputOf(JavaProcess.start(LockHolder.class, file.toString(), "10")))
                    .contains("locked by process " + ProcessHandle.current().pid());
        });
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    private static String outputOf(Process process) {
        try {
            return new String(process.getInputStream().readAllBytes(), UTF_8);
        } catch (IOException unexpected) {
            throw new UncheckedIOException(unexpected);
        }
    }

    @Test
    void isFreeAgainAfterAFailure() {
        assertThatThrownBy(() -> lock(SHORT).holding(() -> {
                    throw new IllegalArgumentException("no");
                }))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(lock(SHORT).<Boolean>holding(() -> true)).isTrue();
    }

    @Test
    void aWaitingThreadCanBeInterrupted() {
        Thread.currentThread().interrupt();

        assertThat(refusal()).isInstanceOf(Problem.Interrupted.class);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void reportsWhyTheFileCannotBeWritten() throws IOException {
        Path directory = Files.createDirectory(file);

        Problem refused = refusal();

        assertThat(refused).isInstanceOf(StateProblem.Locked.class);
        assertThat(refused.hints().getFirst()).contains(directory + " belongs to ", "rwx", "ajj runs as ");
    }
}
