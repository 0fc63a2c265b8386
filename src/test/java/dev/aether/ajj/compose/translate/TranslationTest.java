package dev.aether.ajj.compose.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.entry;

import dev.aether.ajj.error.ConfigProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.config.AetherConfig;
import dev.aether.ajj.model.config.ComposeUse;
import dev.aether.ajj.model.service.PortSpec;
import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.model.service.ServiceSpec.Condition;
import dev.aether.ajj.spi.config.ComposeSource.Composed;
import dev.aether.ajj.spi.config.WrittenValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Models that Compose prints, translated to tables of aether.toml, and read back. */
class TranslationTest {

    @Test
    void notesOtherNamesAndPasswordsInFiles() {
        PrintedModel model = PrintedModel.of("""
                {services: {
                  db: {image: 'postgres:15', ports: [{target: 5432, protocol: 'tcp'}],
                    environment: {POSTGRES_USER: 'app', POSTGRES_PASSWORD_FILE: '/run/secrets/pw'}},
                  my: {image: 'mysql:8', ports: [{target: 3306, protocol: 'tcp'}],
                    environment: {MYSQL_USER: 'a', MYSQL_PASSWORD: 'b', MYSQL_ROOT_PASSWORD_FILE: '/run/secrets/pw'}},
                  'cache.main': {image: 'redis:7'}}}
                """);

        assertThat(model.notes())
                .containsExactlyInAnyOrder(
                        "db environment: the password is in the file of POSTGRES_PASSWORD_FILE, so the URL for programs"
                                + " has none",
                        "cache.main name: it is cache-main in aether.toml and commands");
    }

    @Test
    void translatesEveryKey() {
        PrintedModel model = PrintedModel.of("""
                {name: 'shop', services: {
                  redis: {image: 'redis:7', command: null, entrypoint: null, networks: {default: null}},
                  web: {
                    image: 'team/web:1', command: ['serve', '--port=80'], entrypoint: ['/init', '-x'],
                    user: '1000:1000', working_dir: '/app', hostname: 'web1', platform: 'linux/amd64',
                    stop_signal: 'SIGINT', stop_grace_period: '1m30s', init: true, read_only: true, privileged: true,
                    cap_add: ['NET_ADMIN'], cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'],
                    extra_hosts: ['host.docker.internal=host-gateway', 'six=::1'], dns: ['8.8.8.8'], group_add: ['mail', '5'],
                    ports: [{mode: 'ingress', target: 80, published: '8080', protocol: 'tcp', host_ip: '127.0.0.1'}],
                    volumes: [{type: 'volume', source: 'data', target: '/data', volume: {}}],
                    tmpfs: ['/run', '/tmp:size=64m'], mem_limit: '1073741824', cpus: 1.5, shm_size: '67108864',
                    restart: 'unless-stopped', pull_policy: 'always',
                    devices: [{source: '/dev/fuse', target: '/dev/fuse', permissions: 'rw'}, '/dev/null:/dev/nil'],
                    depends_on: {redis: {condition: 'service_started', required: true}},
                    environment: {A: '1', EMPTY: ''}, labels: {'com.example/team': 'x'}, sysctls: {'net.core.somaxconn': '1024'},
                    ulimits: {nproc: 65535, nofile: {soft: 20000, hard: 40000}, core: -1, stack: {}},
                    healthcheck: {test: ['CMD', 'curl', 'localhost'], interval: '10s', timeout: '5s', retries: 12, start_period: '30s'}
                  }}, volumes: {data: {name: 'shop_data'}}}
                """);
        assertThat(model.toml()).isEqualTo("""

                [services.redis]
                image = "redis:7"
                ports = ["6379"]
                connection = "redis://{{ host }}:{{ ports.6379 }}"

                [services.web]
                image = "team/web:1"
                ports = ["80"]
                entrypoint = ["/init", "-x"]
                command = ["serve", "--port=80"]
                user = "1000:1000"
                working_dir = "/app"
                platform = "linux/amd64"
                stop_signal = "SIGINT"
                hostname = "web1"
                stop_grace_period = "90000ms"
                init = true
                read_only = true
                privileged = true
                cap_add = ["NET_ADMIN"]
                cap_drop = ["ALL"]
                security_opt = ["no-new-privileges:true"]
                extra_hosts = ["host.docker.internal=host-gateway", "six=::1"]
                dns = ["8.8.8.8"]
                group_add = ["mail", "5"]
                volumes = ["data:/data"]
                tmpfs = ["/run", "/tmp:size=64m"]
                memory = "1073741824"
                cpus = 1.5
                shm_size = "67108864"
                restart = "unless-stopped"
                pull = "always"
                devices = ["/dev/fuse:/dev/fuse:rw", "/dev/null:/dev/nil"]
                network_aliases = ["web1"]
                depends_on = { redis = "ready" }
                env = { A = "1", EMPTY = "" }
                labels = { "com.example/team" = "x" }
                sysctls = { "net.core.somaxconn" = "1024" }
                ulimits = { nproc = 65535, nofile = { soft = 20000, hard = 40000 }, core = -1, stack = { soft = 0, hard = 0 } }
                healthcheck = { command = ["curl", "localhost"], timeout = "155s" }
                """);
        assertThat(model.config().services()).containsOnlyKeys("redis", "web");
        assertThat(model.notes()).isEmpty();
    }

