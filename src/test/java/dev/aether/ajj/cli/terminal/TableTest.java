package dev.aether.ajj.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.cli.terminal.Table.Cell;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
    private final Table table = new Table();

    @Test
    void columnsAreAsWideAsTheirWidestCell() {
        table.row(Cell.of("a"), Cell.of("ä long one"), Cell.of("end"));
        table.row(Cell.of("second"), Cell.of(""), Cell.of(""));
        assertThat(table.lines("> ")).containsExactly("> a       ä long one  end", "> second");
    }

    @Test
    void theLastCellIsCutToFit() {
        table.row(Cell.of("name"), Cell.of("a long description"));
        table.row(Cell.of("x"), Cell.of("short"));
        assertThat(table.lines("", 14)).containsExactly("name  a long …", "x     short");
        assertThat(table.lines("", 0)).first().isEqualTo("name  a long description");
        assertThat(table.lines("", 3)).as("no room for any of it").containsExactly("name", "x");
    }

    @Test
    void spansHaveOneUnit() {
        Instant start = Instant.EPOCH;
        assertThat(Spans.between(start, start.plus(Duration.ofSeconds(59)))).isEqualTo("now");
        assertThat(Spans.between(start, start.plus(Duration.ofMinutes(59)))).isEqualTo("59m");
        assertThat(Spans.between(start, start.plus(Duration.ofHours(23)))).isEqualTo("23h");
        assertThat(Spans.between(start, start.plus(Duration.ofDays(40)))).isEqualTo("40d");
    }

    @Test
    void cutsTheShrinkableColumnAndThenThePath() {
        Table yielding = new Table(List.of(1), List.of());
        yielding.row(Cell.of("name"), Cell.of("kkmpptxz Add login"), Cell.of("~/a/long/way/down/there"));
        yielding.row(Cell.of("x"), Cell.of("qrst"), Cell.of("~/b"));

        assertThat(yielding.lines("", 50))
                .containsExactly("name  kkmpptxz Add login  ~/a/long/way/down/there", "x     qrst                ~/b");
        assertThat(yielding.lines("", 42)).first().isEqualTo("name  kkmpptxz A…  ~/a/long/way/down/there");
        assertThat(yielding.lines("", 30)).first().isEqualTo("name  kkmpptxz \u2026  …/down/there");
        assertThat(yielding.lines("", 19)).first().isEqualTo("name  kkmpptxz \u2026");
    }

    @Test
    void leavesOutOptionalColumnsBeforeItCutsOthersOrThePath() {
        Table list = new Table(List.of(3, 1), List.of(2, 3));
        list.row(
                Cell.of("name"),
                Cell.of("db:20000 cache:20001"),
                Cell.of("40d"),
                Cell.of("kkmpptxz Add"),
                Cell.of("../x"));

        assertThat(list.lines("", 51)).containsExactly("name  db:20000 cache:20001  40d  kkmpptxz Add  ../x");
        assertThat(list.lines("", 50)).containsExactly("name  db:20000 cache:20001  40d  kkmpptxz A\u2026  ../x");
        assertThat(list.lines("", 48)).containsExactly("name  db:20000 cache:20001  kkmpptxz Add  ../x");
        assertThat(list.lines("", 44)).containsExactly("name  db:20000 cache:20001  kkmpptxz \u2026  ../x");
        assertThat(list.lines("", 43)).containsExactly("name  db:20000 cache:20001  ../x");
        assertThat(list.lines("", 30)).containsExactly("name  db:20000 cache:20\u2026  ../x");
        assertThat(list.lines("", 20)).containsExactly("name  db:20000 \u2026  \u2026x");
    }
}
