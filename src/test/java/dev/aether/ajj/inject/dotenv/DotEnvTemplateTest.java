package dev.aether.ajj.inject.dotenv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.aether.ajj.error.ConfigFaults;
import dev.aether.ajj.error.ConfigProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.inject.syntax.Segment;
import dev.aether.ajj.inject.syntax.TemplateScanner;
import dev.aether.ajj.inject.syntax.TemplateToken;
import dev.aether.ajj.inject.template.QuteTemplates;
import dev.aether.ajj.model.template.Injection;
import dev.aether.ajj.model.template.Template;
import dev.aether.ajj.model.text.SourcePosition;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values in a rendered .env file. */
class DotEnvTemplateTest {
    private static final SourcePosition START = new SourcePosition(Path.of("/aether.toml"), 10, 1);
    private static final String ALPHABET = "ab1_ '\"\\$`#\n\r\t={}:/é;&";
    private static final String SHELL_LINES =
            "W#={{ x }}\nD#=\"[{{ x }}]$HOST\"\nS#='[{{ x }}]$HOST'\nP#=pg://{{ x }}@${HOST}";

    private final QuteTemplates templates = new QuteTemplates();

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "A={{ x }}|plain/1:2|A=plain/1:2",
                "A={{ x }}|§§|A=",
                "A={{ x }}|p #w|A='p #w'",
                "A={{ x }}| x |A=' x '",
                "A={{ x }}|$HOME|A='$HOME'",
                "A={{ x }}|it's|A=\"it's\"",
                "A={{ x }}|it's `$5\\|A=\"it's \\`\\$5\\\\\"",
                "A={{ x }}|a\\|A=\"a\\\\\"",
                "A={{ x }}|1~2|A='1~2'",
                "A={{ x }} # {{ y }}|a b|A='a b' # yy",
                "A={{ x }}{{ y }}|a b|A='a byy'",
                "export A = {{ x }}|a b|export A = 'a b'",
                "A=\"{{ x }}\"|a b|A=\"a b\"",
                "A=\"pg://{{ x }}@h/$DB\"|p\"$\\|A=\"pg://p\\\"\\$\\\\@h/$DB\"",
                "A='{{ x }} $B'|p q|A='p q $B'",
                "A='{{ x }} $B'|it's|A=\"it's \\$B\"",
                "A=pg://{{ x }}@h|pw|A=pg://pw@h",
                "A=pg://{{ x }}@h/${DB}|p w|A=\"pg://p w@h/${DB}\"",
                "A=pg://{{ x }}@h/${DB}|pw|A=\"pg://pw@h/${DB}\"",
                "A=\\d\"`\\$$B{{ x }}|#|A=\"\\\\d\\\"\\`\\$$B#\"",
                "A=${{ x }}|HOME|A=\"\\$HOME\"",
                "A=${B:-{{ x }}}|a/b|A=\"${B:-a/b}\"",
                "{{ x }}_PORT=1|MY-DB.x|MY-DB.x_PORT=1",
            })
    void quotesValuesForTheirPosition(String template, String value, String expected) {
        assertThat(render(template, value == null ? "" : value.replace('~', '\n')))
                .isEqualTo(expected.replace('~', '\n'));
    }

    @Test
    void doesNotQuoteInOtherFiles() {
        assertThat(templates.render(
                        new Injection("config.json", new Template("A={{ x }}", START), START), Map.of("x", "a 'b'")))
                .isEqualTo("A=a 'b'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "A=1~{{ x }}_PORT=1  | a b   | 11:1 | this value has a character that is not allowed in the name of a variable",
                "A=1~ # at {{ x }}   | a~b   | 11:7 | this value has a line break, which cannot be part of a comment",
                "A=1~# \u2028B={{ x }} | c   | 11:3 | this character is a line break for some programs that read the file",
                "A=1\u2028B={{ x }}   | c     | 10:4 | this character is a line break for some programs that read the file",
                "A=\"${B:-{{ x }}}\" | }     | 10:9 | this value has a character that is not allowed in ${...}",
                "A=$B{{ x }}         | c     | 10:5 | this value would become part of the name after $: write ${NAME}",
                "AJJ_TRUST={{ x }}   | all   | 10:1 | an injected file cannot set AJJ_TRUST: it affects which programs run on this machine, or how",
                "A=1~export PATH={{ x }} | b  | 11:8 | an injected file cannot set PATH: it affects which programs run on this machine, or how",
                "A={{ x }}           | ^     | 10:3 | this value has a NUL character, which is not allowed in an environment variable",
                "A=1~foo bar         | c     | 11:5 | this is not a line of a dotenv file: the name of a variable is not followed by =",
                "A=1~B='{{ x }}      | c     | 11:3 | the quoted value is not closed",
                "A='1'{{ x }}        | c     | 10:6 | there is text after the quoted value",
            })
    void reportsThePositionOfAValueThatCannotBeWritten(String template, String value, String place, String message) {
        Failure failure = catchThrowableOfType(
                Failure.class,
                () -> render(
                        template.replace('~', '\n'), value.replace('~', '\n').replace('^', '\0')));

        ConfigProblem.Invalid problem = (ConfigProblem.Invalid) failure.first();
        assertThat(problem.position()).hasToString("/aether.toml:" + place);
        assertThat(problem.message()).isEqualTo(message);
    }

    @Test
    void noValueChangesTheMeaningOfTheTextAroundIt() {
        Random random = new Random(7);
        List<String> texts = List.of(
                "A",
                "=",
                "=",
                "\n",
                "\n",
                "'",
                "'",
                "\"",
                "\"",
                " ",
                "#",
                "$",
                "$$",
                "$B",
                "${B}",
                "${B:-",
                "}",
                "\\",
                "`",
                "x",
                "\\$",
                "{{ x }}",
                "{{ x }}",
                "{{ y }}",
                "\nC={{ x }}\n",
                "\nB=2\n");
        int written = 0;
        for (int round = 0; round < 10_000; round++) {
            StringBuilder template = new StringBuilder("A=");
            random.ints(1 + random.nextInt(10), 0, texts.size()).forEach(at -> template.append(texts.get(at)));
            Map<String, Object> values = Map.of("x", randomValue(random), "y", randomValue(random));
            written += check(template.toString(), values) ? 1 : 0;
        }
        assertThat(written).isGreaterThan(2_000);
    }

    private boolean check(String template, Map<String, Object> values) {
        Map<String, Object> samples = Map.of("x", "-xxx-", "y", "-yyy-");
        String sample;
        String rendered;
        try {
            sample = quoted(template, samples);
            rendered = quoted(template, values);
        } catch (Failure _) {
            return false;
        }
        UnaryOperator<String> filled =
                text -> text.replace("-xxx-", "" + values.get("x")).replace("-yyy-", "" + values.get("y"));
        SequencedMap<String, String> expected = new LinkedHashMap<>();
        read(sample).forEach((name, value) -> expected.put(filled.apply(name), filled.apply(value)));
        assertThat(read(rendered))
                .as("template:%n%s%nvalues: %s%nrendered:%n%s", template, values, rendered)
                .isEqualTo(expected);
        return true;
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aShellReadsTheSameValues() throws Exception {
        Random random = new Random(5);
        StringBuilder file = new StringBuilder("HOST=h\n");
        StringBuilder expected = new StringBuilder();
        StringBuilder variables = new StringBuilder();
        for (int number = 0; number < 100; number++) {
            String value = randomValue(random).replace("\r", "?");
            file.append(render(numbered(SHELL_LINES, number), value)).append('\n');
            expected.append(value)
                    .append('\0')
                    .append("[" + value + "]h\0[" + value + "]$HOST\0pg://" + value + "@h\0");
            variables.append(numbered(" \"$W#\" \"$D#\" \"$S#\" \"$P#\"", number));
        }
        Files.writeString(directory.resolve(".env"), file);
        Process process = new ProcessBuilder("sh", "-c", "set -a; . ./.env; printf '%s\\0'" + variables)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(output).isEqualTo(expected.toString());
    }

    private static String numbered(String text, int number) {
        return text.replace("#", Integer.toString(number));
    }

    private static String randomValue(Random random) {
        StringBuilder value = new StringBuilder();
        random.ints(1 + random.nextInt(6), 0, ALPHABET.length()).forEach(at -> value.append(ALPHABET.charAt(at)));
        return value.toString();
    }

    private static SequencedMap<String, String> read(String text) {
        DotEnv file = new DotEnv((_, inFile) -> inFile);
        assertThat(file.read(text, 1)).as(text).isEmpty();
        return file.variables();
    }

    /** Renders without the engine, because the test does so many times. */
    private static String quoted(String template, Map<String, Object> values) {
        ConfigFaults problems = new ConfigFaults();
        Template parsed = new Template(template, START);
        List<Segment> segments = TemplateScanner.scan(parsed, problems).stream()
                .map(token -> switch (token) {
                    case TemplateToken.Plain plain -> new Segment(plain, plain.text());
                    case TemplateToken.Tag tag -> new Segment(tag, String.valueOf(values.get(tag.content())));
                })
                .toList();
        String quoted = new DotEnvTemplate(new RenderedText(parsed, segments), problems).write();
        problems.throwIfAny();
        return quoted;
    }

    private String render(String template, String value) {
        return render(template, Map.of("x", value, "y", "yy"));
    }

    private String render(String template, Map<String, Object> values) {
        return templates.render(new Injection(".env", new Template(template, START), START), values);
    }
}
