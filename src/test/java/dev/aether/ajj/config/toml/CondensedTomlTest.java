package dev.aether.ajj.config.toml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Removal of blank lines and comments, and the mapping of other lines. {@code ;} is a line end. */
class CondensedTomlTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "a=1;b=2;|a=1;b=2;|1 2 3",
                "``|``|1",
                "# c;;  \t;a=1;  # c;b=2;|a=1;b=2;|4 6 7",
                "a=1 # '''; # c;b=2|a=1 # ''';b=2|1 3",
                "x=[; # c;;1,;];|x=[;1,;];|1 4 5 6",
                "a=\"\"\";;# t;\"\"\";;b=1;|a=\"\"\";;# t;\"\"\";b=1;|1 2 3 4 6 7",
                "a='''# t;;''' # c;;b=1;|a='''# t;;''' # c;b=1;|1 2 3 5 6",
                "a=\"\"\"\\\"\"\"; #;\"\"\";#;|a=\"\"\"\\\"\"\"; #;\"\"\";|1 2 3 5",
                "a=\"#\";#;b='#';|a=\"#\";b='#';|1 3 4",
                "a='\\';# c;b=1|a='\\';b=1|1 3",
                "a=\"open; # c;b=1;|a=\"open;b=1;|1 3 4",
                "a='''open;;# t|a='''open;;# t|1 2 3",
                "a=1;#|a=1;|1 2",
                "a=1;;;|a=1;|1 4",
            })
    void removesOnlyBlankLinesAndComments(String source, String text, String lines) {
        CondensedToml condensed = new CondensedToml(lines(source));

        assertThat(condensed.text()).isEqualTo(lines(text));
        assertThat(IntStream.rangeClosed(1, lines.split(" ").length)
                        .mapToObj(line -> Integer.toString(condensed.lineInFile(line)))
                        .collect(Collectors.joining(" ")))
                .isEqualTo(lines);
    }

    private static String lines(String text) {
        return text.replace(';', '\n');
    }
}
