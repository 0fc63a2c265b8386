package dev.aether.ajj.config.toml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.config.WithoutTemplates;
import dev.aether.ajj.model.template.Template;
import dev.aether.ajj.model.text.SourcePosition;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Finds the position of each {@code @} in a template, in every kind of string. */
class TemplateLiteralTest {
    private static final Path FILE = Path.of("/aether.toml");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "template = \"@ @\"",
                "template = '@ @'",
                "template   =\t\"a@\"",
                "\"template\" = \"@\"",
                "template = \"\"\"\n@a\nb@ @\n\"\"\"",
                "template = \"\"\"@a\nb@\"\"\"",
                "template = '''\na\\n@\n'''",
                "template = \"\\\\ @ \\t\\u0041@ \\\"@\\\" \\U0001F600@ \\x41@ \\e@\"",
                "template = \"a\\nb@\\nc @\"",
                "template = \"\"\"\n  one \\\n\n     @two @\\\n three@\"\"\"",
                "template = \"\"\"\r\n@a\r\nb@\r\n\"\"\"",
                "template = \"\"\"\"@\" @\"\"\"\"\"",
                "template = '''''@'' @'''''",
                "template = \"é😀@ 😀@\"",
                "template = \"\"\"\n😀 {@}\n\"\"\"",
                "template = \"\"\"\\\\\"\"\" #",
            })
    void mapsEveryCharacterToItsPosition(String assignment) {
        for (String before : new String[] {"[injection]\nfile = \".env\"\n", "[injection]\r\nfile='.env' # =\r\n   "}) {
            String toml = before + assignment + "\n";
            Template template =
                    WithoutTemplates.parse(FILE, toml).injections().getFirst().template();
            int searched = toml.indexOf(assignment);
            String text = template.text();
            for (int offset = text.indexOf('@'); offset >= 0; offset = text.indexOf('@', offset + 1)) {
                searched = toml.indexOf('@', searched);
                assertThat(template.positionAt(offset)).as(toml).isEqualTo(position(toml, searched));
                searched++;
            }
            assertThat(toml.indexOf('@', searched))
                    .as("an @ that was not checked")
                    .isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"", "'"})
    void aKeyCanBeLong(String quote) {
        String name = quote + (quote.equals("'") ? "\"a" : "\\\"a").repeat(400_000) + quote;
        String toml = "[services.web]\nimage = 'x'\nenv = { " + name + " = \"{{ @ }}\" }\n";
        Template template = Objects.requireNonNull(
                        WithoutTemplates.parse(FILE, toml).services().get("web"))
                .templates()
                .all()
                .getFirst();
        assertThat(template.positionAt(template.text().indexOf('@'))).isEqualTo(position(toml, toml.indexOf('@')));
    }

    private static SourcePosition position(String toml, int index) {
        int lineStart = toml.lastIndexOf('\n', index - 1) + 1;
        int line = 1
                + (int) toml.substring(0, index)
                        .chars()
                        .filter(each -> each == '\n')
                        .count();
        return new SourcePosition(FILE, line, 1 + toml.codePointCount(lineStart, index));
    }
}
