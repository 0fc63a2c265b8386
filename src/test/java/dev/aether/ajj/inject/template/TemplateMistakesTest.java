package dev.aether.ajj.inject.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.aether.ajj.config.ConfigReader;
import dev.aether.ajj.error.ConfigProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.config.AetherConfig;
import dev.aether.ajj.testing.NoCompose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All mistakes in a file's templates are reported with their position before anything is created. */
class TemplateMistakesTest {
    private static final String SERVICES = """
            [services.postgres]
            image = "postgres:15"
            ports = ["5432", "53/udp"]
            env = { POSTGRES_PASSWORD = "hunter2" }
            connection = "postgres://x:{{ env.POSTGRES_PASSWORD }}@{{ host }}:{{ ports.5432 }}/db"
            [services.redis]
            image = "redis:7"
            """;

    @TempDir
    Path directory;

    private AetherConfig read(String toml) throws IOException {
        Files.writeString(directory.resolve("aether.toml"), toml);
        return new ConfigReader(new QuteTemplates(), new NoCompose())
                .loadWithTemplates(Optional.empty(), directory, directory);
    }

    private String mistakes(String toml) throws IOException {
        Failure failure = catchThrowableOfType(Failure.class, () -> read(toml));
        assertThat(failure).as("no fault was reported").isNotNull();
        return failure.problems().stream()
                .map(ConfigProblem.Invalid.class::cast)
                .map(each -> "%d:%d %s | %s\n"
                        .formatted(
                                each.position().line(),
                                each.position().column(),
                                each.message(),
                                String.join(" | ", each.hints())))
                .collect(Collectors.joining());
    }

    @Test
    void reportsAllUnknownNamesAtOnce() throws IOException {
        assertThat(mistakes(SERVICES + """
                [injection]
                file = ".env"
                template = \"""
                A={{ services.postgers.host }} {{ services.redis.ports.6379 }}
                B={{ services.postgres.ports.5433 }}{{ services.postgres.ports.53 }}
                C={{ services.postgres.env.POSTGRES_PASWORD }}{{ services.redis.connection }}
                D={{ services.postgres.hots }}{{ workspace.path }}{{ wrkspace.name }}
                E={{ services.postgres.env }} {{ services.postgres.env.A.B }}{{ services.postgres.host.x }}
                F={{ services.none.host ?: services.nothing.host }}
                \"""
                """)).isEqualTo("""
                11:3 there is no service "postgers" | did you mean "postgres"? | services: postgres, redis
                11:32 the service "redis" publishes no port 6379 | add ports = ["6379"] to the service
                12:3 the service "postgres" publishes no port 5433 | its ports: 53/udp, 5432
                12:37 the service "postgres" publishes no port 53 | a UDP port is written ports['53/udp']
                13:3 the service "postgres" has no variable "POSTGRES_PASWORD" in its env | did you mean "POSTGRES_PASSWORD"? | its variables: POSTGRES_PASSWORD
                13:47 the service "redis" has no connection | add connection = "..." to [services.redis]
                14:3 unknown name "hots" in services.postgres | did you mean "host"? | known: connection, container_id, env, host, image, ports
                14:31 unknown name "path" in workspace | known: name, namespace, root
                14:51 unknown name "wrkspace" | did you mean "workspace"? | known: services, workspace
                15:3 services.postgres.env is a group of values | add a dot and one of: POSTGRES_PASSWORD
                15:31 the service "postgres" has no variable "A" in its env | its variables: POSTGRES_PASSWORD
                15:62 services.postgres.host is a single value: it has no "x" | write {{ services.postgres.host }}
                16:3 there is no service "nothing" | services: postgres, redis
                """);
    }

    @Test
    void aConnectionNamesItsOwnService() throws IOException {
        assertThat(mistakes("""
                [services.web]
                image = "web"
                ports = ["80"]
                connection = "http://{{ services.web.host }}:{{ ports.8080 }}{{ connection }}{{ env.X }}{{ prots.80 }}"
                """)).isEqualTo("""
                4:22 a connection can name the values of its own service only | write {{ host }}, {{ ports.5432 }} or {{ env.KEY }}, without services and the name before
                4:46 the service publishes no port 8080 | its ports: 80
                4:62 a connection cannot name itself | known: container_id, env, host, image, ports, workspace
                4:78 the service has no variable "X" in its env | its variables: none
                4:89 unknown name "prots" | did you mean "ports"? | known: container_id, env, host, image, ports, workspace
                """);
    }

