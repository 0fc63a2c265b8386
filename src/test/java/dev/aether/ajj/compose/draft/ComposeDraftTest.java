package dev.aether.ajj.compose.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aether.ajj.compose.ComposeFinder;
import dev.aether.ajj.compose.ComposeServices;
import dev.aether.ajj.compose.model.ComposeModel;
import dev.aether.ajj.compose.model.Marks;
import dev.aether.ajj.compose.translate.PrintedModel;
import dev.aether.ajj.compose.translate.Translation;
import dev.aether.ajj.config.ConfigReader;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.inject.template.QuteTemplates;
import dev.aether.ajj.model.config.ComposeUse.Note;
import dev.aether.ajj.spi.config.ComposeSource;
import dev.aether.ajj.spi.config.ComposeSource.Found;
import dev.aether.ajj.spi.config.ConfigDraft;
import dev.aether.ajj.spi.config.ConfigDrafts;
import dev.aether.ajj.spi.machine.Deadline;
import dev.aether.ajj.spi.machine.ProcessContext;
import dev.aether.ajj.testing.Committed;
import dev.aether.ajj.testing.NoCompose;
import dev.aether.ajj.testing.Scripts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The aether.toml that {@code ajj init} writes. */
class ComposeDraftTest {
    private static final String COMPOSE = """
            services:
              web: {build: ., environment: {DATABASE_URL: "postgres://postgres:pw@shop_pg:5432/shop", CACHE_HOST: cache}}
              db: {image: postgres:15, container_name: shop_pg, environment: {POSTGRES_PASSWORD: pw}}
              cache: {image: redis:7}
              mail.box: {image: team/mail, ports: ["1025", "8025"], command: ["--smtp-auth-file=$$HOME/x"]}
            """;
    private static final String MODEL = """
            {name: 'shop', services: {
              web: {build: {context: '/repository'}, environment: {DATABASE_URL: 'postgres://postgres:pw@shop_pg:5432/shop', CACHE_HOST: 'cache'}},
              db: {image: 'postgres:15', container_name: 'shop_pg', environment: {POSTGRES_PASSWORD: 'pw'}},
              cache: {image: 'redis:7'},
              'mail.box': {image: 'team/mail', command: ['--smtp-auth-file=$$HOME/x'], ports: [{target: 1025}, {target: 8025}]}}}
            """;

    @TempDir
    Path root;

    private Set<String> tracked = Set.of();

    private ConfigDraft draft(String compose, String model, ConfigDrafts.Choice choice) throws IOException {
        return draft(compose, model, model, choice);
    }

    /** @param printed without the values of variables, such as {@code ${NAME}}; empty when Compose refuses that */
    private ConfigDraft draft(String compose, String model, String printed, ConfigDrafts.Choice choice)
            throws IOException {
        return draft(compose, model, printed, choice, _ -> false);
    }

    private ConfigDraft draft(
            String compose, String model, String printed, ConfigDrafts.Choice choice, Predicate<String> reveals)
            throws IOException {
        Path file = Files.writeString(root.resolve("compose.yaml"), compose);
        List<Path> files = choice.files().isEmpty() ? List.of(file) : choice.files();
        ConfigDrafts.Request request = new ConfigDrafts.Request(
                root.resolve("aether.toml"),
                root,
                root,
                choice,
                paths -> paths.stream().filter(tracked::contains).toList());
        ComposeModel full = PrintedModel.of(model, file).translation().model();
        ComposeSource.Request read = new ComposeSource.Request(List.of(file), root, List.of(), List.of(), false);
        Optional<ObjectNode> marked =
                Optional.of(printed).filter(text -> !text.isEmpty()).map(text -> marked(text, full));
        ComposeModel whole = new ComposeModel(full.json(), marked, full.unset(), full.lines());
        return new ComposeDraft(
                        request,
                        files,
                        new ComposeServices.Drafted(
                                new Translation(read, whole),
                                whole.ofMarks().map(marks -> new Translation(read, marks)),
                                reveals))
                .draft();
    }

