package dev.aether.ajj.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnknownWordsTest {

    @ParameterizedTest
    @CsvSource({
        "cleanpu, ajj cleanup",
        "clenup, ajj cleanup",
        "doctr, ajj doctor",
        "doctorr, ajj doctor",
        "logz, ajj logs",
        "lisst, ajj list",
        "worksapce, ajj workspace",
        "restart db, ajj down && ajj up",
        "shell db, ajj exec SERVICE -- sh",
        "stop, ajj down",
        "start, ajj up",
        "--cofnig x up, --config",
        "--confg=x workspace add ../y, --config",
        "--jsn list, --json",
    })
    void suggestsACommand(String typed, String suggestion) {
        assertThat(UnknownWords.suggestion(List.of(typed.split(" ", -1)))).contains(suggestion);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "log",
                "workspace root",
                "new",
                "st",
                "undo",
                "x",
                "",
                "ps -a",
                "cleanpu --config=aliases.cleanpu=log",
                "--cofnig x log",
                "--quite commit -m up",
                "--cofnig up log",
                "--config x log up",
                "-r up"
            })
    void suggestsNothingForJjsWords(String typed) {
        assertThat(UnknownWords.suggestion(List.of(typed.split(" ", -1)))).isEmpty();
    }

    /** A new command must be removed from the table. */
    @Test
    void noSuggestedWordIsACommand() {
        assertThat(UnknownWords.table().keySet().stream()
                        .filter(words -> words.size() == 1)
                        .map(List::getFirst))
                .isNotEmpty()
                .doesNotContainAnyElementsOf(CommandTable.ajj().commands());
    }
}