    @Test
    void reportsInvalidTags() throws IOException {
        assertThat(mistakes(SERVICES + """
                [[injection]]
                file = "a"
                template = "\\t{{ }} {{ .Names }} {{ it's }} {{ a\\\\b }} {{ workspace.name"
                [[injection]]
                file = "b"
                template = '''
                {{#if workspace.name}} {{#each services}} {{/if}}
                {{/for}} {{#else}} {{#for x}} {{#iff x}} {{#if}}
                '''
                """)).isEqualTo("""
                10:15 {{ }} is empty | write a name such as {{ workspace.name }}; for two plain braces write {{ '{{' }}
                10:21 {{ }} must begin with a name | write a name such as {{ workspace.name }}; for two plain braces write {{ '{{' }}
                10:34 a quotation mark inside {{ }} is not closed | write it like {{ name ?: 'default' }}
                10:45 braces and backslashes are not allowed inside {{ }} | write the name of one value
                10:56 {{ is not closed on the same line | close it with }}; for two plain braces write {{ '{{' }}
                14:24 unknown section {{#each}} | known sections: {{#if x}} ... {{#else}} ... {{/if}}, {{#for x in y}} ... {{/for}}
                15:1 {{/for}} closes nothing | known sections: {{#if x}} ... {{#else}} ... {{/if}}, {{#for x in y}} ... {{/for}}
                15:10 {{#else}} is outside {{#if}} | known sections: {{#if x}} ... {{#else}} ... {{/if}}, {{#for x in y}} ... {{/for}}
                15:20 {{#for}} is incomplete | write {{#for service in services}}
                15:20 {{#for}} is never closed | close it with {{/for}}
                15:31 unknown section {{#iff}} | known sections: {{#if x}} ... {{#else}} ... {{/if}}, {{#for x in y}} ... {{/for}}
                15:42 {{#if}} has no condition | known sections: {{#if x}} ... {{#else}} ... {{/if}}, {{#for x in y}} ... {{/for}}
                15:42 {{#if}} is never closed | close it with {{/if}}
                """);
    }

    @Test
    void reportsMistakesInsideSections() throws IOException {
        assertThat(mistakes(SERVICES + """
                [injection]
                file = "a"
                template = '''
                {{#if services.rdis}}{{ services.x.host }}{{/if}}
                {{#for s in service}}{{ s.value.host }}{{/for}}
                '''
                """)).isEqualTo("""
                11:1 there is no service "rdis" | did you mean "redis"? | services: postgres, redis
                11:22 there is no service "x" | services: postgres, redis
                12:1 unknown name "service" | did you mean "services"? | known: services, workspace
                """);
        assertThat(mistakes(SERVICES + """
                [injection]
                file = "a"
                template = "{{#for s in services}}{{ s.value.hots }}{{/for}}"
                """))
                .startsWith("10:35 this part of the template is invalid, or names a value that does not exist |");
    }

    @Test
    void reportsNothingForAValidFile() {
        assertThatCode(() -> read(SERVICES + """
                [injection]
                file = ".env"
                template = \"""
                URL={{ services.postgres.connection }}
                JSON={"a": {"b": "${VAR}"}}
                X={{ services.redis.connection ?: 'none' }}
                NAMES={{#for s in services}}{{ s.key }}{{#if s_hasNext}},{{/if}}{{/for}}
                \"""
                """)).doesNotThrowAnyException();
    }

    @Test
    void reportsThePositionsOfMistakesInEnvAndCommand() throws IOException {
        assertThat(mistakes("""
                [services.broker]
                image = "kafka:3"
                ports = ["9092"]
                command = ["run", "--at", "{{ host }}:{{ ports.9093 }}", "{{ wrkspace.name }}"]
                env = { A = "{{ container_id }}", B = '\"é{{ services.cach.host }}', C = "{{ env.A }}", D = "{{ oops" }
                [services.cache]
                image = "redis:7"
                command = "run 'a b' {{ ports.6379 }} \\"x {{ services.broker.connection }}\\" {{ services.broker.ports.9092 }}"
                """)).isEqualTo("""
                4:39 the service publishes no port 9093 | its ports: 9092
                4:59 unknown name "wrkspace" | did you mean "workspace"? | known: host, image, ports, services, workspace
                5:14 env and command cannot name "container_id": it is not known before the container is created | known by then: ports, host, image and workspace, of the service itself or in services.NAME
                5:42 there is no service "cach" | did you mean "cache"? | services: broker, cache
                5:74 env and command cannot name "env": it is not known before the container is created | known by then: ports, host, image and workspace, of the service itself or in services.NAME
                5:93 {{ is not closed on the same line | close it with }}; for two plain braces write {{ '{{' }}
                8:22 the service publishes no port 6379 | add ports = ["6379"] to the service
                8:43 env and command cannot name "connection": it is not known before the container is created | known by then: ports, host, image and workspace, of the service itself or in services.NAME
                """);
    }

    @Test
    void reportsMistakesTogetherWithOtherFaults() throws IOException {
        assertThat(mistakes("""
                [services.web]
                image = "web"
                prots = ["80"]
                connection = "http://{{ host }}:{{ ports.80 }}/{{ nothing }}"
                env = { A = "{{ ports.80 }} {{ services.x.host }}" }
                [services.db]
                image = "db"
                [injection]
                flie = ".env"
                file = ".env"
                template = \"""
                A={{ services.web.ports.80 }} {{ services.web.env.B }}
                B={{ services.db.ports.80 }}
                C={{#for x in services.web.ports}}{{ x.key }}{{/for}}
                \"""
                """)).isEqualTo("""
                3:1 unknown key "prots" in [services.web] | did you mean "ports"?
                4:48 unknown name "nothing" | known: container_id, env, host, image, ports, workspace
                5:29 there is no service "x" | services: db, web
                9:1 unknown key "flie" in [injection] | did you mean "file"?
                13:3 the service "db" publishes no port 80 | add ports = ["80"] to the service
                """);
    }
}