    private static ObjectNode marked(String printed, ComposeModel full) {
        Pattern variable = Pattern.compile("\\$\\{(\\w+)}");
        Map<String, String> values = new HashMap<>();
        variable.matcher(printed).results().forEach(found -> values.put(found.group(1), "value"));
        Marks marks = new Marks(values, full.json().toString());
        String numbers = variable.matcher(printed)
                .replaceAll(found -> marks.environment().get(found.group(1)));
        return marks.of(PrintedModel.parse(numbers), full.json());
    }

    private ConfigDraft draft(String compose, String model) throws IOException {
        return draft(compose, model, new ConfigDrafts.Choice(List.of(), List.of(), false, false));
    }

    private ConfigDraft copy(String compose, String model) throws IOException {
        ConfigDraft draft = draft(compose, model, new ConfigDrafts.Choice(List.of(), List.of(), true, false));
        new ConfigReader(new QuteTemplates(), new NoCompose())
                .parse(root.resolve("aether.toml"), draft.text(), root, root);
        return draft;
    }

    @Test
    void namesTheComposeFileAndInjectsAddresses() throws IOException {
        ConfigDraft draft = draft(COMPOSE, MODEL);
        assertThat(draft.text()).isEqualTo("""
                # The services of every workspace: those of compose.yaml, with host ports that ajj chooses and
                # private volumes.
                [compose]
                file = "compose.yaml"
                # A selection, with its dependencies. Default: all services without `build:`.
                # services = ["db", "cache", "mail.box"]

                # A table overrides keys of a service, or declares another service.
                # [services.NAME]
                # memory = "512m"

                # Addresses of the services for programs on this machine. `ajj run -- COMMAND` sets these variables.
                [injection]
                file = ".env"
                template = \"""
                DATABASE_URL=postgres://postgres:{{ services.db.env.POSTGRES_PASSWORD }}@{{ services.db.host }}:{{ services.db.ports.5432 }}/shop
                CACHE_HOST={{ services.cache.host }}
                CACHE_PORT={{ services.cache.ports.6379 }}
                MAIL_BOX_HOST={{ services.mail-box.host }}
                MAIL_BOX_1025_PORT={{ services.mail-box.ports.1025 }}
                MAIL_BOX_8025_PORT={{ services.mail-box.ports.8025 }}
                \"""
                """);
        assertThat(draft.services()).extracting(ConfigDraft.Service::name).containsExactly("db", "cache", "mail-box");
        assertThat(draft.leftOut()).extracting(left -> left.service()).containsExactly("web");
        assertThat(draft.injectedFile()).contains(".env");
    }

    @Test
    void namesAllFilesAndProfiles() throws IOException {
        Path deep = Files.writeString(
                Files.createDirectories(root.resolve("docker")).resolve("dev.yaml"), "services: {}\n");
        ConfigDrafts.Choice choice = new ConfigDrafts.Choice(
                List.of(root.resolve("compose.yaml"), deep, Path.of("/etc/c.yaml")), List.of("dev"), false, false);
        assertThat(draft(COMPOSE, MODEL, choice).text()).contains("""
                [compose]
                file = ["compose.yaml", "docker/dev.yaml", "/etc/c.yaml"]
                profiles = ["dev"]
                """);
    }

    @Test
    void aCopyHasTheTables() throws IOException {
        assertThat(copy(COMPOSE, MODEL).text()).startsWith("""
                # The services of every workspace: those of compose.yaml, copied by `ajj init --copy`.

                [services.db]
                image = "postgres:15"
                ports = ["5432"]
                network_aliases = ["shop_pg"]
                env = { POSTGRES_PASSWORD = "pw" }
                connection = "postgres://postgres:{{ env.POSTGRES_PASSWORD }}@{{ host }}:{{ ports.5432 }}/postgres"

                [services.cache]
                image = "redis:7"
                ports = ["6379"]
                connection = "redis://{{ host }}:{{ ports.6379 }}"

                [services.mail-box]
                image = "team/mail"
                ports = ["1025", "8025"]
                command = ["--smtp-auth-file=$HOME/x"]
                """);
    }

