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
    void whatDecidesOverTheMachineIsNotTakenOver() {
        DotEnv file = new DotEnv((_, inFile) -> inFile);
        assertThat(file.read("A=1\nexport LD_PRELOAD=x\nPATH='a\nb'\nB=2\n", 1))
                .extracting(DotEnv.Fault::line, DotEnv.Fault::reason)
                .containsExactly(
                        Tuple.tuple(
                                2,
                                "LD_PRELOAD decides which programs run on this machine, or what they use: set it in your"
                                        + " shell"),
                        Tuple.tuple(
                                3,
                                "PATH decides which programs run on this machine, or what they use: set it in your"
                                        + " shell"));
        assertThat(file.variables()).containsOnlyKeys("A", "B");
    }

    @Test
    void readsVariablesInTheirOrder() {
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
    void doubleQuotesKnowEscapesAndBothKindsSpanLines() {
        assertThat(read("A=\"1\\n2\\t3\\r\"\nB=\"one\n\n# two\"\nC='three\nfour'\nD=5"))
                .containsExactly(
                        entry("A", "1\n2\t3\r"),
                        entry("B", "one\n\n# two"),
                        entry("C", "three\nfour"),
                        entry("D", "5"));
    }

    @Test
    void readsWhatAWindowsEditorWrites() {
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
                "A=1;B            | 2 | there is no = after the variable's name",
                "A=1;;1B=2        | 3 | it does not begin with a variable's name",
                "A='1;2;;B=3      | 1 | the quoted value has no end",
                "X='1;2';B=\"3    | 3 | the quoted value has no end",
                "A='x;z' y;B=1    | 1 | there is text after the quoted value",
                "=1               | 1 | it does not begin with a variable's name",
                "A B=1            | 1 | there is no = after the variable's name",
                "A=${B:?secret}   | 1 | a variable that its value requires is not set",
            })
    void namesTheLineThatItCannotRead(String lines, int line, String reason) {
        assertThat(faults(lines.replace(';', '\n'))).contains(new Fault(line, reason));
    }

    @Test
    void goesOnAfterALineThatItCannotRead() {
        DotEnv file = new DotEnv((_, inFile) -> inFile);

        assertThat(file.read("A=1\nS9='x'\\''y'\nB='2\n\n' ?\nC=3\nD='", 7))
                .extracting(Fault::line)
                .containsExactly(8, 9, 13);
        assertThat(file.variables()).containsExactly(entry("A", "1"), entry("C", "3"));
    }

    @Test
    void showsNothingOfALine() {
        for (String line :
                List.of("secret", "secret==", "X='secret", "X='secret' secret", "1secret=secret", "?secret")) {
            assertThat(faults(line).toString()).doesNotContain("secret");
        }
    }

    /** As compose has them, and sh but for the dollar alone. */
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
    void referencesCannotGrowWithoutEnd() {
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
                .containsOnly("its value is too long");
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
