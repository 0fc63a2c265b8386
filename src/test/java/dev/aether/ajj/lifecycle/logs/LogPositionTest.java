package dev.aether.ajj.lifecycle.logs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.spi.backend.LogLine;
import dev.aether.ajj.spi.backend.LogLine.Source;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Recognises new lines when a log is opened again at the time of the last one. */
class LogPositionTest {
    private final LogPosition position = new LogPosition();

    @Test
    void everyLineIsNewAtFirst() {
        assertThat(position.moment()).isEmpty();
        assertThat(newOf("1 a", "1 b")).containsExactly("a", "b");
    }

    @Test
    void aLineThatWasReadIsNotNew() {
        give("1 a", "2 b");
        assertThat(position.moment()).contains(Instant.ofEpochSecond(2));
        assertThat(newOf("2 b", "3 c", "3 d")).containsExactly("c", "d");
    }

    @Test
    void linesWithTheSameTimeAreCounted() {
        give("1 a", "2 b", "2 b", "2 c");
        assertThat(newOf("2 b", "2 b", "2 c", "2 d", "3 e")).containsExactly("d", "e");
    }

    @Test
    void earlierLinesWithTheSameTimeAreSkipped() {
        give("2 c", "2 d");
        assertThat(newOf("2 a", "2 b", "2 c", "2 d", "2 e")).containsExactly("e");
    }

    @Test
    void aTruncatedLogContinues() {
        give("2 b");
        assertThat(newOf("5 z")).containsExactly("z");
    }

    @Test
    void aLogCanBeReopenedSeveralTimes() {
        give("1 a");
        assertThat(newOf("1 a", "2 b", "2 c")).containsExactly("b", "c");
        assertThat(newOf("2 b", "2 c", "2 d")).containsExactly("d");
        assertThat(newOf("2 b", "2 c", "2 d")).isEmpty();
    }

    @Test
    void anotherContainerStartsAgain() {
        give("9 a");
        position.reset();
        assertThat(position.moment()).isEmpty();
        assertThat(newOf("1 a")).containsExactly("a");
    }

    private void give(String... lines) {
        for (String line : lines) {
            position.advance(line(line));
        }
    }

    private List<String> newOf(String... lines) {
        position.reopen();
        return List.of(lines).stream()
                .map(LogPositionTest::line)
                .filter(position::isNew)
                .peek(position::advance)
                .map(LogLine::text)
                .toList();
    }

    private static LogLine line(String secondAndText) {
        String[] parts = secondAndText.split(" ", 2);
        return new LogLine(
                Instant.ofEpochSecond(Long.parseLong(parts[0])),
                Source.STDOUT,
                parts[1].getBytes(StandardCharsets.UTF_8));
    }
}
