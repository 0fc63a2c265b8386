package dev.aether.ajj.model.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JjWordTest {

    @Test
    void escapesStringLiteralsOfJj() {
        assertThat(JjWord.workingCopyOf("a \"b\" \\c")).isEqualTo("\"a \\\"b\\\" \\\\c\"@");
        assertThat(JjWord.file("dir/.env")).isEqualTo("root-file:\"dir/.env\"");
    }
}
