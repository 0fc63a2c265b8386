package dev.aether.ajj.endtoend;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Does to ajj what many people and agents do to it at once: workspaces are added, brought up, renamed and forgotten from
 * several processes, which are killed at any moment; jj, the engine and the disk are changed behind its back. Counts what
 * was done and what ajj answered.
 */
final class Stress {
    private final List<PackagedAjj> repositories;
    private final Map<String, LongAdder> done = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> answers = new ConcurrentHashMap<>();

    Stress(List<PackagedAjj> repositories) {
        this.repositories = repositories;
    }

    /** Does that many deeds from that many threads. The seed decides what is done, not in which order it happens. */
    void run(int operations, int threads, long seed) throws Exception {
        AtomicInteger left = new AtomicInteger(operations);
        try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> running = new ArrayList<>();
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

    private void one(Random random) {
        PackagedAjj ajj = repositories.get(random.nextInt(repositories.size()));
        StressDeed deed = StressDeed.any(random);
        String answer = deed.perform(ajj, random);
        count(done, deed.words());
        if (!answer.isEmpty()) {
            count(answers, deed.words() + ": " + answer);
        }
    }

    /** How often each deed was done, by its words. */
    Map<String, Long> operations() {
        return counts(done);
    }

    /** How often ajj ended with each exit status and code, by {@code deed: answer}. */
    Map<String, Long> answers() {
        return counts(answers);
    }

    private static void count(Map<String, LongAdder> counts, String name) {
        counts.computeIfAbsent(name, _ -> new LongAdder()).increment();
    }

    private static Map<String, Long> counts(Map<String, LongAdder> adders) {
        Map<String, Long> counts = new TreeMap<>();
        adders.forEach((name, adder) -> counts.put(name, adder.sum()));
        return counts;
    }
}
