package dev.aether.ajj.lifecycle.doctor;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.spi.report.Check;
import dev.aether.ajj.spi.report.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Takes all looks at once. One that fails or hangs is a finding like any other, and keeps none from being taken. */
final class CheckRun {
    private final Duration limit;

    /** @param limit how long all of it may take */
    CheckRun(Duration limit) {
        this.limit = limit;
    }

    private record Running(Check check, FutureTask<List<Finding>> task) {}

    /**
     * The findings, in the order of the checks.
     *
     * @throws Failure {@code INTERRUPTED}
     */
    List<Finding> of(List<Check> checks) {
        long deadline = System.nanoTime() + limit.toNanos();
        List<Running> running = checks.stream().map(CheckRun::begin).toList();
        List<List<Finding>> findings = new ArrayList<>();
        try {
            for (Running each : running) {
                findings.add(await(each, deadline));
            }
            if (Thread.interrupted()) {
                // A task that is done is handed out without a look at the interruption.
                throw new InterruptedException();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Failure(new Problem.Interrupted("ajj doctor"), interrupted);
        } finally {
            running.forEach(each -> each.task().cancel(true));
        }
        return explained(checks, findings);
    }

    private static Running begin(Check check) {
        FutureTask<List<Finding>> task = new FutureTask<>(() -> look(check));
        Thread.ofPlatform().daemon().start(task);
        return new Running(check, task);
    }

    private static List<Finding> look(Check check) {
        try {
            return check.findings().get();
        } catch (RuntimeException | Error thrown) {
            return Failure.of(thrown).problems().stream()
                    .map(problem -> Finding.broken(check.name(), problem))
                    .toList();
        }
    }

    private static List<Finding> await(Running running, long deadline) throws InterruptedException {
        try {
            long left = Math.max(0, deadline - System.nanoTime());
            return running.task().get(left, TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            return List.of(
                    Finding.broken(running.check().name(), running.check().onTimeout()));
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("a check reports its own failures", impossible);
        }
    }

    /** What could not be looked at for want of something before it is no finding of its own. */
    private static List<Finding> explained(List<Check> checks, List<List<Finding>> findings) {
        Set<String> broken = new HashSet<>();
        List<Finding> explained = new ArrayList<>();
        for (int index = 0; index < checks.size(); index++) {
            Check check = checks.get(index);
            List<String> missing =
                    check.needs().stream().filter(broken::contains).toList();
            boolean failed = findings.get(index).stream().anyMatch(Finding::isBroken);
            if (failed && !missing.isEmpty()) {
                explained.add(notSeen(check, missing));
            } else {
                explained.addAll(findings.get(index));
                if (failed) {
                    broken.add(check.name());
                }
            }
        }
        return explained;
    }

    private static Finding notSeen(Check check, List<String> missing) {
        return Finding.warning(
                check.name(),
                "could not be checked: see " + String.join(", ", missing),
                List.of("fix that first, then run again: ajj doctor"));
    }
}