    @Test
    void keepsDollarSignsInEveryValue() {
        PrintedModel model = PrintedModel.web("""
                command: ['echo', '$$HOME'], entrypoint: ['$$E'], environment: {'A$$': '$${PW}', SECRET: 'p$$$$w'},
                labels: {'l$$': '$$x'}, healthcheck: {test: ['CMD-SHELL', 'test $$A']}, sysctls: {'net.x': '$$1'},
                volumes: [{type: 'bind', source: '/repository/a$$b', target: '/$$t', bind: {}}], tmpfs: ['/$$run'], user: 'u$$'
                """);
        assertThat(model.toml())
                .doesNotContain("$$HOME", "$${", "$$E", "$$A", "l$$", "$$x", "$$t", "$$run", "u$$", "a$$b");
        assertThat(model.service().env()).containsExactly(entry("A$", "${PW}"), entry("SECRET", "p$$w"));
        assertThat(model.service().container().labels()).containsExactly(entry("l$", "$x"));
        assertThat(model.service().container().process().command()).containsExactly("echo", "$HOME");
    }

    @Test
    void leavesOutAnAliasWithADollarSign() {
        PrintedModel model = PrintedModel.web("networks: {default: {aliases: ['a$$b', 'ok']}}");
        assertThat(model.notes()).containsExactly("web networks: \"a$b\" is left out: it is not a valid host name");
        assertThat(model.service().container().network().aliases()).containsExactly("ok");
    }

    /** A label of Traefik or a format of Docker is not a template of ajj. */
    @Test
    void keepsBraces() {
        PrintedModel model = PrintedModel.web("""
                environment: {A: '{{ x }}', B: '{{{y}}}', C: '{{'}, command: ['echo', '{{.Names}}'],
                entrypoint: ['{{e}}'], labels: {l: '{{ host }}'}, healthcheck: {test: ['CMD', 'test', '{{h}}']}
                """);
        assertThat(model.rendered().env())
                .containsExactly(entry("A", "{{ x }}"), entry("B", "{{{y}}}"), entry("C", "{{"));
        assertThat(model.rendered().container().process().command()).containsExactly("echo", "{{.Names}}");
        assertThat(model.rendered().container().process().entrypoint()).containsExactly("{{e}}");
        assertThat(model.rendered().container().labels()).containsEntry("l", "{{ host }}");
    }

    @Test
    void keepsAnyTextAsAValue() {
        String odd = "\\n \\t \\r \\u0000 \\u0007 \\u0085 \\u2028 '' \\\" \\\\ # = ä 😀";
        PrintedModel model = PrintedModel.web("environment: {A: \"" + odd.replace("\\u0000", "") + "\"}, labels: {\""
                + odd.replace("\\u0000", "") + "\": \"'\"}");
        assertThat(model.service().env().get("A")).contains("\n \t \r", "\u0007", "\u0085", "'' \" \\ # = ä 😀");
        assertThat(model.service().container().labels()).hasSize(1);
    }

