package dev.aether.ajj.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How programs are told where services are. */
class ModelInjectionTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            postgres:15            | ""                                                                         | postgres://postgres@H:P/postgres
            postgres               | POSTGRES_PASSWORD: 'pw'                                                    | postgres://postgres:{{ env.POSTGRES_PASSWORD }}@H:P/postgres
            pgvector/pgvector:pg16 | POSTGRES_USER: 'me', POSTGRES_PASSWORD: 'p@ss/w:d'                         | postgres://{{ env.POSTGRES_USER }}:p%40ss%2Fw%3Ad@H:P/{{ env.POSTGRES_USER }}
            bitnami/postgresql:16  | POSTGRESQL_USERNAME: 'me', POSTGRESQL_PASSWORD: 'pw', POSTGRESQL_DATABASE: 'd' | postgres://{{ env.POSTGRESQL_USERNAME }}:{{ env.POSTGRESQL_PASSWORD }}@H:P/{{ env.POSTGRESQL_DATABASE }}
            mysql:8                | MYSQL_ROOT_PASSWORD: 'pw', MYSQL_DATABASE: 'd'                             | mysql://root:{{ env.MYSQL_ROOT_PASSWORD }}@H:P/{{ env.MYSQL_DATABASE }}
            mariadb                | MYSQL_ROOT_PASSWORD: 'r', MYSQL_USER: 'u', MYSQL_PASSWORD: 'p'             | mysql://{{ env.MYSQL_USER }}:{{ env.MYSQL_PASSWORD }}@H:P
            mongo                  | MONGO_INITDB_ROOT_USERNAME: 'u', MONGO_INITDB_ROOT_PASSWORD: 'p'           | mongodb://{{ env.MONGO_INITDB_ROOT_USERNAME }}:{{ env.MONGO_INITDB_ROOT_PASSWORD }}@H:P/?authSource=admin
            rabbitmq:3             | ""                                                                         | amqp://guest:guest@H:P
            elasticsearch:8        | ELASTIC_PASSWORD: 'pw'                                                     | http://elastic:{{ env.ELASTIC_PASSWORD }}@H:P
            localhost:5000/memcached | ""                                                                       | H:P
            """)
    void connectionsOfKnownServers(String image, String environment, String expected) {
        PrintedModel model =
                PrintedModel.of("{services: {web: {image: '" + image + "', environment: {" + environment + "}}}}");
        String port = model.service().ports().getFirst().key();
        assertThat(model.service().connection().orElseThrow().text())
                .isEqualTo(expected.replace("H:P", "{{ host }}:{{ ports." + port + " }}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            'redis-server', '--requirepass', 'secret'              | redis://:secret@
            'redis-server', '--requirepass', 'a b/c'               | redis://:a%20b%2Fc@
            'sh', '-c', 'redis-server --requirepass $$PW'          | redis://:{{ env.PW }}@
            'sh', '-c', 'redis-server --requirepass $$NONE'        | redis://
            """)
    void thePasswordOfRedisIsInItsCommand(String command, String expected) {
        PrintedModel model = PrintedModel.of(
                "{services: {web: {image: 'redis:7', environment: {PW: 'x'}, command: [" + command + "]}}}");
        assertThat(model.service().connection().orElseThrow().text()).startsWith(expected + "{{ host }}");
    }

    @Test
    void hostAndPortOfEachServiceAndTheUsualVariables() {
        PrintedModel model = PrintedModel.of("""
                {services: {db: {image: 'postgres'}, 'old-db': {image: 'mysql:5'}, api: {image: 'api', ports: [{target: 8080}]},
                  dns: {image: 'x', ports: [{target: 53, protocol: 'udp'}, {target: 53}]},
                  '9p': {image: 'x', ports: [{target: 564}]}, worker: {image: 'x'}}}
                """);
        assertThat(model.translation().composed().injection())
                .containsExactly(
                        "DB_HOST={{ services.db.host }}",
                        "DB_PORT={{ services.db.ports.5432 }}",
                        "DATABASE_URL={{ services.db.connection }}",
                        "OLD_DB_HOST={{ services.old-db.host }}",
                        "OLD_DB_PORT={{ services.old-db.ports.3306 }}",
                        "OLD_DB_URL={{ services.old-db.connection }}",
                        "API_HOST={{ services.api.host }}",
                        "API_PORT={{ services.api.ports.8080 }}",
                        "DNS_HOST={{ services.dns.host }}",
                        "DNS_53_UDP_PORT={{ services.dns.ports['53/udp'] }}",
                        "DNS_53_PORT={{ services.dns.ports.53 }}",
                        "_9P_HOST={{ services['9p'].host }}",
                        "_9P_PORT={{ services['9p'].ports.564 }}");
        assertThat(model.config().injections()).hasSize(1);
    }

    private static final String NEIGHBOURS = """
            {services: {web: {build: {}, environment: {ENVIRONMENT}},
              database: {image: 'postgres:15', container_name: 'shop_pg', environment: {POSTGRES_PASSWORD: 'pw', POSTGRES_USER: 'app'}, networks: {back: {aliases: ['primary-db']}}},
              cache: {image: 'redis:7', container_name: 'shop_redis', hostname: 'redis1'}, queue: {image: 'rabbitmq'}}}
            """;

    private static Map<String, String> variables(String environment, String text) {
        Translation translation =
                PrintedModel.of(NEIGHBOURS.replace("ENVIRONMENT", environment)).translation();
        return new AppVariables(translation.taken(), translation.built(), text).variables();
    }

    /** By each of their names, with what belongs to them. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            postgres://app:pw@shop_pg:5432/shop  | postgres://app:{{ services.database.env.POSTGRES_PASSWORD }}@{{ services.database.host }}:{{ services.database.ports.5432 }}/shop
            postgres://x:y@primary-db/x          | postgres://x:y@{{ services.database.host }}:{{ services.database.ports.5432 }}/x
            redis://shop_redis:6379/3            | redis://{{ services.cache.host }}:{{ services.cache.ports.6379 }}/3
            redis://redis1/3                     | redis://{{ services.cache.host }}:{{ services.cache.ports.6379 }}/3
            cache:6379,queue:5672                | {{ services.cache.host }}:{{ services.cache.ports.6379 }},{{ services.queue.host }}:{{ services.queue.ports.5672 }}
            http://{{x}}@cache/1                 | http://{{ '{{' }}x}}@{{ services.cache.host }}:{{ services.cache.ports.6379 }}/1
            """)
    void addressesOfNeighbours(String value, String expected) {
        assertThat(variables("V: '" + value + "'", value)).containsExactly(Map.entry("V", expected));
    }

    @ParameterizedTest
    @CsvSource({
        "https://cache.example.com:6379/cache",
        "cache:9999",
        "cache",
        "production",
        "my-cache:6379",
    })
    void otherValuesAreNotTold(String value) {
        assertThat(variables("V: '" + value + "'", value)).isEmpty();
    }

    @Test
    void aHostWithWhatBelongsToIt() {
        String environment =
                "PG_HOST: 'shop_pg', PG_PORT: '5432', PG_USER: 'app', PG_PASSWORD: 'pw', PG_NAME: 'shop', REDIS_HOST: 'shop_redis'";
        assertThat(variables(environment, "shop"))
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
    void whatIsNotInTheComposeFileIsNotTold() {
        assertThat(variables(
                        "URL: 'http://x:Sup3r@cache:6379/', PG_HOST: 'shop_pg', PG_NAME: 'S3cret'",
                        "URL: 'http://x:${PW}@cache:6379/'"))
                .containsOnlyKeys("PG_HOST", "PG_PORT");
    }
}
