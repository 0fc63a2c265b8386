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

/**
 * Runs all checks at the same time. One that fails or hangs becomes a finding, and does not stop the others.
 *
 * @param limit time for all checks together
 */
record CheckRun(Duration limit) {
    private record Running(Check check, FutureTask<List<Finding>> task) {}

    /**
     * Returns the findings, in the order of the checks.
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
                // A completed task does not check for an interruption.
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
        FutureTask<List<Finding>> task = new FutureTask<>(() -> findings(check));
        Thread.ofPlatform().daemon().start(task);
        return new Running(check, task);
    }

    private static List<Finding> findings(Check check) {
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

    /** Replaces the failure of a check whose prerequisite failed by a reference to that one. */
    private static List<Finding> explained(List<Check> checks, List<List<Finding>> findings) {
        Set<String> broken = new HashSet<>();
        List<Finding> explained = new ArrayList<>();
        for (int index = 0; index < checks.size(); index++) {
            Check check = checks.get(index);
            List<String> missing =
                    check.needs().stream().filter(broken::contains).toList();
            boolean failed = findings.get(index).stream().anyMatch(Finding::isBroken);
            if (failed && !missing.isEmpty()) {
                explained.add(Finding.warning(
                        check.name(),
                        "could not be checked: see " + String.join(", ", missing),
                        List.of("fix that first, then run again: ajj doctor")));
            } else {
                explained.addAll(findings.get(index));
                if (failed) {
                    broken.add(check.name());
                }
            }
        }
        return explained;
    }
}
