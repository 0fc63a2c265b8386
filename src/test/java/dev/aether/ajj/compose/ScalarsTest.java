package dev.aether.ajj.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.error.ConfigFaults;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tomlj.Toml;

/** Single values: what plain YAML means, how commands are split, durations read, and texts written in TOML. */
class ScalarsTest {

    /** As {@code docker compose config} prints a variable with that value. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0755                     | 493
            1.10                     | 1.1
            yes                      | yes
            no                       | no
            Off                      | Off
            1e3                      | 1000
            0x1F                     | 31
            0b11                     | 3
            0o17                     | 15
            1_000                    | 1000
            -5                       | -5
            +5                       | 5
            TRUE                     | true
            false                    | false
            22:22                    | 22:22
            12345678901234567890     | 12345678901234567890
            0.1                      | 0.1
            100000000000000000000000 | 1e+23
            .inf                     | +Inf
            1.0                      | 1
            3.14159265358979         | 3.14159265358979
            1234567.5                | 1.2345675e+06
            123456789.0              | 1.23456789e+08
            0.00001                  | 1e-05
            0899                     | 899
            "5432"                   | 5432
            !!str 1.10               | 1.10
            v1.10                    | v1.10
            """)
    void plainValuesMeanWhatTheyMeanToCompose(String yaml, String expected) {
        assertThat(scalar(yaml).text()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(value = {"~", "null", "NULL", "' '"})
    void nothing(String yaml) {
        assertThat(scalar(yaml).isNull()).isTrue();
    }

    private static Value.Scalar scalar(String yaml) {
        Value document = YamlReader.read(Path.of("/a.yaml"), "a: " + yaml + "\n", new ConfigFaults())
                .getFirst();
        return (Value.Scalar) ((Value.Mapping) document).value("a").orElseThrow();
    }

    /** As {@code docker compose config} splits a command. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            redis-server --save ""               | redis-server,--save,
            a "b c" 'd e' f\\ g "h\\"i" x"y"z    | a,b c,d e,f g,h"i,xyz
            'single \\n kept' "double \\n"       | single \\n kept,double n
            /bin/sh -c "echo hi > /tmp/x; cat"   | /bin/sh,-c,echo hi > /tmp/x; cat
            """)
    void commandsAreSplit(String command, String expected) {
        assertThat(ShellWords.split(command))
                .isEqualTo(new ShellWords.Split(List.of(expected.split(",", -1)), false, true));
    }

    @Test
    void whatOnlyAShellCanDoIsDropped() {
        assertThat(ShellWords.split("echo foo && bar"))
                .isEqualTo(new ShellWords.Split(List.of("echo", "foo"), true, true));
        assertThat(ShellWords.split("a 2>/dev/null")).isEqualTo(new ShellWords.Split(List.of("a"), true, true));
        assertThat(ShellWords.split("a \"b").closed()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"30s, PT30S", "1m30s, PT1M30S", "1.5h, PT1H30M", "500ms, PT0.5S", "0, PT0S", "9999999h, PT720H"})
    void durationsAreGos(String text, String expected) {
        assertThat(CheckReader.duration(text)).contains(Duration.parse(expected));
    }

    @ParameterizedTest
    @CsvSource({"soon", "10", "1d", "-5s", "''"})
    void othersAreNone(String text) {
        assertThat(CheckReader.duration(text)).isEqualTo(Optional.empty());
    }

    /** Whatever a text holds, TOML gives it back. */
    @ParameterizedTest
    @MethodSource("texts")
    void tomlGivesBackEveryText(String text) {
        assertThat(Toml.parse("a = " + dev.aether.ajj.compose.Toml.text(text)).getString("a"))
                .isEqualTo(text);
        assertThat(Toml.parse("a = " + dev.aether.ajj.compose.Toml.lines(text)).getString("a"))
                .isEqualTo(text);
        assertThat(Toml.parse("a = " + dev.aether.ajj.compose.Toml.list(List.of(text, "x"), 20))
                        .getArrayOrEmpty("a")
                        .toList())
                .containsExactly(text, "x");
        assertThat(Toml.parse(dev.aether.ajj.compose.Toml.key(text) + " = 1").keySet())
                .containsExactly(text);
    }

    static Stream<String> texts() {
        return Stream.of(
                "",
                " ",
                "plain",
                "it's",
                "say \"hi\"",
                "both ' and \"",
                "back\\slash",
                "\\d+ \"q\"",
                "a\nb",
                "\nfirst\n",
                "ends with quote\"",
                "ends with two\"\"",
                "ends with '",
                "\"\"\" and '''",
                "\"\"\"\"",
                "tab\tend\r\ncarriage\r",
                "bell\u0007 escape\u001b delete\u007f next\u0085",
                "${VAR} {{ x }} #no comment",
                "line one\\\nline two",
                "Grüße 漢字 😀",
                "a.b",
                "echo \"a\" 'b' \\c\n");
    }
}
