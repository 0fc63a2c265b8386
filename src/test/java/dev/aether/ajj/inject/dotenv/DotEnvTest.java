package dev.aether.ajj.inject.dotenv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.aether.ajj.inject.dotenv.DotEnv.Fault;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DotEnvTest {

    @Test
    void ignoresHostVariables() {
        DotEnv file = new DotEnv((_, inFile) -> inFile);
        assertThat(file.read("A=1\nexport LD_PRELOAD=x\nPATH='a\nb'\nB=2\n", 1))
                .extracting(DotEnv.Fault::line, DotEnv.Fault::reason)
                .containsExactly(
                        Tuple.tuple(
                                2,
                                "LD_PRELOAD affects which programs run on this machine, or how: set it in your"
                                        + " shell"),
                        Tuple.tuple(
                                3,
                                "PATH affects which programs run on this machine, or how: set it in your" + " shell"));
        assertThat(file.variables()).containsOnlyKeys("A", "B");
    }

    @Test
    void readsVariablesInOrder() {
        assertThat(read("""
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
                "KEY=a-b.c          | a-b.c",
                "KEY=it's           | it's",
                "KEY=a=b            | a=b",
                "KEY='a # b'        | a # b",
                "KEY='$X \\n \"q\"' | $X \\n \"q\"",
                "KEY='a' # comment  | a",
                "KEY=\"a # b\"      | a # b",
                "KEY=\"it's\"       | it's",
                "KEY=\"\\\"\\\\\\$\"| \"\\$",
                "KEY=\"\\d\"        | \\d",
                "KEY='${X}'         | ${X}",
                "KEY=\"\\`\"      | `",
                "KEY=`a b`          | `a b`",
                "KEY=größe          | größe",
            })
    void readsAValue(String line, String value) {
        assertThat(read(line)).containsOnly(entry("KEY", value));
    }

    @Test
    void readsQuotedValues() {
        assertThat(read("A=\"1\\n2\\t3\\r\"\nB=\"one\n\n# two\"\nC='three\nfour'\nD=5"))
                .containsExactly(
                        entry("A", "1\n2\t3\r"),
                        entry("B", "one\n\n# two"),
                        entry("C", "three\nfour"),
                        entry("D", "5"));
    }

    @Test
    void readsWindowsLineEndings() {
        assertThat(read("\uFEFFA=1\r\nB='x\r\ny'\r\nC=\r\n"))
                .containsExactly(entry("A", "1"), entry("B", "x\ny"), entry("C", ""));
    }

    @Test
    void anEmptyFileHasNoVariables() {
        assertThat(read("")).isEmpty();
        assertThat(read("\n # x\n\n")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "A=1;B            | 2 | the variable's name is not followed by =",
                "A=1;;1B=2        | 3 | the line does not begin with a variable's name",
                "A='1;2;;B=3      | 1 | the quoted value is not closed",
                "X='1;2';B=\"3    | 3 | the quoted value is not closed",
                "A='x;z' y;B=1    | 1 | there is text after the quoted value",
                "=1               | 1 | the line does not begin with a variable's name",
                "A B=1            | 1 | the variable's name is not followed by =",
                "A=${B:?secret}   | 1 | the value requires a variable that is not set",
            })
    void reportsAnInvalidLine(String lines, int line, String reason) {
        assertThat(faults(lines.replace(';', '\n'))).contains(new Fault(line, reason));
    }

    @Test
    void continuesAfterAnInvalidLine() {
        DotEnv file = new DotEnv((_, inFile) -> inFile);

        assertThat(file.read("A=1\nS9='x'\\''y'\nB='2\n\n' ?\nC=3\nD='", 7))
                .extracting(Fault::line)
                .containsExactly(8, 9, 13);
        assertThat(file.variables()).containsExactly(entry("A", "1"), entry("C", "3"));
    }

    @Test
    void doesNotQuoteAnInvalidLine() {
        for (String line :
                List.of("secret", "secret==", "X='secret", "X='secret' secret", "1secret=secret", "?secret")) {
            assertThat(faults(line).toString()).doesNotContain("secret");
        }
    }

    /** The same as in Docker Compose, and in sh except for a single dollar. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "$NAME              | My Shop",
                "${NAME}s           | My Shops",
                "\"${NAME}\"      | My Shop",
                "'${NAME}'          | ${NAME}",
                "a$NAME.b           | aMy Shop.b",
                "[${UNSET}$UNSET]   | []",
                "${UNSET:-x}        | x",
                "${UNSET-x}         | x",
                "[${EMPTY-x}]       | []",
                "${EMPTY:-x}        | x",
                "${NAME:-x}         | My Shop",
                "${NAME:+x}${NAME+y}| xy",
                "[${EMPTY:+x}${UNSET+y}] | []",
                "${UNSET:-${EMPTY:-$NAME}} | My Shop",
                "${NAME?no}         | My Shop",
                "a$$NAME            | a$NAME",
                "a\\$NAME         | a$NAME",
                "\"a\\$NAME\"   | a$NAME",
                "\"${UNSET:-\\}}\" | \\}",
                "100$ $1 ${1} ${    | 100$ $1 ${1} ${",
                "${NAME             | ${NAME",
                "${NAME/a/b}        | ${NAME/a/b}",
                "$LATER             |  ",
                "$OUTSIDE           | from outside",
            })
    void replacesReferences(String value, String expected) {
        DotEnv file = new DotEnv((name, inFile) ->
                inFile.or(() -> name.equals("OUTSIDE") ? Optional.of("from outside") : Optional.empty()));

        assertThat(file.read("NAME=\"My Shop\"\nEMPTY=\nKEY=" + value + "\nLATER=1", 1))
                .isEmpty();
        assertThat(file.variables().get("KEY")).isEqualTo(expected == null ? "" : expected);
    }

    @Test
    void limitsTheSizeOfValues() {
        StringBuilder text = new StringBuilder("A0=1234567890\n");
        for (int i = 1; i < 60; i++) {
            text.append("A")
                    .append(i)
                    .append("=$A")
                    .append(i - 1)
                    .append("$A")
                    .append(i - 1)
                    .append("\n");
        }
        assertThat(faults(text.toString()))
                .isNotEmpty()
                .extracting(Fault::reason)
                .containsOnly("the value is too long");
        assertThat(faults("A=" + "${B:-".repeat(100_000) + "}".repeat(100_000))).isEmpty();
        assertThat(faults("A=" + "${".repeat(1_000_000))).isEmpty();
    }

    private static SequencedMap<String, String> read(String text) {
        DotEnv file = new DotEnv((_, inFile) -> inFile);
        assertThat(file.read(text, 1)).isEmpty();
        return file.variables();
    }

    private static List<Fault> faults(String text) {
        return new DotEnv((_, inFile) -> inFile).read(text, 1);
    }
}
