package dev.aether.ajj.inject.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.model.template.Template;
import dev.aether.ajj.model.template.TemplateValues;
import dev.aether.ajj.model.template.TemplateValues.ServiceValues;
import dev.aether.ajj.model.template.TemplateValues.WorkspaceValues;
import dev.aether.ajj.model.text.SourcePosition;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Templates of an untrusted aether.toml cannot exhaust memory, time or the stack. */
class TemplateLimitsTest {
    private static final SourcePosition START = new SourcePosition(Path.of("/aether.toml"), 1, 1);
    private static final int MANY = 20_000;

    private static Map<String, Object> values() {
        Map<String, String> env = new LinkedHashMap<>();
        for (int number = 0; number < 1_000; number++) {
            env.put("KEY" + number, "value");
        }
        ServiceValues service = new ServiceValues("127.0.0.1", Map.of("5432", 1_000_000_000), "8a7f", "db", "", env);
        return TemplateValues.of(new WorkspaceValues("feature", Path.of("/src"), "aether-1"), Map.of("db", service));
    }

    static Stream<Arguments> attacks() {
        String loop = "{{#for x in services.db.env}}";
        String number = "1:1 {{#for}} needs a group of values, and this is a single value";
        String steps = "1:1 the template takes more than 500000 steps to render";
        String text = "1:1 the template renders more than 1 MiB of text";
        return Stream.of(
                Arguments.of("{{#for i in 1000000000}}x{{/for}}", "1:1 {{#for}} must name a group of values"),
                Arguments.of("{{#for i in services.db.ports.5432}}x{{/for}}", number),
                Arguments.of("{{#for i in services.db.host}}x{{/for}}", number),
                Arguments.of(
                        "{{#for p in services.db.ports}}{{#for i in p.value}}x{{/for}}{{/for}}",
                        "1:32 " + number.substring(4)),
                Arguments.of("{{#for p in services.none ?: 1000000000}}x{{/for}}", "1:1 there is no service \"none\""),
                Arguments.of(loop + loop + loop + "x" + "{{/for}}".repeat(3), steps),
                Arguments.of(loop + loop + loop + "{{/for}}".repeat(3), steps),
                Arguments.of(loop + "{{#if true}}{{/if}}".repeat(MANY) + "{{/for}}", steps),
                Arguments.of(loop + "x".repeat(MANY) + "{{/for}}", text),
                Arguments.of(loop + "{{ services.none ?: '" + "x".repeat(400) + "' }}".repeat(3) + "{{/for}}", ""),
                Arguments.of(
                        "{{#if services.db.host}}".repeat(MANY) + "{{/if}}".repeat(MANY),
                        "1:769 sections are nested more than 32 levels deep"),
                Arguments.of(
                        "{{#if services.db.id ?: ''}}" + "{{#else if services.db.id ?: ''}}".repeat(MANY) + "{{/if}}",
                        "1:1085 a section has more than 32 {{#else}}"),
                Arguments.of(
                        "{{ services.x" + " ?: services.x".repeat(MANY) + " }}",
                        "1:1 {{ }} has more than 500 characters"),
                Arguments.of("{{ a" + ".a".repeat(MANY) + " }}", "1:1 {{ }} has more than 500 characters"),
                Arguments.of("{{ services.db.host }}".repeat(MANY), ""),
                Arguments.of("{{ oops\n".repeat(MANY), "1:1 {{ is not closed on the same line"),
                Arguments.of("{".repeat(MANY * 10), "1:199999 {{ is not closed on the same line"),
                Arguments.of("{{ '".repeat(MANY) + " }}", "1:1 {{ }} must begin with a name"));
    }

    @ParameterizedTest
    @MethodSource("attacks")
    @Timeout(20)
    void limitsEveryTemplate(String template, String expected) {
        Failure failure = catchThrowableOfType(
                Failure.class, () -> new QuteTemplates().render(new Template(template, START), values()));

        assertThat(failure == null ? "" : first(failure.first())).isEqualTo(expected);
    }

    private static String first(Problem problem) {
        return problem.details().get("line") + ":" + problem.details().get("column") + " " + problem.message();
    }

    @Test
    void anInterruptStopsRendering() {
        Thread.currentThread().interrupt();
        try {
            Failure failure = catchThrowableOfType(
                    Failure.class,
                    () -> new QuteTemplates().render(new Template("{{ services.db.host }}", START), values()));

            assertThat(failure.first()).isInstanceOf(Problem.Interrupted.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
