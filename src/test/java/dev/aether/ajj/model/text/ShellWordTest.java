package dev.aether.ajj.model.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShellWordTest {

    @Test
    void anOperandIsNoOption() {
        assertThat(ShellWord.operand("feature")).isEqualTo("feature");
        assertThat(ShellWord.operand("-dash")).isEqualTo("-- -dash");
        assertThat(ShellWord.operand("-my dash")).isEqualTo("-- '-my dash'");
    }

    /** A repository chooses the names of its files, which hints contain. */
    @Test
    void quotesSpecialCharacters() {
        assertThat(ShellWord.quoted("a;touch pwn;.yaml")).isEqualTo("'a;touch pwn;.yaml'");
        assertThat(ShellWord.quoted("compose.yaml")).isEqualTo("compose.yaml");
    }
}
