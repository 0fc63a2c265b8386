package dev.aether.ajj.system.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RawCommandLineTest {
    private static final byte[] COMMAND_LINE = latin1("java\0-jar\0x.jar\0run\0--\0\u00ff\0\0");
    private static final List<String> ARGUMENTS = List.of("run", "--", "\ufffd", "");

    @Test
    void keepsTheBytesOfTheLastArguments() {
        RawCommandLine line = RawCommandLine.of(ARGUMENTS, COMMAND_LINE);

        assertThat(line.encode(List.of("\ufffd", ""))).containsExactly(latin1("\u00ff"), new byte[0]);
        assertThat(line.encode(List.of("other", "run", "--", "\ufffd", "")))
                .element(3)
                .isEqualTo(latin1("\u00ff"));
    }

    @Test
    void encodesAllOtherWords() {
        RawCommandLine line = RawCommandLine.of(ARGUMENTS, COMMAND_LINE);

        assertThat(line.encode(List.of("\ufffd", "é"))).containsExactly(utf8("\ufffd"), utf8("é"));
    }

    @Test
    void ignoresACommandLineThatDoesNotMatch() {
        RawCommandLine shorter = RawCommandLine.of(ARGUMENTS, latin1("run\0\u00ff\0"));
        RawCommandLine different = RawCommandLine.of(ARGUMENTS, latin1("java\0walk\0--\0\u00ff\0\0"));

        assertThat(shorter.encode(List.of("\ufffd"))).containsExactly(utf8("\ufffd"));
        assertThat(different.encode(List.of("\ufffd", ""))).containsExactly(utf8("\ufffd"), new byte[0]);
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
