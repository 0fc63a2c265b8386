package dev.aether.ajj.compose.draft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.compose.translate.PrintedModel;
import dev.aether.ajj.compose.translate.Translation;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Variables of the programs that run on this machine. */
class AppVariablesTest {

    private static Map<String, String> variables(String environment) {
        Translation translation = PrintedModel.of("""
            {services: {web: {build: {}, environment: {%s}},
              database: {image: 'postgres:15', container_name: 'shop_pg', environment: {POSTGRES_PASSWORD: 'pw', POSTGRES_USER: 'app'}, networks: {back: {aliases: ['primary-db']}}},
              cache: {image: 'redis:7', container_name: 'shop_redis', hostname: 'redis1'}, queue: {image: 'rabbitmq'}}}
            """.formatted(environment)).translation();
        AppVariables app = new AppVariables(translation.selected());
        translation.built().forEach(program -> app.add(program.environment()));
        return app.variables();
    }

    /** Finds services by each of their names. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            postgres://app:pw@shop_pg:5432/shop  | postgres://app:{{ services.database.env.POSTGRES_PASSWORD }}@{{ services.database.host }}:{{ services.database.ports.5432 }}/shop
            postgres://x:y@primary-db/x          | postgres://x:y@{{ services.database.host }}:{{ services.database.ports.5432 }}/x
            redis://shop_redis:6379/3            | redis://{{ services.cache.host }}:{{ services.cache.ports.6379 }}/3
            redis://redis1/3                     | redis://{{ services.cache.host }}:{{ services.cache.ports.6379 }}/3
            cache:6379,queue:5672                | {{ services.cache.host }}:{{ services.cache.ports.6379 }},{{ services.queue.host }}:{{ services.queue.ports.5672 }}
            http://{{x}}@cache/1                 | http://{{ '{{' }}x}}@{{ services.cache.host }}:{{ services.cache.ports.6379 }}/1
            """)
    void replacesAddresses(String value, String expected) {
        assertThat(variables("V: '" + value + "'")).containsExactly(Map.entry("V", expected));
    }

    @ParameterizedTest
    @CsvSource({
        "https://cache.example.com:6379/cache",
        "cache:9999",
        "cache",
        "production",
        "my-cache:6379",
    })
    void ignoresOtherValues(String value) {
        assertThat(variables("V: '" + value + "'")).isEmpty();
    }

    @Test
    void addsVariablesThatBelongToAHost() {
        String environment =
                "PG_HOST: 'shop_pg', PG_PORT: '5432', PG_USER: 'app', PG_PASSWORD: 'pw', PG_NAME: 'shop', REDIS_HOST: 'shop_redis'";
        assertThat(variables(environment))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "PG_HOST", "{{ services.database.host }}",
                        "PG_PORT", "{{ services.database.ports.5432 }}",
                        "PG_USER", "{{ services.database.env.POSTGRES_USER }}",
                        "PG_PASSWORD", "{{ services.database.env.POSTGRES_PASSWORD }}",
                        "PG_NAME", "shop",
                        "REDIS_HOST", "{{ services.cache.host }}",
                        "REDIS_PORT", "{{ services.cache.ports.6379 }}"));
    }

    @Test
    void neverWritesValuesOfVariables() {
        assertThat(
                        variables(
                                "URL: 'http://x:ajj-variable-PW.@cache:6379/', PG_HOST: 'shop_pg', PG_NAME: 'ajj-variable-NAME.'"))
                .containsOnlyKeys("PG_HOST", "PG_PORT");
    }
}