    /** A value without a mark is found in the page. */
    @Test
    void refusesACopyWithAValue() {
        String model = "{services: {db: {image: 'team/db', environment: {A: 'hunter222'}}}}";
        Failure refused = catchThrowableOfType(
                Failure.class,
                () -> draft(
                        "services: {db: {image: team/db, environment: {A: \"${PW}\"}}}\n",
                        model,
                        model,
                        new ConfigDrafts.Choice(List.of(), List.of(), true, false),
                        page -> page.contains("hunter222")));
        assertThat(refused.first().message()).contains("ajj does not know which values must not be copied");
    }

    /** The values are in the user's environment, or in an untracked file. */
    @Test
    void neverWritesValuesOfVariables() throws IOException {
        String compose = """
                services:
                  db:
                    image: postgres:15
                    environment: {POSTGRES_PASSWORD: "${PW}", URL: "https://u:${PW}@x", KEPT: "it's $$5", "odd.name": "${PW}"}
                    entrypoint: ["/run", "--key=${PW}"]
                    labels: {a: "${PW}"}
                    env_file: [db.env]
                    healthcheck: {test: "check -p ${PW}", interval: 5s}
                  cache: {image: redis:7, command: ["redis-server", "--requirepass", "${PW}"], extra_hosts: ["${HOST}:1.2.3.4"],
                    volumes: ["share:/share"], configs: [{source: site, target: /site}], secrets: [key]}
                volumes: {share: {driver_opts: {type: cifs, o: "password=${PW}"}}}
                configs: {site: {content: "pw: ${PW}"}}
                secrets: {key: {environment: PW}}
                """;
        String printed = """
                {services: {db: {image: 'postgres:15', ports: [{target: 5432, published: '${PW}'}, {target: 80}],
                    environment: {POSTGRES_PASSWORD: '${PW}', URL: 'https://u:${PW}@x', KEPT: 'it\\'s $$5', 'odd.name': '${PW}', BARE: '${BARE}', MODE: 'dev'},
                    entrypoint: ['/run', '--key=${PW}'], labels: {a: '${PW}'},
                    user: '${PW}', working_dir: '/x/${PW}', hostname: 'h${PW}', container_name: 'n${PW}', stop_signal: 'SIGINT',
                    tmpfs: ['/a', '/y${PW}'], mem_limit: '64023456789',
                    networks: {default: {aliases: ['al${PW}']}},
                    volumes: [{type: 'bind', source: '/r/cfg', target: '/c'}, {type: 'bind', source: '/r/cfg', target: '/x${PW}'}, {type: 'bind', source: '/r/${PW}', target: '/z'}],
                    healthcheck: {test: ['CMD-SHELL', 'check -p ${PW}'], interval: '5s'}},
                  cache: {image: 'redis:7', command: ['redis-server', '--requirepass', '${PW}'], extra_hosts: ['${HOST}=1.2.3.4'],
                    volumes: [{type: 'volume', source: 'share', target: '/share'}],
                    configs: [{source: 'site', target: '/site'}], secrets: [{source: 'key', target: '/run/secrets/key'}]},
                  other: {image: 'other:${PW}'}},
                 volumes: {share: {driver_opts: {type: 'cifs', o: 'password=${PW}'}}},
                 configs: {site: {content: 'pw: ${PW}'}}, secrets: {key: {environment: 'PW'}}}
                """;
        String copied = "";
        for (String secret : List.of("Sup3r@S3cret", "image", "5432", "redis-server", "x")) {
            String model = """
                    {services: {db: {image: 'postgres:15', ports: [{target: 5432, published: '%1$s'}, {target: 80}],
                        environment: {POSTGRES_PASSWORD: '%1$s', URL: 'https://u:%1$s@x', KEPT: 'it\\'s $$5', 'odd.name': '%1$s', BARE: '%1$s', MODE: 'dev', 'from.file': '%1$s', 'other.one': 'Fr0mFile'},
                        entrypoint: ['/run', '--key=%1$s'], labels: {a: '%1$s'},
                        user: '%1$s', working_dir: '/x/%1$s', hostname: 'h%1$s', container_name: 'n%1$s', stop_signal: 'SIGINT',
                        tmpfs: ['/a', '/y%1$s'], mem_limit: '987654',
                        networks: {default: {aliases: ['al%1$s']}},
                        volumes: [{type: 'bind', source: '/r/cfg', target: '/c'}, {type: 'bind', source: '/r/cfg', target: '/x%1$s'}, {type: 'bind', source: '/r/%1$s', target: '/z'}],
                        healthcheck: {test: ['CMD-SHELL', 'check -p %1$s'], interval: '5s'}},
                      cache: {image: 'redis:7', command: ['redis-server', '--requirepass', '%1$s'], extra_hosts: ['secrethost=1.2.3.4'],
                        volumes: [{type: 'volume', source: 'share', target: '/share'}],
                        configs: [{source: 'site', target: '/site'}], secrets: [{source: 'key', target: '/run/secrets/key'}]},
                      other: {image: 'other:%1$s'}},
                     volumes: {share: {driver_opts: {type: 'cifs', o: 'password=%1$s'}}},
                     configs: {site: {content: 'pw: %1$s'}}, secrets: {key: {environment: 'PW', content: '%1$s'}}}
                    """.formatted(secret);
            ConfigDraft copy =
                    draft(compose, model, printed, new ConfigDrafts.Choice(List.of(), List.of(), true, false));
            String text = copy.text();
            assertThat(copy.notes())
                    .extracting(note -> note.service() + " " + note.key())
                    .contains("db env", "db entrypoint", "cache command");
            new ConfigReader(new QuteTemplates(), new NoCompose()).parse(root.resolve("aether.toml"), text, root, root);
            String expected = copied.isEmpty() ? text : copied;
            copied = text.replaceAll("connection = .*", "");
            assertThat(text.replaceAll("connection = .*", "")).isEqualTo(expected.replaceAll("connection = .*", ""));
            assertThat(text)
                    .doesNotContain("Sup3r", "Fr0mFile", "secrethost", "987654", "ajj-variable")
                    .contains("POSTGRES_PASSWORD = \"...\", URL = \"...\", KEPT = \"it's $5\", \"odd.name\" = \"...\"")
                    .contains("BARE = \"...\", MODE = \"dev\", \"from.file\" = \"...\", \"other.one\" = \"...\"")
                    .contains(
                            "entrypoint = [\"/run\", \"...\"]",
                            "ports = [\"5432\", \"80\"]",
                            "stop_signal = \"SIGINT\"")
                    .contains("tmpfs = [\"/a\"]", "volumes = [\"/r/cfg:/c\"]", "image = \"localhost/left-out\"")
                    .contains("healthcheck = { command = [\"sh\", \"-c\", \"...\"], timeout = \"60s\" }")
                    .contains("command = [\"redis-server\", \"--requirepass\", \"...\"]")
                    .contains("driver_opts = { type = \"cifs\", o = \"...\" }, target = \"/share\"")
                    .contains("files = { \"/site\" = \"...\", \"/run/secrets/key\" = \"...\" }")
                    .contains(
                            "# Values of db that come from variables are left out: replace \"...\" and \"left-out\" by them.")
                    .contains("# Left out of cache, because the values come from variables: extra_hosts.")
                    .doesNotContainPattern("(?m)^(user|working_dir|hostname|memory|network_aliases) =");
        }
    }

