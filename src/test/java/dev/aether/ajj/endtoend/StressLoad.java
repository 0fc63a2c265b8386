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
 * Runs ajj as many people and agents would at once: adds, ups, renames and forgets from several processes, which are
 * killed at random, while jj, the engine and the disk change too. Counts the actions and ajj's answers.
 */
final class StressLoad {
    private final List<PackagedAjj> repositories;
    private final Map<String, LongAdder> done = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> answers = new ConcurrentHashMap<>();

    StressLoad(List<PackagedAjj> repositories) {
        this.repositories = repositories;
    }

    /** Performs this many actions on this many threads. The seed determines the actions, not their order. */
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
        StressAction action = StressAction.pick(random);
        String answer = action.perform(ajj, random);
        count(done, action.description());
        if (!answer.isEmpty()) {
            count(answers, action.description() + ": " + answer);
        }
    }

    /** Returns the count of each action, by its description. */
    Map<String, Long> operations() {
        return counts(done);
    }

    /** Returns the count of each exit status and code, by {@code action: answer}. */
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
