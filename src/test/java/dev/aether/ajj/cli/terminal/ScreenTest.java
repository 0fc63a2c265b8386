package dev.aether.ajj.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A terminal shows foreign control characters, and does not interpret them. */
class ScreenTest {
    private static final String HOSTILE =
            "\u001b[31mRED\u001b]0;HACK\u0007 \u007f \u009b31m a\tb\r\u0000\u0008c\nd\r\n";
    private static final String HARMLESS =
            "\u241b[31mRED\u241b]0;HACK\u2407 \u2421 \ufffd31m a\tb\u240d\u2400\u2408c\nd\r\n";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    private String seen() {
        String seen = bytes.toString(StandardCharsets.UTF_8);
        bytes.reset();
        return seen;
    }

    @Test
    void escapesControlCharactersOnATerminal() {
        new Screen(stream, true, false).print(HOSTILE);

        assertThat(seen()).isEqualTo(HARMLESS);
    }

    @Test
    void escapesControlCharactersWithColors() {
        Screen screen = new Screen(stream, false, true);
        screen.print(screen.style().good(HOSTILE));

        assertThat(seen()).isEqualTo("\u001b[32m" + HARMLESS + "\u001b[0m");
    }

    @Test
    void keepsControlCharactersElsewhere() {
        Screen screen = new Screen(stream, false, false);
        screen.print(HOSTILE);
        assertThat(seen()).isEqualTo(HOSTILE);
        assertThat(screen.foreign(new byte[] {(byte) 0xff, 27})).containsExactly(0xff, 27);
    }

    @Test
    void keepsDataUnlessOnATerminal() {
        new Screen(stream, false, true).printData("A=\u001b");
        assertThat(seen()).isEqualTo("A=\u001b\n");
        new Screen(stream, true, true).printData("A=\u001b");
        assertThat(seen()).isEqualTo("A=\u241b\n");
    }

    @Test
    void keepsJjsColors() {
        new Screen(stream, true, true).printColored("\u001b[1mx");
        assertThat(seen()).isEqualTo("\u001b[1mx");
        new Screen(stream, true, false).printColored("\u001b[1mx");
        assertThat(seen()).isEqualTo("\u241b[1mx");
        new Screen(stream, false, false).printColored("\u001b[1mx");
        assertThat(seen()).isEqualTo("\u001b[1mx");
    }

    @Test
    void ignoresTheMarkOfAnotherScreen() {
        Screen other = new Screen(stream, true, true);
        new Screen(stream, true, true).print(other.style().good("x") + other.sequence("2J"));

        assertThat(seen()).doesNotContain("\u001b");
    }

    @Test
    void keepsOnlyColorsInLinesOfContainers() {
        Screen screen = new Screen(stream, true, false);

        assertThat(foreign(screen, "\u001b[1;31mred\u001b[0m \u001b[2J\u001b]0;HACK\u0007 10%\r20%\r"))
                .isEqualTo("\u001b[1;31mred\u001b[0m \u241b[2J\u241b]0;HACK\u2407 10%\u240d20%\u001b[0m");
        assertThat(foreign(screen, "plain\ttext")).isEqualTo("plain\ttext");
    }

    private static String foreign(Screen screen, String line) {
        return new String(screen.foreign(line.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }
}
