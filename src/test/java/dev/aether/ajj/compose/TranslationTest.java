package dev.aether.ajj.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.aether.ajj.model.ContainerSpec;
import dev.aether.ajj.model.Healthcheck;
import dev.aether.ajj.model.PortSpec;
import dev.aether.ajj.model.ServiceSpec;
import dev.aether.ajj.model.ServiceSpec.Condition;
import dev.aether.ajj.model.StorageSpec.Tmpfs;
import dev.aether.ajj.spi.ConfigDraft;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of each key of a service. */
class TranslationTest {

    @TempDir
    Path directory;

    private Translated project;

    @BeforeEach
    void begin() {
        project = new Translated(directory);
    }

    private void service(String keys) {
        project.file("compose.yaml", "services:\n  a:\n    image: x\n" + keys.indent(4));
    }

    @Test
    void ports() {
        service("""
                ports:
                  - 80
                  - "82:83"
                  - "127.0.0.1:84:85"
                  - "[::1]:86:87"
                  - "88-90"
                  - "91-93:94-96/udp"
                  - "127.0.0.1::97"
                  - "1000-1010:98"
                  - {target: 99, published: "100", host_ip: 127.0.0.1, mode: host}
                  - {target: 101, protocol: udp}
                  - "82:83"
                  - "7000:7000/sctp"
                  - "10000-10200:10000-10200"
                """);
        assertThat(project.service("a").ports())
                .map(PortSpec::key)
                .containsExactly(
                        "80", "83", "85", "87", "88", "89", "90", "94/udp", "95/udp", "96/udp", "97", "98", "99",
                        "101/udp");
        assertThat(project.service("a").ports())
                .allMatch(port -> port.fixedHostPort().isEmpty());
        assertThat(project.notes("a"))
                .containsExactly(
                        "ports: 7000/sctp is of a kind that ajj does not publish: left out",
                        "ports: 10000-10200 is a range that is too wide: left out",
                        "ports: ajj chooses the host ports for each workspace; they were 82, 84, 86, 91, 92, 93, 1000-1010, 100");
    }

    @Test
    void theEnvironmentIsAListOrAMapping() {
        project.environment.put("GIVEN", "here");
        service("""
                environment:
                  - A=1
                  - B
                  - C=
                  - D=x=y
                  - A=2
                  - GIVEN
                """);
        assertThat(project.service("a").env()).isEqualTo(Map.of("A", "2", "C", "", "D", "x=y", "GIVEN", "here"));
        assertThat(project.notes("a")).containsExactly("environment: B has no value here, and is left out");
        service("environment: {A: 1, B: null, C: '', D: true}\n");
        assertThat(project.service("a").env()).isEqualTo(Map.of("A", "1", "C", "", "D", "true"));
    }

    @Test
    void filesOfVariables() {
        service("""
                env_file:
                  - one.env
                  - {path: two.env, required: true}
                  - {path: none.env, required: false}
                  - {path: raw.env, format: raw}
                environment: {OVER: ridden, GONE: }
                """);
        project.file("one.env", "A=1\nB=1\nOVER=x\nGONE=x\n")
                .file("two.env", "B=2\n")
                .file("raw.env", "R='$x'\n");
        assertThat(project.service("a").env()).isEqualTo(Map.of("A", "1", "B", "2", "R", "'$x'", "OVER", "ridden"));
        assertThat(project.notes("a")).contains("env_file: none.env is not there, and was passed over");
    }

    @Test
    void commands() {
        service("command: serve --name \"a b\"\nentrypoint: [\"/bin/tini\", \"--\"]\n");
        assertThat(project.service("a").container().process().command()).containsExactly("serve", "--name", "a b");
        assertThat(project.service("a").container().process().entrypoint()).containsExactly("/bin/tini", "--");
        service("command: migrate && serve\nentrypoint: []\n");
        assertThat(project.service("a").container().process().command()).containsExactly("migrate");
        assertThat(project.notes("a"))
                .containsExactly(
                        "command: no shell runs it, so compose drops what stands behind the first of ; & | < >, and so does ajj",
                        "entrypoint: ajj cannot do without the image's own: it stays");
    }

