package dev.aether.ajj.lifecycle.doctor;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.spi.report.Check;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A value that checks need, or the failure to get it. */
record Attempt<T>(Optional<T> result, Optional<Failure> failure) {
    static <T> Attempt<T> at(Supplier<T> work) {
        try {
            return new Attempt<>(Optional.of(work.get()), Optional.empty());
        } catch (Failure failure) {
            return new Attempt<>(Optional.empty(), Optional.of(failure));
        }
    }

    /** Returns a check that reports the failure. */
    Check failing(String name) {
        return new Check(name, List.of(), failure.orElseThrow().first(), () -> {
            throw failure.orElseThrow();
        });
    }
}