    /** In a list, Compose interpolates names, too. */
    @Test
    void neverWritesNamesFromVariables() throws IOException {
        String printed = """
                {services: {db: {image: 'postgres:15',
                    environment: {'${PW}': 'x', 'LIT${PW}': 'y', 'BARE${PW}': null, '${LINE}': null, OWN: '1'},
                    labels: {'${PW}': 'x', l: '${PW}'}, sysctls: {'net.${PW}': '1'}}}}
                """;
        String model = """
                {services: {db: {image: 'postgres:15',
                    environment: {Sup3rS3cret: 'x', LITSup3rS3cret: 'y', BARESup3rS3cret: null, Sup3rName: 'line', OWN: '1', FROM_FILE: 'z'},
                    labels: {Sup3rS3cret: 'x', l: 'Sup3rS3cret'}, sysctls: {'net.Sup3rS3cret': '1'}}}}
                """;
        ConfigDraft draft =
                draft("services: {}\n", model, printed, new ConfigDrafts.Choice(List.of(), List.of(), true, false));
        assertThat(draft.text())
                .doesNotContain("Sup3r", "ajj-variable")
                .contains(
                        "env = { OWN = \"1\" }",
                        "# Left out of db, because the values come from variables: environment, labels");
        assertThat(draft.notes().toString()).doesNotContain("Sup3r");
    }