    @Test
    void healthchecks() {
        service("healthcheck: {test: \"curl -f localhost | grep ok\"}\n");
        assertThat(project.service("a").healthcheck())
                .isEqualTo(new Healthcheck(
                        new Healthcheck.Command(List.of("sh", "-c", "curl -f localhost | grep ok")),
                        Duration.ofSeconds(60)));
        service("healthcheck: {test: [CMD, check, now], interval: 5s, retries: 5, timeout: 5s}\n");
        assertThat(project.service("a").healthcheck())
                .isEqualTo(new Healthcheck(new Healthcheck.Command(List.of("check", "now")), Duration.ofSeconds(60)));
        service("healthcheck: {test: [CMD-SHELL, \"a && b\"], interval: 10s, retries: 12, start_period: 1m30s}\n");
        assertThat(project.service("a").healthcheck())
                .isEqualTo(
                        new Healthcheck(new Healthcheck.Command(List.of("sh", "-c", "a && b")), Duration.ofMinutes(4)));
        service("healthcheck: {start_period: 5m}\n");
        assertThat(project.service("a").healthcheck())
                .isEqualTo(new Healthcheck(new Healthcheck.Default(), Duration.ofMinutes(7)));
        service("healthcheck: {test: [NONE]}\n");
        assertThat(project.service("a").healthcheck().check()).isEqualTo(new Healthcheck.Default());
        assertThat(project.notes("a"))
                .containsExactly(
                        "healthcheck: ajj cannot switch the image's own healthcheck off: it counts, if there is one");
    }

    @Test
    void limitsAndTheirLike() {
        service("""
                user: 1000:1000
                platform: linux/amd64
                restart: on-failure:5
                pull_policy: always
                mem_limit: 512M
                cpus: "1.5"
                tmpfs: /run:size=64m
                """);
        ServiceSpec service = project.service("a");
        assertThat(service.container().process().user()).contains("1000:1000");
        assertThat(service.container().platform()).contains("linux/amd64");
        assertThat(service.container().process().lifetime().restart()).isEqualTo(ContainerSpec.Restart.ON_FAILURE);
        assertThat(service.pull()).isEqualTo(ServiceSpec.Pull.ALWAYS);
        assertThat(service.container().limits().memoryBytes()).hasValue(512L << 20);
        assertThat(service.container().limits().nanoCpus()).hasValue(1_500_000_000L);
        assertThat(service.container().storage().tmpfs())
                .extracting(Tmpfs::word)
                .containsExactly("/run");
        service("""
                deploy:
                  replicas: 3
                  resources: {limits: {memory: 1g, cpus: 0.25}, reservations: {memory: 1m}}
                  restart_policy: {condition: any}
                  placement: {}
                restart: no
                """);
        assertThat(project.service("a").container().limits().memoryBytes()).hasValue(1L << 30);
        assertThat(project.service("a").container().limits().nanoCpus()).hasValue(250_000_000L);
        assertThat(project.service("a").container().process().lifetime().restart())
                .isEqualTo(ContainerSpec.Restart.NO);
        assertThat(project.notes("a"))
                .containsExactly("deploy: ajj starts one container, not 3", "deploy: left out: placement");
        service("mem_limit: 0\ncpus: 0\nmemswap_limit: -1\n");
        assertThat(project.service("a").container().limits().memoryBytes()).isEmpty();
        assertThat(project.service("a").container().limits().nanoCpus()).isEmpty();
    }

    @Test
    void whatAjjHasNothingForIsNamed() {
        service("""
                container_name: shop-a
                hostname: other
                privileged: true
                working_dir: /src
                extra_hosts: ["host.docker.internal:host-gateway"]
                networks:
                  back: {aliases: [b], ipv4_address: 10.0.0.2}
                  front:
                logging: {driver: none}
                something_new: 1
                x-own: 1
                sysctls: null
                """);
        assertThat(project.notes("a"))
                .containsExactly(
                        "container_name: ajj names containers itself; other services reach it as \"a\"",
                        "hostname: other services reach it as \"a\"",
                        "networks: left out: aliases, ipv4_address of back; a service has its own name on the workspace's network, and no other",
                        "privileged: left out: ajj starts no privileged containers",
                        "working_dir: left out: it starts in the image's own directory",
                        "extra_hosts: left out: a container finds the services of its workspace and no other names",
                        "logging: left out: a workspace does well without",
                        "something_new: left out: aether.toml has nothing for it");
        ConfigDraft draft = project.draft();
        draft.notes().forEach(note -> assertThat(draft.text()).contains("# " + note.key() + ": "));
    }

