package dev.aether.ajj.endtoend;

import dev.aether.ajj.endtoend.PackagedAjj.Seen;
import dev.aether.ajj.testing.Shell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Does to ajj what many people and agents do to it at once: workspaces are added, repaired and forgotten from several
 * processes, which are killed at any moment; jj, the engine and the disk are changed behind its back.
 */
final class Stress {
    /** Few names, so that the processes get in each other's way. */
    private static final int NAMES = 5;
    /** A kill after this is a kill of nothing: the command has ended. */
    private static final int LONGEST_LIFE_MILLIS = 2500;

    private final List<PackagedAjj> repositories;
    private final Map<String, LongAdder> done = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> answers = new ConcurrentHashMap<>();
    private final AtomicInteger directories = new AtomicInteger();

    Stress(List<PackagedAjj> repositories) {
        this.repositories = repositories;
    }

    /** Runs that many operations from that many threads. The seed decides what is done, not in which order it happens. */
    void run(int operations, int threads, long seed) throws Exception {
        AtomicInteger left = new AtomicInteger(operations);
        try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> running = new java.util.ArrayList<>();
            for (int worker = 0; worker < threads; worker++) {
                Random random = new Random(seed + worker);
                running.add(workers.submit(() -> {
                    while (left.getAndDecrement() > 0) {
                        one(random);
                    }
                }));
            }
            for (Future<?> worker : running) {
                worker.get();
            }
        }
    }

    /** How often each operation was done, by name. */
    Map<String, Long> operations() {
        return counts(done);
    }

    /** How often ajj ended with each exit status and code, by {@code operation: answer}. */
    Map<String, Long> answers() {
        return counts(answers);
    }

    private static Map<String, Long> counts(Map<String, LongAdder> adders) {
        Map<String, Long> counts = new TreeMap<>();
        adders.forEach((name, adder) -> counts.put(name, adder.sum()));
        return counts;
    }

    private void one(Random random) {
        PackagedAjj ajj = repositories.get(random.nextInt(repositories.size()));
        String name = "w" + random.nextInt(NAMES);
        int dice = random.nextInt(100);
        if (dice < 35) {
            answer("add", ajj.run("workspace", "add", "--json", "--name", name, fresh(ajj, name)));
        } else if (dice < 55) {
            answer("forget", ajj.run("workspace", "forget", "--json", name));
        } else if (dice < 70) {
            kill("KILL", "add, kill -9", random, ajj, "workspace", "add", "--name", name, fresh(ajj, name));
        } else if (dice < 78) {
            kill("KILL", "forget, kill -9", random, ajj, "workspace", "forget", name);
        } else if (dice < 84) {
            kill("INT", "add, Ctrl-C", random, ajj, "workspace", "add", "--name", name, fresh(ajj, name));
        } else if (dice < 90) {
            answer("list", ajj.run("list", "--json"));
        } else if (dice < 94) {
            count(done, "plain jj workspace forget");
            Shell.run(
                    ajj.environment,
                    List.of("jj", "-R", ajj.repository.root().toString(), "workspace", "forget", name));
        } else {
            removeAContainer(ajj, random);
        }
    }

    private String fresh(PackagedAjj ajj, String name) {
        return ajj.repository.beside(name + "-" + directories.incrementAndGet()).toString();
    }

    private void answer(String operation, Seen seen) {
        count(done, operation);
        String code = seen.status() == 0
                ? "success"
                : seen.status() + " " + seen.json().findPath("code").asText();
        count(answers, operation + ": " + code);
    }

    /** Sends the signal at a moment that nobody chose, which is the point of it. */
    private void kill(String signal, String operation, Random random, PackagedAjj ajj, String... arguments) {
        count(done, operation);
        try {
            Path root = ajj.repository.root();
            Process process = ajj.startQuietly(root, arguments);
            if (!process.waitFor(random.nextInt(LONGEST_LIFE_MILLIS), TimeUnit.MILLISECONDS)) {
                Shell.run(Map.of(), List.of("kill", "-" + signal, Long.toString(process.pid())));
            }
            count(answers, operation + ": " + process.waitFor());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void removeAContainer(PackagedAjj ajj, Random random) {
        count(done, "docker rm -f");
        List<String> containers = PackagedAjj.docker(
                        "ps", "-aq", "--filter", "label=aether.repo-root=" + ajj.repository.root())
                .lines()
                .toList();
        if (!containers.isEmpty()) {
            String victim = containers.get(random.nextInt(containers.size()));
            Shell.run(Map.of(), List.of("docker", "rm", "-f", "-v", victim));
        }
    }

    private static void count(Map<String, LongAdder> counts, String name) {
        counts.computeIfAbsent(name, _ -> new LongAdder()).increment();
    }
}