    /** Names, ports and values of injected variables only come from the compose file itself. */
    @ParameterizedTest
    @ValueSource(strings = {"s3cr3ttok9", "redis", "Pw7q"})
    void injectedVariablesContainNothingFromVariables(String token) throws IOException {
        String printed = """
                {services: {redis: {image: 'redis:7', environment: {'${TOKEN}_PASSWORD': 'pw', PASSWORD: '${TOKEN}'}},
                  db: {image: 'postgres:15', ports: [{target: '${PORT}'}]}, mail: {image: 'team/mail', ports: [{target: '${PORT}'}, {target: 25}]},
                  off: {image: 'team/off', ports: [{target: 80}], scale: '${N}'}, 'on': {image: 'team/on', ports: [{target: 80}], scale: 1},
                  app: {build: {context: '/r'}, environment: {'${TOKEN}_HOST': 'redis', 'X_${TOKEN}': 'redis:6379', A_HOST: 'redis', A_PASSWORD: 'pw',
                    B: 'redis://:${TOKEN}@redis:6379/1', C: 'redis://redis:6379/${TOKEN}', D: 'mail:${PORT}', E: 'http://u:pw@redis/1'}}}}
                """;
        String model = """
                {services: {redis: {image: 'redis:7', environment: {%1$s_PASSWORD: 'pw', PASSWORD: '%1$s'}},
                  db: {image: 'postgres:15', ports: [{target: 7654}]}, mail: {image: 'team/mail', ports: [{target: 7654}, {target: 25}]},
                  off: {image: 'team/off', ports: [{target: 80}], scale: 0}, 'on': {image: 'team/on', ports: [{target: 80}], scale: 1},
                  app: {build: {context: '/r'}, environment: {%1$s_HOST: 'redis', X_%1$s: 'redis:6379', A_HOST: 'redis', A_PASSWORD: 'pw',
                    B: 'redis://:%1$s@redis:6379/1', C: 'redis://redis:6379/%1$s', D: 'mail:7654', E: 'http://u:pw@redis/1'}}}}
                """.formatted(token);
        String text = draft(
                        "services: {}\n", model, printed, new ConfigDrafts.Choice(List.of(), List.of(), false, false))
                .text();
        String host = "{{ services.redis.host }}";
        String port = "{{ services.redis.ports.6379 }}";
        String injected = String.join(
                "\n",
                "A_HOST=" + host,
                "A_PORT=" + port,
                "A_PASSWORD=pw",
                "B=redis://:{{ services.redis.env.PASSWORD }}@" + host + ":" + port + "/1",
                "E=http://u:pw@" + host + ":" + port + "/1",
                "MAIL_HOST={{ services.mail.host }}",
                "MAIL_PORT={{ services.mail.ports.25 }}",
                "ON_HOST={{ services.on.host }}",
                "ON_PORT={{ services.on.ports.80 }}");
        assertThat(text).endsWith("template = \"\"\"\n" + injected + "\n\"\"\"\n");
        String copied = draft(
                        "services: {}\n", model, printed, new ConfigDrafts.Choice(List.of(), List.of(), true, false))
                .text();
        new ConfigReader(new QuteTemplates(), new NoCompose()).parse(root.resolve("aether.toml"), copied, root, root);
        assertThat(copied)
                .contains(injected.substring(0, injected.indexOf("MAIL")))
                .doesNotContain("7654", "s3cr", "Pw7q");
    }

