package dev.aether.ajj.cli.help;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HelpTextTest {

    @Test
    void wrapsBetweenWordsAndNotWithinBackquotes() {
        HelpText text = new HelpText(20);

        assertThat(text.paragraphs("Write aether.toml beside `.jj and so on`.", "", "  an example as long as it is"))
                .isEqualTo("""
                        Write aether.toml
                        beside
                        `.jj and so on`.

                          an example as long as it is
                        """);
    }
}