    @Test
    void dependencies() {
        project.file("compose.yaml", """
                services:
                  a:
                    image: x
                    depends_on:
                      b: {condition: service_healthy}
                      job: {condition: service_completed_successfully}
                      off: {condition: service_started, required: false}
                      none: {condition: service_started, required: false}
                    links: [c, "d:database"]
                    network_mode: service:e
                    volumes_from: [f:ro]
                  b: {image: x}
                  c: {image: x}
                  d: {image: x}
                  e: {image: x}
                  f: {image: x}
                  job: {image: x}
                  off: {image: x, profiles: [extra]}
                """);
        assertThat(project.service("a").dependsOn().keySet()).containsExactly("b", "job", "c", "d", "e", "f");
        assertThat(project.service("a").dependsOn())
                .containsEntry("job", Condition.COMPLETED)
                .containsEntry("b", Condition.READY);
        assertThat(project.notes("a"))
                .containsExactly(
                        "links: there is no other name for a service: \"database\" must be called \"d\"",
                        "volumes_from: left out: name the same volumes in both services",
                        "network_mode: left out: every service is on the workspace's network",
                        "depends_on: it does not wait for off: it is left out",
                        "depends_on: it does not wait for none: there is no such service");
    }

    @Test
    void aJobThatNeverEndsIsWaitedForOnlyUntilItIsReady() {
        project.file("compose.yaml", """
                services:
                  a:
                    image: x
                    depends_on: {job: {condition: service_completed_successfully}}
                  job: {image: x, restart: always}
                """);
        assertThat(project.service("a").dependsOn()).containsExactly(Map.entry("job", Condition.READY));
        assertThat(project.notes("a"))
                .containsExactly(
                        "depends_on: job publishes ports or is restarted whenever it ends, so ajj waits until it is ready, and not until it has completed");
    }

    @Test
    void bracesOfOtherTemplatesStayAsTheyAre() {
        service("""
                command: [run, "--format={{.Names}}"]
                environment: {FORMAT: "{{ .ID }} {x}"}
                hostname: a1
                """);
        ServiceSpec filled = project.filled("a");
        assertThat(filled.container().process().command()).containsExactly("run", "--format={{.Names}}");
        assertThat(filled.env()).containsEntry("FORMAT", "{{ .ID }} {x}");
        assertThat(filled.hostName()).isEqualTo("a1");
    }

    @Test
    void servicesThatAreLeftOut() {
        project.file("compose.yaml", """
                services:
                  built: {build: ./app}
                  tagged: {build: {context: https://example.com/x.git}, image: team/app:1}
                  debug: {image: x, profiles: [debug, extra]}
                  empty: {user: me}
                  none: {image: x, scale: 0}
                  proxy: {image: nginx, depends_on: [built]}
                  behind: {image: x, depends_on: [proxy]}
                  free: {image: x, depends_on: {built: {condition: service_started, required: false}}}
                """);
        assertThat(project.draft().leftOut())
                .map(ConfigDraft.LeftOut::service, ConfigDraft.LeftOut::reason)
                .containsExactly(
                        tuple("built", "it is built from ./app, and ajj builds no images"),
                        tuple("tagged", "it is built from https://example.com/x.git, and ajj builds no images"),
                        tuple("debug", "it belongs to the profile debug, extra (--profile)"),
                        tuple("empty", "it has no image"),
                        tuple("none", "it is to have no containers"),
                        tuple("proxy", "it needs built, which is left out"),
                        tuple("behind", "it needs proxy, which is left out"));
        assertThat(project.draft().services()).map(ConfigDraft.Service::name).containsExactly("free");
        assertThat(project.draftWithProfiles("debug").services())
                .map(ConfigDraft.Service::name)
                .containsExactly("debug", "free");
        project.environment.put("COMPOSE_PROFILES", "other, extra");
        assertThat(project.draft().services()).map(ConfigDraft.Service::name).containsExactly("debug", "free");
    }