    @Test
    void refusesACopyWithUnknownOrigins() throws IOException {
        Failure refused = catchThrowableOfType(
                Failure.class,
                () -> draft(COMPOSE, MODEL, "", new ConfigDrafts.Choice(List.of(), List.of(), true, false)));
        assertThat(refused.first().message()).contains("ajj does not know which values must not be copied");
        assertThat(draft(COMPOSE, MODEL, "", new ConfigDrafts.Choice(List.of(), List.of(), false, false))
                        .text())
                .contains("[compose]");
    }

    @Test
    void theInjectedFileIsNotTracked() throws IOException {
        tracked = Set.of(".env");
        assertThat(draft(COMPOSE, MODEL).injectedFile()).contains(".env.local");
        tracked = Set.of(".env", ".env.local");
        assertThat(draft(COMPOSE, MODEL).injectedFile()).contains(".env.ajj");
        tracked = Set.of(".env", ".env.local", ".env.ajj");
        ConfigDraft without = draft(COMPOSE, MODEL);
        assertThat(without.injectedFile()).isEmpty();
        assertThat(without.text()).doesNotContain("[injection]");
    }

    /** Compose would read ajj's injected variables as its own. */
    @Test
    void theInjectedFileSetsNoVariableOfTheComposeFile() throws IOException {
        for (String reference : List.of("${CACHE_HOST:-x}", "$CACHE_HOST/x")) {
            assertThat(draft(COMPOSE + "x-other: \"" + reference + "\"\n", MODEL)
                            .injectedFile())
                    .contains(".env.local");
        }
        assertThat(draft(COMPOSE + "x-other: $CACHE_HOST_2\n", MODEL).injectedFile())
                .contains(".env");
    }

    @Test
    void injectsNoHostVariables() throws IOException {
        String model = """
                {services: {app: {build: {}, environment: {DOCKER_HOST: 'tcp://docker:2375', 'bad-name': 'docker:2375'}},
                  docker: {image: 'docker:dind', ports: [{target: 2375}]}}}
                """;
        String text = draft(
                        "services: {app: {environment: {DOCKER_HOST: 'tcp://docker:2375', 'bad-name': 'docker:2375'}}}",
                        model)
                .text();
        assertThat(text).doesNotContain("DOCKER_HOST", "bad-name");
        assertThat(PrintedModel.of(model).translation().composed(List.of()).injection())
                .containsExactly("DOCKER_PORT={{ services.docker.ports.2375 }}");
    }

    @Test
    void notesOtherComposeFilesWithTheExample() throws IOException {
        Files.createDirectories(root.resolve("docker"));
        Files.writeString(root.resolve("docker/docker-compose.yml"), "");
        Files.writeString(root.resolve("docker-compose.dev.yml"), "");
        Files.writeString(root.resolve("compose-notes.txt"), "");
        ComposeServices compose =
                new ComposeServices(new ProcessContext(Map.of("HOME", root.toString()), root), Deadline.NONE);
        ConfigDraft draft = new ComposeDrafts(compose)
                .draft(new ConfigDrafts.Request(
                        root.resolve("aether.toml"),
                        root,
                        root,
                        new ConfigDrafts.Choice(List.of(), List.of(), false, false),
                        _ -> List.of()));
        assertThat(draft.notes())
                .extracting(Note::message)
                .containsExactly(
                        "there is docker/docker-compose.yml: to use it, ajj init --force --from docker/docker-compose.yml",
                        "there is docker-compose.dev.yml: to use it, ajj init --force --from docker-compose.dev.yml");
        assertThat(draft.services()).extracting(ConfigDraft.Service::name).containsExactly("postgres");
        assertThat(new ConfigReader(new QuteTemplates(), new NoCompose())
                        .parse(root.resolve("aether.toml"), draft.text(), root, root)
                        .services())
                .containsOnlyKeys("postgres");
    }

