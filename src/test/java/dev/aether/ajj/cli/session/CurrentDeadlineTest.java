package dev.aether.ajj.cli.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CurrentDeadlineTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final CurrentDeadline deadline = new CurrentDeadline();

    @Test
    void withoutATimeoutEachWaitHasItsOwnLimit() {
        assertThat(deadline.left()).isEmpty();
        assertThat(deadline.left(HOUR)).isEqualTo(HOUR);
        deadline.allowRollback();
        assertThat(deadline.left()).isEmpty();
    }

    @Test
    void aTimeoutLimitsEveryWait() {
        deadline.begin(Duration.ofMinutes(1));
        assertThat(deadline.left(HOUR)).isBetween(Duration.ofSeconds(30), Duration.ofMinutes(1));
        assertThat(deadline.left(Duration.ofSeconds(1))).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void noTimeIsLeftAfterTheDeadline() {
        deadline.begin(Duration.ofNanos(1));
        assertThat(deadline.left(HOUR)).isZero();
    }

    @Test
    void aRollbackGetsHalfTheTimeoutAndAtLeastFiveSeconds() {
        assertThat(rollbackOf(Duration.ofNanos(1))).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(5));
    }

    @Test
    void anEarlyRollbackKeepsTheTimeLeft() {
        assertThat(rollbackOf(Duration.ofMinutes(10))).isGreaterThan(Duration.ofMinutes(9));
    }

    @Test
    void extendsTheDeadlineOnce() {
        deadline.begin(Duration.ofNanos(1));
        deadline.allowRollback();
        Duration left = deadline.left(HOUR);
        deadline.allowRollback();
        assertThat(deadline.left(HOUR)).isLessThanOrEqualTo(left);
    }

    @Test
    void theLongestTimeoutDoesNotOverflow() {
        deadline.begin(Duration.ofHours(999_999_999));
        assertThat(deadline.left(HOUR)).isEqualTo(HOUR);
    }

    private Duration rollbackOf(Duration timeout) {
        deadline.begin(timeout);
        deadline.allowRollback();
        return deadline.left(HOUR);
    }
}
