package dev.aether.ajj.compose.translate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Variables with the addresses of services. */
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
    void findsThePasswordOfRedisInItsCommand(String command, String expected) {
        PrintedModel model = PrintedModel.of(
                "{services: {web: {image: 'redis:7', environment: {PW: 'x'}, command: [" + command + "]}}}");
        assertThat(model.service().connection().orElseThrow().text()).startsWith(expected + "{{ host }}");
    }

    @Test
    void addsHostPortAndTheUsualVariable() {
        PrintedModel model = PrintedModel.of("""
                {services: {db: {image: 'postgres'}, 'old-db': {image: 'mysql:5'}, api: {image: 'api', ports: [{target: 8080}]},
                  dns: {image: 'x', ports: [{target: 53, protocol: 'udp'}, {target: 53}]},
                  '9p': {image: 'x', ports: [{target: 564}]}, worker: {image: 'x'}}}
                """);
        assertThat(model.translation().composed(java.util.List.of()).injection())
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

    @Test
    void quotesValuesThatNeedIt() {
        ModelInjection injection = new ModelInjection(new LinkedHashMap<>());
        injection.variables().put("PLAIN", "http://{{ services.web.host }}/?a=b,c");
        injection.variables().put("QUERY", "http://{{ services.web.host }}/?a=b&c=d");
        injection.variables().put("LINES", "{{ services.web.host }}\nb");
        injection.variables().put("MIXED", "it's {{ services.web.host }}\n$5");
        assertThat(injection.lines())
                .containsExactly(
                        "PLAIN=http://{{ services.web.host }}/?a=b,c",
                        "QUERY='http://{{ services.web.host }}/?a=b&c=d'",
                        "LINES='{{ services.web.host }}\nb'",
                        "MIXED=\"it's {{ services.web.host }}\n\\$5\"");
    }
}