    /** A relative path can be a committed link to a file with the user's secrets. */
    @Test
    void copiesAFileElsewhereOnlyByItsAbsolutePath(@TempDir Path elsewhere) throws IOException {
        Scripts.write(root.resolve("docker-compose"), """
                #!/bin/sh
                case "$*" in
                *version*) echo 2.40.0 ;;
                *) echo '{"services": {"web": {"image": "team/x"}}}' ;;
                esac
                """);
        Path file = Files.writeString(elsewhere.resolve("compose.yaml"), "services: {web: {image: team/x}}\n");
        Map<String, String> environment = Map.of(
                "PATH", root.toString(), "XDG_CACHE_HOME", root.resolve("cache").toString());
        ComposeDrafts drafts =
                new ComposeDrafts(new ComposeServices(new ProcessContext(environment, root), Deadline.NONE));
        Function<Boolean, ConfigDraft> copy = absolute -> drafts.draft(new ConfigDrafts.Request(
                root.resolve("aether.toml"),
                root,
                root,
                new ConfigDrafts.Choice(List.of(file), List.of(), true, absolute),
                _ -> List.of()));

        assertThat(copy.apply(true).text()).contains("[services.web]");
        Failure refused = catchThrowableOfType(Failure.class, () -> copy.apply(false));
        assertThat(refused.first().message()).contains("which is outside the workspace");
        assertThat(refused.first().hints()).last().asString().contains("absolute path: ajj init --copy --from /");
    }

    private static Found found(Path directory, Path root, Map<String, String> environment) {
        return ComposeFinder.find(directory, root, environment, Optional.empty());
    }

    /** A workspace to be added has the files of its revision. */
    @Test
    void findsFilesOfARevision() throws IOException {
        Files.writeString(root.resolve("compose.yaml"), "");
        Path committed = root.resolve("sub/compose.yml");
        assertThat(ComposeFinder.find(
                                root.resolve("sub"), root, Map.of(), Optional.of(Committed.of(Map.of(committed, ""))))
                        .files())
                .containsExactly(committed);
    }

    @Test
    void findsFilesLikeCompose() throws IOException {
        Path deep = Files.createDirectories(root.resolve("a/b"));
        assertThat(found(deep, root, Map.of()).files()).isEmpty();
        Path old = Files.writeString(root.resolve("docker-compose.yml"), "");
        assertThat(found(deep, root, Map.of()).files()).containsExactly(old);
        Path usual = Files.writeString(root.resolve("compose.yaml"), "");
        Path override = Files.writeString(root.resolve("compose.override.yaml"), "");
        assertThat(found(deep, root, Map.of()).files()).containsExactly(usual, override);
        Path nearer = Files.writeString(root.resolve("a/compose.yml"), "");
        assertThat(found(deep, root, Map.of()).files()).containsExactly(nearer);
        assertThat(found(deep, root, Map.of("COMPOSE_FILE", "x.yaml:/y.yaml")))
                .isEqualTo(new Found(List.of(deep.resolve("x.yaml"), Path.of("/y.yaml")), false));
        assertThat(found(deep, root, Map.of("COMPOSE_FILE", "/x,/y", "COMPOSE_PATH_SEPARATOR", ",")))
                .isEqualTo(new Found(List.of(Path.of("/x"), Path.of("/y")), true));
    }
}
