package dev.aether.ajj.inject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.entry;

import dev.aether.ajj.inject.DotEnv.Malformed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DotEnvTest {

    @Test
    void readsVariablesInTheirOrder() throws Malformed {
        assertThat(DotEnv.parse("""
                # a comment

                B=2
                export A=1
                  C_1.x = three four\s\s
                export=word
                EMPTY=
                ALSO_EMPTY= # nothing
                B=last wins
                """))
                .containsExactly(
                        entry("A", "1"),
                        entry("C_1.x", "three four"),
                        entry("export", "word"),
                        entry("EMPTY", ""),
                        entry("ALSO_EMPTY", ""),
                        entry("B", "last wins"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "KEY=a # comment    | a",
                "KEY=a#b            | a#b",
                "KEY=#fff           | #fff",
                "KEY=a\\nb          | a\\nb",
                "KEY=$HOME ${X}     | $HOME ${X}",
                "KEY=it's           | it's",
                "KEY=a=b            | a=b",
                "KEY='a # b'        | a # b",
                "KEY='$X \\n \"q\"' | $X \\n \"q\"",
                "KEY='a' # comment  | a",
                "KEY=\"a # b\"      | a # b",
                "KEY=\"it's\"       | it's",
                "KEY=\"\\\"\\\\\\$\"| \"\\$",
                "KEY=\"\\d\"        | \\d",
                "KEY=\"$X\"         | $X",
                "KEY=`a b`          | `a b`",
                "KEY=größe          | größe",
            })
    void readsAValue(String line, String value) throws Malformed {
        assertThat(DotEnv.parse(line)).containsOnly(entry("KEY", value));
    }

    @Test
    void doubleQuotesKnowEscapesAndBothKindsSpanLines() throws Malformed {
        assertThat(DotEnv.parse("A=\"1\\n2\\t3\\r\"\nB=\"one\n\n# two\"\nC='three\nfour'\nD=5"))
                .containsExactly(
                        entry("A", "1\n2\t3\r"),
                        entry("B", "one\n\n# two"),
                        entry("C", "three\nfour"),
                        entry("D", "5"));
    }

    @Test
    void readsWhatAWindowsEditorWrites() throws Malformed {
        assertThat(DotEnv.parse("\uFEFFA=1\r\nB='x\r\ny'\r\nC=\r\n"))
                .containsExactly(entry("A", "1"), entry("B", "x\ny"), entry("C", ""));
    }

    @Test
    void anEmptyFileHasNoVariables() throws Malformed {
        assertThat(DotEnv.parse("")).isEmpty();
        assertThat(DotEnv.parse("\n # x\n\n")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "A=1;B            | 2 | there is no = after B",
                "A=1;;1B=2        | 3 | begins with a letter",
                "A='1;2;;B=3      | 1 | the quoted value of A has no end",
                "X='1;2';B=\"3    | 3 | the quoted value of B has no end",
                "A='x' y          | 1 | something behind the quoted value of A",
                "=1               | 1 | begins with a letter",
                "A-B=1            | 1 | there is no = after A",
            })
    void namesTheLineThatItCannotRead(String lines, int line, String message) {
        Malformed malformed = catchThrowableOfType(Malformed.class, () -> DotEnv.parse(lines.replace(';', '\n')));

        assertThat(malformed.line()).isEqualTo(line);
        assertThat(malformed).hasMessageContaining(message);
    }

    @Test
    void neverQuotesAValue() {
        assertThat(catchThrowableOfType(Malformed.class, () -> DotEnv.parse("PASSWORD='secret' secret")))
                .hasMessageNotContaining("secret");
    }
}