    @Test
    void listsContainerPortsOnce() {
        PrintedModel model = PrintedModel.web("""
                ports: [{target: 80, published: '8080', protocol: 'tcp'}, {target: 80, published: '8081', protocol: 'TCP'},
                        {target: 53, protocol: 'udp', published: '53'}, {target: 53, protocol: 'tcp'}, {target: 9, protocol: 'sctp'}]
                """);
        assertThat(model.service().ports()).extracting(PortSpec::key).containsExactly("80", "53/udp", "53");
        assertThat(model.service().ports())
                .allMatch(port -> port.fixedHostPort().isEmpty());
        assertThat(model.notes()).containsExactly("web ports: 9/sctp is left out: ajj supports only tcp and udp");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            'postgres:15'                                        | 5432
            'postgres:15', command: ['postgres', '-c', 'x=y']    | 5432
            'mysql:8', command: ['--max-connections=10']         | 3306
            'redis:7', command: ['sh', '-c', 'exec redis-server']| 6379
            'postgres:15', command: ['psql', '-h', 'db']         | ""
            'mysql:8', entrypoint: ['mysqldump']                 | ""
            'postgres:15', ports: [{target: 5433}]               | 5433
            'team/web'                                           | ""
            """)
    void addsThePortOfWellKnownServers(String keys, String expected) {
        PrintedModel model = PrintedModel.of("{services: {web: {image: " + keys + "}}}");
        assertThat(String.join(" ", model.translation().selected().getFirst().ports()))
                .isEqualTo(expected);
        assertThat(model.service().connection().isPresent()).isEqualTo(!expected.isEmpty());
    }

    @Test
    void conditionsOfDependencies() {
        PrintedModel model = PrintedModel.of("""
                {services: {
                  db: {image: 'db', ports: [{target: 1}]}, job: {image: 'job', restart: 'on-failure:3'},
                  forever: {image: 'x', restart: 'always'},
                  swarm: {image: 'x', deploy: {restart_policy: {condition: 'any'}}},
                  web: {image: 'web', depends_on: {
                    db: {condition: 'service_healthy', required: true}, job: {condition: 'service_completed_successfully'},
                    forever: {condition: 'service_completed_successfully'}, swarm: {condition: 'service_completed_successfully'},
                    gone: {condition: 'service_started', required: false}}}}}
                """);
        assertThat(model.service("web").dependsOn())
                .containsExactly(
                        entry("db", Condition.READY),
                        entry("job", Condition.COMPLETED),
                        entry("forever", Condition.READY),
                        entry("swarm", Condition.READY));
        assertThat(model.notes())
                .containsExactly(
                        "job restart: the number of restarts is not limited",
                        "web depends_on: ajj waits until forever is ready, not until it completes, because it publishes ports"
                                + " or is always restarted",
                        "web depends_on: ajj waits until swarm is ready, not until it completes, because it publishes ports"
                                + " or is always restarted");
    }

    private static final String LEFT_OUT = """
            {services: {
              app: {build: {context: '/repository'}, depends_on: {db: {condition: 'service_started', required: true}}},
              worker: {image: 'worker', depends_on: {app: {condition: 'service_started', required: true}}},
              cron: {image: 'cron', depends_on: {worker: {condition: 'service_started', required: true}}},
              maybe: {image: 'maybe', depends_on: {app: {condition: 'service_started', required: false}}},
              idle: {image: 'idle', scale: 0}, swarm: {image: 'x', deploy: {replicas: 0}}, odd: {provider: {type: 'x'}},
              db: {image: 'db'}}, name: 'shop'}
            """;

    @Test
    void leavesOutBuiltServicesAndTheirDependents() {
        PrintedModel model = PrintedModel.of(LEFT_OUT);
        assertThat(model.leftOut())
                .containsOnly(
                        entry("app", "it has `build:`"),
                        entry("worker", "it depends on app, which is left out"),
                        entry("cron", "it depends on worker, which is left out"),
                        entry("idle", "it has 0 replicas"),
                        entry("swarm", "it has 0 replicas"),
                        entry("odd", "it has no image"));
        assertThat(model.config().services()).containsOnlyKeys("maybe", "db");
        assertThat(model.service("maybe").dependsOn()).isEmpty();
    }

    @Test
    void selectsABuiltServiceThatIsNamed() {
        PrintedModel model = PrintedModel.ofNamed(LEFT_OUT, "app", "worker");
        assertThat(model.leftOut()).doesNotContainKeys("app", "worker");
        assertThat(model.service("app").image()).startsWith("aether-build/app:");
        assertThat(model.service("app").pull()).isEqualTo(ServiceSpec.Pull.NEVER);
    }

    private static ComposeUse.Build built(String definition) {
        AetherConfig config = PrintedModel.ofNamed(
                        "{name: 'shop', services: {'My_App': {image: 'team/app:1', build: {" + definition + "}}}}",
                        "My_App")
                .config();
        return config.compose()
                .orElseThrow()
                .build(Optional.ofNullable(config.services().get("My_App")).orElseThrow())
                .orElseThrow();
    }

    /** The image's name in the compose file is shared by all workspaces. */
    @Test
    void theImagesNameDependsOnItsDefinition() {
        ComposeUse.Build build = built("context: '/repository/app', dockerfile: 'D', args: {A: '$$x'}, target: 't'");
        assertThat(build.context(Path.of("/w"))).isEqualTo(Path.of("/w/app"));
        assertThat(build.dockerfile(Path.of("/w"))).isEqualTo(Path.of("/w/app/D"));
        assertThat(build.definition()).isEqualTo("{\"dockerfile\":\"D\",\"args\":{\"A\":\"$x\"},\"target\":\"t\"}");
        assertThat(build.image("aether-1-w")).isEqualTo("aether-build/aether-1-w/my-app:" + build.digest());
        assertThat(built("context: '/repository/app', dockerfile: 'D', args: {A: '2'}, target: 't'")
                        .digest())
                .isNotEqualTo(build.digest());
        assertThat(built("context: '/elsewhere'").context(Path.of("/w"))).isEqualTo(Path.of("/elsewhere"));
    }

    @Test
    void notesUnsupportedKeysOfABuild() {
        PrintedModel model = PrintedModel.ofNamed("""
                {name: 'shop', services: {
                  app: {build: {context: '/repository', ssh: ['default'], secrets: [{source: 's'}], network: 'host', labels: {}}},
                  far: {build: {context: 'https://example.com/x.git'}}}}
                """, "app", "far");
        assertThat(model.notes())
                .containsExactlyInAnyOrder(
                        "app build: ssh is left out",
                        "app build: secrets is left out",
                        "app build: network is left out",
                        "far build: ajj only builds from directories: to use the service, set its image in aether.toml");
        assertThat(model.service("far").image()).isEqualTo("shop-far");
    }

    @Test
    void refusesAnUnknownServiceName() {
        Failure failure = catchThrowableOfType(Failure.class, () -> PrintedModel.ofNamed(LEFT_OUT, "mayb"));
        assertThat(failure.first().message()).isEqualTo("there is no service \"mayb\"");
        assertThat(failure.first().hints()).containsExactly("did you mean \"maybe\"?");
    }

    @Test
    void convertsInvalidNames() {
        String longName = "x".repeat(50);
        PrintedModel model = PrintedModel.of("""
                {services: {
                  'a.b': {image: 'one', ports: [{target: 1}]}, 'a_b': {image: 'two', ports: [{target: 2}]},
                  'a-b': {image: 'three'}, '%s': {image: 'x'}, '%sy': {image: 'y'}, '_z_': {image: 'z'},
                  web: {image: 'web', depends_on: {'a.b': {condition: 'service_started'}, '%s': {condition: 'service_started'}}}}}
                """.formatted(longName, longName, longName));
        AetherConfig config = model.config();
        assertThat(config.services().keySet())
                .containsExactly(
                        "a-b-2e7336",
                        "a_b",
                        "a-b",
                        "x".repeat(33) + "-77cf12",
                        "x".repeat(33) + "-09d9fe",
                        "z_",
                        "web");
        assertThat(model.service("web").dependsOn()).containsOnlyKeys("a-b-2e7336", "x".repeat(33) + "-77cf12");
        assertThat(model.service("a-b-2e7336").container().network().aliases())
                .as("its own name as an alias")
                .containsExactly("a.b");
        assertThat(model.notes())
                .contains(
                        "a.b name: it is a-b-2e7336 in aether.toml and commands",
                        "_z_ networks: \"_z_\" is left out: it is not a valid host name");
    }

    @Test
    void servicesWithSimilarNamesHaveTheirOwnVariables() {
        PrintedModel model = PrintedModel.of("""
                {services: {'a.b': {image: 'one', ports: [{target: 1}]}, 'a_b': {image: 'two', ports: [{target: 2}]}}}
                """);
        assertThat(model.translation().composed(java.util.List.of()).injection())
                .containsExactly(
                        "A_B_HOST={{ services.a-b.host }}",
                        "A_B_PORT={{ services.a-b.ports.1 }}",
                        "A_B_2_HOST={{ services.a_b.host }}",
                        "A_B_2_PORT={{ services.a_b.ports.2 }}");
    }

    @Test
    void addsEveryNameOfAContainerAsAnAlias() {
        PrintedModel model = PrintedModel.of("""
                {services: {
                  db: {image: 'db', container_name: 'shop_pg', hostname: 'pg1', networks: {back: {aliases: ['primary-db', 'db', '_x']}, front: null}},
                  web: {image: 'web', container_name: 'web_', hostname: 'my_host', links: ['db', 'db:legacy.db', 'web:me']}}}
                """);
        assertThat(model.service("db").container().network().aliases())
                .containsExactly("shop_pg", "pg1", "primary-db", "legacy.db");
        assertThat(model.service("db").container().network().hostname()).contains("pg1");
        assertThat(model.service("web").container().network().aliases()).containsExactly("my_host", "me");
        assertThat(model.service("web").container().network().hostname()).isEmpty();
        assertThat(model.notes())
                .containsExactly(
                        "db networks: \"_x\" is left out: it is not a valid host name",
                        "web hostname: \"my_host\" is left out: it is not a valid host name",
                        "web networks: \"web_\" is left out: it is not a valid host name");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            restart: 'always'                                                          | always
            restart: 'on-failure:5'                                                    | on-failure
            restart: 'no'                                                              | no
            deploy: {restart_policy: {condition: 'none'}}                              | no
            deploy: {restart_policy: {condition: 'no'}}                                | no
            deploy: {restart_policy: {condition: 'any'}}                               | always
            deploy: {restart_policy: {condition: 'unless-stopped'}}                    | unless-stopped
            deploy: {restart_policy: {max_attempts: 3}}                                | no
            deploy: {restart_policy: {condition: 'none'}}, restart: 'always'           | no
            """)
    void restartPolicies(String keys, String expected) {
        assertThat(PrintedModel.web(keys)
                        .service()
                        .container()
                        .process()
                        .lifetime()
                        .restart()
                        .word())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            'missing'        | MISSING | ''
            'if_not_present' | MISSING | ''
            'never'          | NEVER   | ''
            'always'         | ALWAYS  | ''
            'build'          | MISSING | web pull_policy: "build" is not supported: an image is pulled when it is missing
            'daily'          | MISSING | web pull_policy: "daily" is not supported: an image is pulled when it is missing
            """)
    void pullPolicies(String policy, String expected, String note) {
        PrintedModel model = PrintedModel.web("pull_policy: " + (policy.startsWith("'") ? policy : "'" + policy + "'"));
        assertThat(model.service().pull().word()).isEqualTo(expected.toLowerCase(Locale.ROOT));
        assertThat(String.join("\n", model.notes())).isEqualTo(note);
    }

    @Test
    void limitsOfDeploy() {
        PrintedModel model = PrintedModel.web(
                "deploy: {resources: {limits: {cpus: 0.5, memory: '52428800', pids: 3}}, placement: {}}");
        assertThat(model.service().container().limits().memoryBytes()).hasValue(50L << 20);
        assertThat(model.service().container().limits().nanoCpus()).hasValue(500_000_000);
        assertThat(model.notes()).containsExactly("web deploy: the number of processes is not limited");
    }

    /** As in Compose. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "mem_limit: '0', cpus: 0, shm_size: '0'",
                "cpus: '0', mem_limit: '-1', deploy: {resources: {limits: {cpus: 0.0}}}"
            })
    void zeroIsNoLimit(String keys) {
        var limits = PrintedModel.web(keys).service().container().limits();
        assertThat(limits.memoryBytes()).isEmpty();
        assertThat(limits.nanoCpus()).isEmpty();
        assertThat(limits.shmBytes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0s         | 1  | web stop_grace_period: it is set to 1 s: the range is 1 s to 1 h
            1m0s       | 60 | ''
            1h30m0.5s  | 3600 | web stop_grace_period: it is set to 3600 s: the range is 1 s to 1 h
            """)
    void gracePeriods(String period, long seconds, String note) {
        PrintedModel model = PrintedModel.web("stop_grace_period: '" + period + "'");
        assertThat(model.service()
                        .container()
                        .process()
                        .lifetime()
                        .stopGracePeriod()
                        .orElseThrow()
                        .toSeconds())
                .isEqualTo(seconds);
        assertThat(String.join("\n", model.notes())).isEqualTo(note);
    }

