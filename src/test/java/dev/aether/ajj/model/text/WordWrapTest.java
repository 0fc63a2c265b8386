package dev.aether.ajj.model.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordWrapTest {

    @Test
    void breaksBetweenWords() {
        assertThat(WordWrap.labelled("Warning: other services will not find it", 24))
                .containsExactly("Warning: other services", "  will not find it");
        assertThat(WordWrap.lines("one two three", 8, "")).containsExactly("one two", "three");
    }

    @Test
    void keepsShortLinesAndUnlimitedOnes() {
        assertThat(WordWrap.labelled("  two  blanks", 13)).containsExactly("  two  blanks");
        assertThat(WordWrap.labelled("as long as it is", 0)).containsExactly("as long as it is");
    }

    @Test
    void keepsLongWordsWhole() {
        assertThat(WordWrap.lines("in /a/very/long/path now", 10, ""))
                .containsExactly("in", "/a/very/long/path", "now");
    }

    @Test
    void keepsCodeInBackticksWhole() {
        assertThat(WordWrap.lines("see `ajj logs db`, then `ajj up`", 20, ""))
                .containsExactly("see `ajj logs db`,", "then `ajj up`");
        assertThat(WordWrap.lines("an odd ` stays as it is", 10, "")).containsExactly("an odd `", "stays as", "it is");
    }

    @Test
    void keepsTheCommandOfAHintWhole() {
        assertThat(WordWrap.hint("Hint: remove that one first: ajj workspace forget feature", 30))
                .containsExactly("Hint: remove that one first:", "  ajj workspace forget feature");
    }
}
