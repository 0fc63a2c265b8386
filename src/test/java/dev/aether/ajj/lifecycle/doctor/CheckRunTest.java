package dev.aether.ajj.lifecycle.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.JjProblem;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.spi.report.Check;
import dev.aether.ajj.spi.report.Finding;
import dev.aether.ajj.spi.report.Finding.Status;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CheckRunTest {
    private static final Problem LATE = new BackendProblem.Unavailable("it hangs", List.of("restart it"));
    private static final Duration LONG = Duration.ofMinutes(1);

    @Test
    void checksRunConcurrentlyAndAreReportedInOrder() {
        CyclicBarrier all = new CyclicBarrier(3);

        List<Finding> findings =
                new CheckRun(LONG).of(List.of(meeting("a", all), meeting("b", all), meeting("c", all)));

        assertThat(findings).extracting(Finding::name).containsExactly("a", "b", "c");
        assertThat(findings).noneMatch(Finding::isBroken);
    }

    @Test
    void aCheckThatHangsTimesOutAndStopsNoOther() throws InterruptedException {
        CountDownLatch brokenOff = new CountDownLatch(1);
        Check hanging = check("hanging", () -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException asked) {
                brokenOff.countDown();
            }
            return Finding.ok("hanging", "too late");
        });

        List<Finding> findings = new CheckRun(Duration.ofMillis(200))
                .of(List.of(hanging, check("quick", () -> Finding.ok("quick", "fine"))));

        assertThat(findings.getFirst().message()).isEqualTo("it hangs");
        assertThat(findings.getFirst().problem()).contains(LATE);
        assertThat(findings.getLast().status()).isEqualTo(Status.OK);
        brokenOff.await();
    }

    @Test
    void everyProblemOfAFailureIsAFinding() {
        Failure failure = new Failure(LATE).and(List.of(new JjProblem.NotFound()));

        List<Finding> findings = new CheckRun(LONG).of(List.of(failing("a", failure)));

        assertThat(findings).extracting(Finding::name).containsExactly("a", "a");
        assertThat(findings).allMatch(Finding::isBroken);
    }

    @Test
    void anUnexpectedExceptionIsAFinding() {
        List<Finding> findings = new CheckRun(LONG).of(List.of(failing("a", new IllegalStateException("oh"))));

        assertThat(findings.getFirst().message()).contains("oh");
        assertThat(findings.getFirst().problem()).containsInstanceOf(Problem.Internal.class);
    }

    @Test
    void aFailedPrerequisiteIsReportedOnce() {
        Check engine = failing("engine", new Failure(LATE));
        Check listing = new Check(
                "listing",
                List.of("engine"),
                LATE,
                failing("x", new Failure(LATE)).findings());
        Check below = new Check(
                "below",
                List.of("engine", "listing"),
                LATE,
                failing("x", new Failure(LATE)).findings());
        Check fine = new Check("fine", List.of("engine"), LATE, () -> List.of(Finding.ok("fine", "seen all the same")));

        List<Finding> findings = new CheckRun(LONG).of(List.of(engine, listing, below, fine));

        assertThat(findings)
                .extracting(Finding::status)
                .containsExactly(Status.BROKEN, Status.WARNING, Status.WARNING, Status.OK);
        assertThat(findings.get(1).message()).isEqualTo("could not be checked: see engine");
        assertThat(findings.get(2).message()).isEqualTo("could not be checked: see engine");
    }

    @Test
    void anInterruptionEndsIt() {
        Thread.currentThread().interrupt();

        Failure failure = catchThrowableOfType(
                Failure.class, () -> new CheckRun(LONG).of(List.of(check("a", () -> Finding.ok("a", "fine")))));

        assertThat(failure.first()).isInstanceOf(Problem.Interrupted.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    private static Check check(String name, Supplier<Finding> look) {
        return Check.of(name, List.of(), LATE, look);
    }

    private static Check failing(String name, RuntimeException failure) {
        return Check.of(name, List.of(), LATE, () -> {
            throw failure;
        });
    }

    private static Check meeting(String name, CyclicBarrier all) {
        return check(name, () -> {
            try {
                all.await();
            } catch (InterruptedException | BrokenBarrierException alone) {
                throw new IllegalStateException(alone);
            }
            return Finding.ok(name, "met the others");
        });
    }
}