    @Test
    void notesAnEmptyEntrypoint() {
        for (String empty : new String[] {"[]", "['']"}) {
            PrintedModel model = PrintedModel.web("entrypoint: " + empty + ", command: []");
            assertThat(model.service().container().process().entrypoint()).isEmpty();
            assertThat(model.notes())
                    .containsExactly(
                            "web entrypoint: an empty entrypoint is not supported: the image's entrypoint is used");
        }
    }

    @Test
    void notesEachUnsupportedKeyOnce() {
        PrintedModel model = PrintedModel.web("""
                network_mode: 'host', tty: true, external_links: ['x'], pid: 'host', runtime: null,
                dns_search: ['example.com'], networks: {a: {ipv4_address: '10.0.0.2'}, b: {ipv4_address: '10.0.1.2'}},
                logging: {driver: 'none'}, annotations: {a: 'b'}, stdin_open: true, profiles: ['dev'], expose: ['80'],
                'x-mine': 1, scale: 2, deploy: {resources: {reservations: {devices: [{capabilities: ['tpu'], count: 1}]}}},
                devices: [{source: 'vendor.com/class=name', target: 'vendor.com/class=name', permissions: 'rwm'}]
                """);
        assertThat(model.notes())
                .containsExactlyInAnyOrder(
                        "web network_mode: not supported: every service is on the private network of its workspace",
                        "web tty: not supported: a service has no terminal, so a shell as its command exits at once",
                        "web external_links: not supported: a workspace can only reach its own services",
                        "web pid: not supported",
                        "web dns_search: not supported",
                        "web networks: ipv4_address is left out: the engine assigns addresses",
                        "web deploy: one container runs, not 2",
                        "web gpus: {\"capabilities\":[\"tpu\"],\"count\":1} is left out: ajj supports only a number of GPUs",
                        "web devices: vendor.com/class=name is left out: ajj supports only devices below /dev");
        assertThat(model.config().services()).hasSize(1);
    }

