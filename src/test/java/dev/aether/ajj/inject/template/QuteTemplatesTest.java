package dev.aether.ajj.inject.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.aether.ajj.error.ConfigProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.template.Template;
import dev.aether.ajj.model.template.TemplateValues;
import dev.aether.ajj.model.template.TemplateValues.ServiceValues;
import dev.aether.ajj.model.template.TemplateValues.WorkspaceValues;
import dev.aether.ajj.model.text.SourcePosition;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuteTemplatesTest {
    private static final SourcePosition START = new SourcePosition(Path.of("/aether.toml"), 10, 5);

    private final QuteTemplates templates = new QuteTemplates();

    private static Map<String, Object> values() {
        Map<String, ServiceValues> services = new LinkedHashMap<>();
        services.put("my-db", new ServiceValues("127.0.0.1", ports(), "8a7f", "db:1", "db://c", variables()));
        services.put("redis", new ServiceValues("127.0.0.1", Map.of("6379", 20001), "9b", "redis", "", Map.of()));
        return TemplateValues.of(
                new WorkspaceValues("feature", Path.of("/src/feature"), "aether-1a2b3-feature"), services);
    }

    private static Map<String, Integer> ports() {
        Map<String, Integer> ports = new LinkedHashMap<>();
        ports.put("5432", 20000);
        ports.put("53/udp", 20053);
        return ports;
    }

    private static Map<String, String> variables() {
        return Map.of("PASSWORD", "<hunter2> & {x} {{ y }} \\", "size", "3", "with.dot", "d", "EMPTY", "");
    }

    private String render(String text) {
        return templates.render(new Template(text, START), values());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{{ services.my-db.host }}:{{services.my-db.ports.5432}} | 127.0.0.1:20000",
                "{{ services.my-db.ports['53/udp'] }}                    | 20053",
                "{{ services.my-db.container_id }}                       | 8a7f",
                "{{ services.my-db.image }}                              | db:1",
                "{{ services.my-db.connection }}                         | db://c",
                "{{ services.my-db.env.PASSWORD }}                       | <hunter2> & {x} {{ y }} \\",
                "{{ services.my-db.env.size }}                           | 3",
                "{{ services.my-db.env['with.dot'] }}                    | d",
                "[{{ services.my-db.env.EMPTY }}]                        | []",
                "{{ workspace.name }} {{ workspace.root }}               | feature /src/feature",
                "{{ workspace.namespace }}                               | aether-1a2b3-feature",
                "{{ services.none.host ?: 'default' }}                   | default",
                "{{ services.redis.connection ?: 'none' }}               | none",
                "{{ services.none.x ?: services.my-db.host }}            | 127.0.0.1",
                "{\"port\":{{ services.my-db.ports.5432 }}}              | {\"port\":20000}",
                "{{{ workspace.name }}}                                  | {feature}",
                "${{ '{{' }} secrets.X }}                                | ${{ secrets.X }}",
                "{{#if services.my-db.env.size == '3'}}a{{#else}}b{{/if}} | a",
                "{{#for s in services}}{{ s.key }}:{{ s.value.host }};{{/for}} | my-db:127.0.0.1;redis:127.0.0.1;",
            })
    void rendersValues(String text, String expected) {
        assertThat(render(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{a}",
                "{ services.redis.host }",
                "${VAR} ${VAR:-x} $VAR",
                "{\"a\":{\"b\":[1,{\"c\":{}}]}}",
                "a }} b",
                "}}}}",
                "{|",
                "|}",
                "{| x |} ||}{|}",
                "{[ x ]}",
                "{!x!}",
                "{#if x}",
                "{/if}",
                "{@java.lang.String x}",
                "\\",
                "\\{",
                "\\{\\}\\\\",
                "a\r\nb\r\n",
                "\r",
                "\n\n\n",
                "  \t x \t ",
                "<a href=\"x\">&amp;</a>",
                "{_text.0}",
                "é 😀 \u0000 \u2028",
                "{",
                "}",
                "'{'",
                "%s %d {0} #{x} @{y}",
            })
    void keepsOtherText(String text) {
        assertThat(render(text)).isEqualTo(text);
        assertThat(render(text + "\n{{ workspace.name }}" + text)).isEqualTo(text + "\nfeature" + text);
    }

    @Test
    void keepsAnyPlainText() {
        Random random = new Random(20260101);
        String[] pieces = {
            "{", "}", "|", "\\", "\n", "\r\n", "#", "/", "!", "[", "]", "@", "$", "'", "\"", " ", "a", "?:", "é"
        };
        for (int round = 0; round < 2000; round++) {
            StringBuilder text = new StringBuilder();
            for (int count = random.nextInt(12); count >= 0; count--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            String plain = text.toString().replace("{{", "{ {");
            String around = plain.endsWith("{") ? plain + " " : plain;
            assertThat(render(around + "{{ workspace.name }}" + plain)).isEqualTo(around + "feature" + plain);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ services.my-db.host.getClass }}",
                "{{ services.my-db.getClass().getName() }}",
                "{{ services.my-db.env.PASSWORD.getBytes() }}",
                "{{ services.getClass.forName('java.lang.Runtime') }}",
                "{{ services.my-db.env.PASSWORD.foo }}",
                "{{ services.my-db.env.PASSWORD + 1 }}",
                "{{ data:services.my-db.host }}",
                "{{ inject:bean.x }}",
                "{{ cdi:bean }}",
                "{{#include other /}}",
                "{{#eval services.my-db.env.PASSWORD /}}",
                "{{#let x=services.my-db.env.PASSWORD}}{{/let}}",
                "{{#for c in services.my-db.env.PASSWORD}}{{ c }}{{/for}}",
                "{{#for s in services}}{{ s.value.clear() }}{{/for}}",
                "{{#for s in services}}{{ s.value.nothing }}{{/for}}",
                "{{ @java.lang.String x }}",
                "{{! comment !}}",
                "{{ workspace.name ?: services.my-db.env.PASSWORD.x }}",
                "{{ workspace.name y }}",
                "{{ workspace.name ?: }}",
                "{{ workspace.name 'hunter2 }}",
                "{{ none ?: 'hunter2' + 1 }}",
                "{{ workspace. name }}",
                "{{ workspace",
                "{{ }}",
                "{{ _text.0 }}}x",
                "{{ none ?: _text.0 }}",
                "{{#if _text.0}}{{/if}}",
            })
    void refusesOtherExpressionsWithoutQuotingASecret(String text) {
        Failure failure = catchThrowableOfType(Failure.class, () -> render("x " + text));

        assertThat(failure).as("was rendered: %s", text).isNotNull();
        assertThat(failure.problems()).allMatch(problem -> problem instanceof ConfigProblem.Invalid);
        assertThat(failure.problems().toString()).doesNotContain("hunter2");
    }

    @Test
    void reportsThePositionOfAFault() {
        Failure failure = catchThrowableOfType(Failure.class, () -> render("one\ntwo {{ services.my-bd.host }}\n"));

        assertThat(failure.problems())
                .containsExactly(new ConfigProblem.Invalid(
                        new SourcePosition(START.file(), 11, 5),
                        "there is no service \"my-bd\"",
                        List.of("did you mean \"my-db\"?", "services: my-db, redis")));
    }
}
