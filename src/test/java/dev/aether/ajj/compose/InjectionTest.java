package dev.aether.ajj.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.spi.ConfigDraft;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What programs of this machine are told, in which file, and what must not get out. */
class InjectionTest {

    @TempDir
    Path directory;

    private Translated project;

    @BeforeEach
    void begin() {
        project = new Translated(directory);
    }

    private String template() {
        String text = project.draft().text();
        int start = text.indexOf("template = ");
        return start < 0
                ? ""
                : text.substring(text.indexOf('\n', start) + 1, text.lastIndexOf('\n', text.length() - 2) + 1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            postgres:15           |                                                                         | postgres://postgres@H:P/postgres
            postgres              | POSTGRES_PASSWORD: pw                                                   | postgres://postgres:{{ env.POSTGRES_PASSWORD }}@H:P/postgres
            pgvector/pgvector:pg16| POSTGRES_USER: me, POSTGRES_PASSWORD: 'p@ss/w:d'                        | postgres://{{ env.POSTGRES_USER }}:p%40ss%2Fw%3Ad@H:P/{{ env.POSTGRES_USER }}
            bitnami/postgresql:16 | POSTGRESQL_USERNAME: me, POSTGRESQL_PASSWORD: pw, POSTGRESQL_DATABASE: d | postgres://{{ env.POSTGRESQL_USERNAME }}:{{ env.POSTGRESQL_PASSWORD }}@H:P/{{ env.POSTGRESQL_DATABASE }}
            mysql:8               | MYSQL_ROOT_PASSWORD: pw, MYSQL_DATABASE: d                              | mysql://root:{{ env.MYSQL_ROOT_PASSWORD }}@H:P/{{ env.MYSQL_DATABASE }}
            mariadb               | MYSQL_ROOT_PASSWORD: r, MYSQL_USER: u, MYSQL_PASSWORD: p                | mysql://{{ env.MYSQL_USER }}:{{ env.MYSQL_PASSWORD }}@H:P
            mongo:7               |                                                                         | mongodb://H:P
            mongo                 | MONGO_INITDB_ROOT_USERNAME: u, MONGO_INITDB_ROOT_PASSWORD: p            | mongodb://{{ env.MONGO_INITDB_ROOT_USERNAME }}:{{ env.MONGO_INITDB_ROOT_PASSWORD }}@H:P/?authSource=admin
            ghcr.io/x/redis@sha256:0123456789012345678901234567890123456789012345678901234567890123 | | redis://H:P
            rabbitmq:3            |                                                                         | amqp://guest:guest@H:P
            rabbitmq              | RABBITMQ_DEFAULT_USER: u, RABBITMQ_DEFAULT_PASS: p, RABBITMQ_DEFAULT_VHOST: v | amqp://{{ env.RABBITMQ_DEFAULT_USER }}:{{ env.RABBITMQ_DEFAULT_PASS }}@H:P/{{ env.RABBITMQ_DEFAULT_VHOST }}
            elasticsearch:8       | ELASTIC_PASSWORD: pw                                                    | http://elastic:{{ env.ELASTIC_PASSWORD }}@H:P
            elasticsearch:7       |                                                                         | http://H:P
            nats                  |                                                                         | nats://H:P
            localhost:5000/memcached | |                                                                      H:P
            mcr.microsoft.com/mssql/server:2022-latest | MSSQL_SA_PASSWORD: pw                              | sqlserver://sa:{{ env.MSSQL_SA_PASSWORD }}@H:P
            """)
    void connectionsOfKnownServers(String image, @org.jspecify.annotations.Nullable String env, String expected) {
        project.file(
                "compose.yaml",
                "services: {s: {image: \"%s\", environment: {%s}}}\n".formatted(image, env == null ? "" : env));
        String port = project.service("s").ports().getFirst().key();
        assertThat(project.service("s").connection().orElseThrow().text())
                .isEqualTo(expected.replace("H:P", "{{ host }}:{{ ports." + port + " }}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            redis-server --requirepass secret          | redis://:secret@
            redis-server --requirepass "a b/c"         | redis://:a%20b%2Fc@
            sh -c 'redis-server --requirepass "$$PW"'  | redis://:{{ env.PW }}@
            sh -c 'redis-server --requirepass $$NONE'  | redis://
            """)
    void thePasswordOfRedisIsOnItsCommandLine(String command, String expected) {
        project.file("compose.yaml", """
                services:
                  s:
                    image: redis:7
                    command: >-
                      %s
                    environment: {PW: x}
                """.formatted(command));
        assertThat(project.service("s").connection().orElseThrow().text()).startsWith(expected + "{{ host }}");
    }

    @Test
    void aJobIsNoServer() {
        project.file("compose.yaml", """
                services:
                  db: {image: postgres:15, command: postgres -c fsync=off}
                  flags: {image: mysql:8, command: --max-connections=10}
                  wrapped: {image: redis:7, command: ["sh", "-c", "exec redis-server --save ''"]}
                  job: {image: postgres:15, command: psql -h db -c 'select 1'}
                  dump: {image: mysql:8, entrypoint: mysqldump}
                """);
        assertThat(project.draft().services())
                .map(ConfigDraft.Service::name, ConfigDraft.Service::ports)
                .extracting(Object::toString)
                .containsExactly(
                        "(\"db\", [\"5432\"])",
                        "(\"flags\", [\"3306\"])",
                        "(\"wrapped\", [\"6379\"])",
                        "(\"job\", [])",
                        "(\"dump\", [])");
    }

    @Test
    void namesThatProgramsKnowElseHostAndPorts() {
        project.file("compose.yaml", """
                services:
                  db: {image: postgres}
                  old-db: {image: "mysql:5"}
                  api: {image: team/api, ports: ["80:8080"]}
                  dns.server: {image: x, ports: ["53/udp", "53", "80"]}
                  9p: {image: x, ports: [564]}
                  worker: {image: x}
                """);
        assertThat(template()).isEqualTo("""
                DATABASE_URL={{ services.db.connection }}
                OLD_DB_URL={{ services.old-db.connection }}
                API_HOST={{ services.api.host }}
                API_PORT={{ services.api.ports.8080 }}
                DNS_SERVER_HOST={{ services.dns-server.host }}
                DNS_SERVER_PORT_53_UDP={{ services.dns-server.ports['53/udp'] }}
                DNS_SERVER_PORT_53={{ services.dns-server.ports.53 }}
                DNS_SERVER_PORT_80={{ services.dns-server.ports.80 }}
                _9P_HOST={{ services['9p'].host }}
                _9P_PORT={{ services['9p'].ports.564 }}
                """);
    }

    @Test
    void variablesOfTheProgramsThatComposeWouldBuild() {
        project.file("compose.yaml", """
                services:
                  web:
                    build: .
                    environment:
                      DATABASE_URL: "postgres://app:app@db:5432/shop?x={{y}}"
                      CACHE: redis://cache/1
                      BOTH: "db:5432,cache:6379"
                      ELSEWHERE: https://db.example.com:5432/db
                      POSTGRES_DB: db
                      PG_HOST: db
                      PG_PORT: 5432
                      PG_USER: app
                      PG_PASSWORD: app
                      PG_NAME: shop
                      QUOTED: "it's db:5432 # here"
                      UNPUBLISHED: db:9999
                      "bad-name": db:5432
                      MODE: production
                  worker: {build: ., environment: {QUEUE_HOST: queue, CACHE: redis://cache/2}}
                  db: {image: postgres, environment: {POSTGRES_PASSWORD: app, POSTGRES_USER: app}}
                  cache: {image: redis}
                  queue: {image: rabbitmq}
                """);
        assertThat(template()).isEqualTo("""
                DATABASE_URL="postgres://app:{{ services.db.env.POSTGRES_PASSWORD }}@{{ services.db.host }}:{{ services.db.ports.5432 }}/shop?x={{ '{{' }}y}}"
                CACHE=redis://{{ services.cache.host }}:{{ services.cache.ports.6379 }}/1
                BOTH={{ services.db.host }}:{{ services.db.ports.5432 }},{{ services.cache.host }}:{{ services.cache.ports.6379 }}
                PG_HOST={{ services.db.host }}
                PG_PORT={{ services.db.ports.5432 }}
                PG_USER={{ services.db.env.POSTGRES_USER }}
                PG_PASSWORD={{ services.db.env.POSTGRES_PASSWORD }}
                PG_NAME=shop
                QUOTED="it's {{ services.db.host }}:{{ services.db.ports.5432 }} # here"
                QUEUE_HOST={{ services.queue.host }}
                QUEUE_PORT={{ services.queue.ports.5672 }}
                """);
    }

    @Test
    void secretsThatNobodyHasCommittedStayOutOfCommentsAndTemplates() {
        project.ignored(".env", "DB_PASSWORD=hunter2\nAPI_TOKEN=tok\nOTHER_SECRET=oth\nPLAIN=seen\n")
                .file("compose.yaml", """
                services:
                  web:
                    build: .
                    environment:
                      DATABASE_URL: "postgres://app:${DB_PASSWORD}@db:5432/shop"
                      API_TOKEN:
                      CALLBACK: "http://x:${OTHER_SECRET}@db:5432/"
                      DB_HOST: db
                      DB_PASSWORD: ${DB_PASSWORD}
                      DB_USER: ${PLAIN}
                      PLAIN: ${PLAIN}
                  db:
                    image: postgres:15
                    environment: {POSTGRES_PASSWORD: "${DB_PASSWORD}"}
                """);
        ConfigDraft draft = project.draft();
        assertThat(draft.text())
                .containsOnlyOnce("hunter2")
                .contains("env = { POSTGRES_PASSWORD = \"hunter2\" }")
                .contains("# API_TOKEN = \"...\"\n")
                .contains("# PLAIN = \"seen\"\n")
                .doesNotContain("= \"tok\"")
                .doesNotContain("oth\"")
                .doesNotContain(":oth@");
        assertThat(project.notes("db"))
                .contains(
                        "environment: from .env, which is not in jj: POSTGRES_PASSWORD; look at it before you commit");
        assertThat(draft.notes()).noneMatch(note -> note.message().contains("hunter2"));
        assertThat(template())
                .contains("DB_PASSWORD={{ services.db.env.POSTGRES_PASSWORD }}")
                .doesNotContain("CALLBACK")
                .doesNotContain("DB_USER");
    }

    @Test
    void valuesOfTheEnvironmentAreNamed() {
        project.environment.put("TAG", "15");
        project.environment.put("APP_SECRET", "s");
        project.file("compose.yaml", "services: {a: {image: \"x:$TAG\", environment: {APP_SECRET: , B: \"$HOME\"}}}\n");
        project.environment.put("HOME", "/home/me");
        assertThat(project.notes(""))
                .containsExactly(
                        "environment: values of your own environment stand in the file now: APP_SECRET, HOME, TAG");
        assertThat(project.notes("a"))
                .containsExactly(
                        "environment: from your environment, which is not in jj: APP_SECRET; look at it before you commit");
    }

    private static final String ONE = "services: {db: {image: postgres}}\n";

    @Test
    void usuallyItGoesIntoDotEnv() {
        project.file("compose.yaml", ONE);
        assertThat(project.draft().injectedFile()).contains(".env");
        project.ignored(".env", "OWN=1\n");
        assertThat(project.draft().injectedFile())
                .as("compose takes nothing from it")
                .contains(".env");
    }

    @Test
    void notIntoAFileThatJjTracks() {
        project.file("compose.yaml", ONE).file(".env", "A=1\n");
        assertThat(project.draft().injectedFile()).contains(".env.local");
        assertThat(project.notes("")).containsExactly("injection: it goes into .env.local, because jj tracks .env");
        project.file(".env.local", "");
        assertThat(project.draft().injectedFile()).contains(".env.ajj");
        project.file(".env.ajj", "");
        assertThat(project.draft().injectedFile()).isEmpty();
        assertThat(project.draft().text()).contains("# There is no [injection]");
    }

    @Test
    void notIntoAFileThatComposeReads() {
        project.file("compose.yaml", "services: {db: {image: postgres, environment: {A: \"$A\"}}}\n")
                .ignored(".env", "A=1\n");
        assertThat(project.draft().injectedFile()).contains(".env.local");
        assertThat(project.notes(""))
                .containsExactly("injection: it goes into .env.local, because docker compose reads .env too");
        project.file(
                "compose.yaml", "services: {web: {build: ., env_file: [.env, .env.local]}, db: {image: postgres}}\n");
        assertThat(project.draft().injectedFile())
                .as("whether it is there or not")
                .contains(".env.ajj");
    }

    /** It is not there yet, but as soon as ajj writes it, compose would take the variable for its own. */
    @Test
    void notIntoDotEnvWhenComposeNamesTheSameVariable() {
        project.file("compose.yaml", "services: {db: {image: postgres, environment: {A: \"${DATABASE_URL:-x}\"}}}\n");
        assertThat(project.draft().injectedFile()).contains(".env.local");
    }

    @Test
    void aComposeFileElsewhereReadsItsOwnDotEnv() {
        project.file("docker/compose.yaml", "services: {db: {image: postgres, environment: {A: \"$A\"}}}\n")
                .ignored("docker/.env", "A=1\n");
        assertThat(project.draft("docker/compose.yaml").injectedFile()).contains(".env");
        assertThat(project.service("db", "docker/compose.yaml").env()).containsEntry("A", "1");
    }

    @Test
    void anAddressOfThisMachineThatIsRightNoMore() {
        project.file("compose.yaml", """
                services:
                  kafka:
                    image: apache/kafka:3.8.0
                    ports: ["19092:9092"]
                    environment: {KAFKA_ADVERTISED_LISTENERS: "OUT://localhost:19092,IN://kafka:190921", X: "localhost:190921"}
                """);
        assertThat(project.notes("kafka"))
                .contains("environment: KAFKA_ADVERTISED_LISTENERS says localhost:19092, where nobody listens any more;"
                        + " ports = [\"19092:9092\"] would fix it, for one workspace at a time");
    }

    /** A template could not name it. */
    @Test
    void aPasswordInAVariableWithAnOddNameIsWrittenOut() {
        Translated project = new Translated(directory).file("compose.yaml", """
                services:
                  web: {build: ., environment: {URL: "postgres://u:pw@db:5432/x", DB_HOST: db, DB_PASSWORD: pw}}
                  db: {image: postgres:15, environment: ["DB_PASSWORD{}'=pw"]}
                """);
        assertThat(project.draft().text())
                .contains("URL=postgres://u:pw@{{ services.db.host }}:{{ services.db.ports.5432 }}/x\n")
                .contains("DB_PASSWORD=pw\n");
    }
}