    @Test
    void notesMissingVariablesOncePerService() {
        PrintedModel model = PrintedModel.withUnset("""
                {services: {web: {image: 'web', environment: {A: null, B: 'set', C: null}}, db: {image: 'db', environment: {D: null}}}}
                """, PrintedModel.FILE, "TAG", "X");
        assertThat(model.notes())
                .containsExactly(
                        "environment: more variables that are not set are empty; their names may be parts of values, and are not shown",
                        "web environment: not set in your environment: A, C",
                        "db environment: not set in your environment: D");
        assertThat(model.service("web").env()).containsExactly(entry("B", "set"));
    }

    @Test
    void knowsTheUnsetVariablesOfEachKey(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("compose.yaml"), """
                services:
                  web:
                    image: web:${TAG}${TA:-1}$${OTHER}
                    ports:
                      - "${PORT:?}:80"

                      - $OTHER
                    user: me
                """);
        PrintedModel model = PrintedModel.withUnset(
                "{services: {web: {image: 'web:', ports: [{target: 80, protocol: 'tcp'}], user: 'me'}}}",
                file,
                "TAG",
                "OTHER",
                "PORT",
                "TA");

        Composed composed = model.translation().composed(List.of());

        WrittenValue.Table web =
                (WrittenValue.Table) composed.services().keys().firstEntry().getValue();
        assertThat(model.notes()).contains("web image: has variables that are not set: TAG");
        assertThat(web.origin().unset()).isEmpty();
        assertThat(web.keys())
                .hasSize(3)
                .allSatisfy((key, value) -> assertThat(value.origin().unset())
                        .isEqualTo(
                                switch (key) {
                                    case "image" -> List.of("TAG");
                                    case "ports" -> List.of("OTHER", "PORT");
                                    default -> List.of();
                                }));
    }

    /** Compose accepts them, so ajj has to refuse them. */
    @Test
    void hugeNumbersAreOutOfRange() {
        Failure refused = catchThrowableOfType(
                Failure.class, () -> PrintedModel.web("cpus: 1e30").config());
        assertThat(refused.first().message()).isEqualTo("cpus in [services.web]: it is out of range");
    }

    @Test
    void joinsExternalNetworks() {
        PrintedModel model = PrintedModel.of("""
                {services: {web: {image: 'web', networks: {edge: null, back: null}}},
                 networks: {edge: {name: 'traefik', external: true}, back: {}}}
                """);
        assertThat(model.service("web").container().network().shared()).containsExactly("traefik");
        assertThat(model.notes())
                .containsExactly("web networks: the external network traefik is shared with all its other containers");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            gpus: [{count: -1}]                                                                        | -1
            gpus: [{count: 2, driver: 'nvidia', capabilities: ['gpu', 'utility']}]                     | 2
            deploy: {resources: {reservations: {devices: [{capabilities: ['gpu'], count: 1}]}}}        | 1
            gpus: [{count: 1}], deploy: {resources: {reservations: {devices: [{capabilities: ['gpu']}]}}} | -1
            gpus: []                                                                                   | 0
            """)
    void gpus(String keys, int expected) {
        PrintedModel model = PrintedModel.web(keys);
        assertThat(model.service("web").container().privileges().gpus()).isEqualTo(expected);
        assertThat(model.notes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{services: null}",
                "{services: {}}",
                "{name: 'x', services: {web: {build: {context: '.'}}}}",
            })
    void acceptsAModelWithoutServices(String json) {
        assertThat(PrintedModel.of(json).config().services()).isEmpty();
        assertThat(PrintedModel.of(json).config().injections()).isEmpty();
    }

    /** Values that Compose accepts, but the engine refuses. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "mem_limit: '1024'",
                "cpus: 1e-7",
                "working_dir: 'relative'",
                "stop_signal: 'SIGNAL'",
                "platform: 'LINUX'",
                "sysctls: {'vm.max_map_count': '1'}",
                "ulimits: {everything: 1}",
                "security_opt: ['seccomp:./profile.json']",
                "restart: 'sometimes'",
                "cap_add: ['FLY']",
                "user: ''",
                "dns: ['not an address']",
                "command: ['']",
                "labels: {'com.docker.compose.project': 'x'}",
                "volumes: [{type: 'bind', source: '/repository/a:b', target: '/x'}]",
                "volumes: [{type: 'volume', target: 'relative'}]",
                "volumes: [{type: 'volume', target: '/x'}], tmpfs: ['/x']",
                "tmpfs: ['/x:nonsense']",
                "devices: ['/etc/passwd']",
                "healthcheck: {test: ['CMD', '']}",
            })
    void reportsInvalidValuesAtTheirLineInTheComposeFile(String keys, @TempDir Path directory) throws IOException {
        Path file =
                Files.writeString(directory.resolve("compose.yaml"), "services:\n  other: {}\n  \"web\":\n    x: y\n");
        PrintedModel model = PrintedModel.of("{services: {web: {image: 'web', " + keys + "}}}", file);
        Failure failure = catchThrowableOfType(Failure.class, model::config);
        assertThat(failure.first()).isInstanceOf(ConfigProblem.Invalid.class);
        assertThat(((ConfigProblem.Invalid) failure.first()).position()).hasToString(file + ":3:3");
    }
}
