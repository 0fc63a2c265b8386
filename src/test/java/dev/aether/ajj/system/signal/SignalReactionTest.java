package dev.aether.ajj.system.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Second signals and duplicates. */
class SignalReactionTest {
    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 10);
    private final List<String> heard = new ArrayList<>();
    private final SignalReaction reaction =
            new SignalReaction(() -> heard.add("first"), () -> heard.add("again"), clock::get);

    @Test
    void theSecondSignalOfGnuTimeoutIsADuplicate() {
        reaction.signal();
        clock.addAndGet(20_000);
        reaction.signal();
        after(Duration.ofMillis(900));

        assertThat(heard).containsExactly("first");
    }

    @Test
    void aSignalOneSecondLaterCounts() {
        reaction.signal();
        after(Duration.ofSeconds(1));
        after(Duration.ofMillis(1));

        assertThat(heard).containsExactly("first", "again", "again");
    }

    @Test
    void nothingIsCalledOnceClosed() {
        reaction.close();
        reaction.signal();

        assertThat(heard).isEmpty();
    }

    private void after(Duration pause) {
        clock.addAndGet(pause.toNanos());
        reaction.signal();
    }
}