    /** Nobody needs the files of variables of a service that is left out anyway. */
    @Test
    void aMissingFileOfVariablesOfAServiceThatIsLeftOutIsNoMistake() {
        project.file("compose.yaml", "services: {web: {build: ., env_file: .env.dev}, db: {image: x}}\n");
        assertThat(project.draft().text()).contains("# # env_file: .env.dev is not there, and was passed over\n");
    }

    @Test
    void namesThatAetherTomlDoesNotTake() {
        String longName = "s".repeat(50);
        project.file("compose.yaml", """
                services:
                  a.b: {image: x, ports: [80]}
                  a-b: {image: x, depends_on: [a.b]}
                  _c: {image: x}
                  1db: {image: postgres}
                  %s: {image: x}
                """.formatted(longName));
        assertThat(project.config().services().keySet()).containsExactly("a-b-2", "a-b", "c", "1db", "s".repeat(40));
        assertThat(project.service("a-b").dependsOn().keySet()).containsExactly("a-b-2");
        assertThat(project.notes("a.b"))
                .containsExactly("name: aether.toml does not take this name: other services reach it as \"a-b-2\"");
        assertThat(project.draft().text()).contains("A_B_2_PORT={{ services.a-b-2.ports.80 }}");
    }

    @Test
    void variablesThatAreNotSetAreSaidOnceForTheFile() {
        service("user: ${NOBODY}\nenvironment: {A: $NOBODY, B: $OTHER, C: \"${D:-d}\"}\n");
        assertThat(project.notes(""))
                .containsExactly(
                        "environment: not set, and taken for empty: NOBODY, OTHER; to have them, set them in .env and run"
                                + " `ajj init --force`");
        assertThat(project.service("a").container().process().user()).isEmpty();
    }

    /** Whoever commits the file should know what is in it, wherever it stands. */
    @Test
    void secretsInCommandsAreToldAndAreNotLeftInComments() {
        project.file("compose.yaml", """
                services:
                  a: {image: x, command: "run ${DB_PASSWORD}", healthcheck: {test: "ask ${DB_PASSWORD}"}}
                  b: {build: ., command: "run ${DB_PASSWORD}"}
                """).ignored(".env", "DB_PASSWORD=hunter2\n");
        assertThat(project.notes("a"))
                .contains(
                        "command: from .env, which is not in jj: DB_PASSWORD; look at it before you commit",
                        "healthcheck: from .env, which is not in jj: DB_PASSWORD; look at it before you commit");
        assertThat(project.draft().text())
                .contains("\ncommand = [\"run\", \"hunter2\"]\n")
                .contains("\n# command = [\"run\", \"...\"]\n");
    }

    @Test
    void whatWaitsForACommentIsToldSo() {
        project.file("compose.yaml", "services: {a: {image: x, depends_on: [b]}, b: {build: ., profiles: [p]}}\n");
        assertThat(project.draft().leftOut())
                .extracting(ConfigDraft.LeftOut::reason)
                .containsExactly("it needs b, which is left out", "it is built from ., and ajj builds no images");
        assertThat(project.draft().text().replaceAll("\n#  ", ""))
                .contains(
                        "remove the first two characters of the lines below, and do the same for b, or take it out of depends_on.");
    }

    @Test
    void otherFilesAndUnknownProfilesAreTold() {
        project.file("compose.yaml", "services: {a: {image: x}}\n").file("docker-compose.yml", "services: {}\n");
        assertThat(project.notes(""))
                .containsExactly(
                        "docker-compose.yml: is there too and was not read, as compose has it; --from names files");
        assertThat(project.notes("", "compose.yaml")).isEmpty();
        assertThat(project.draftWithProfiles("nope", "*").notes())
                .extracting(ConfigDraft.Note::message)
                .contains("no service belongs to nope");
    }
}
