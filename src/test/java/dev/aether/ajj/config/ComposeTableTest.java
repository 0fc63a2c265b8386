package dev.aether.ajj.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.entry;

import dev.aether.ajj.config.toml.ConfigFile;
import dev.aether.ajj.error.ConfigFaults;
import dev.aether.ajj.error.ConfigProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.model.config.AetherConfig;
import dev.aether.ajj.model.config.BackendSpec;
import dev.aether.ajj.model.config.ComposeUse;
import dev.aether.ajj.model.service.Healthcheck;
import dev.aether.ajj.model.service.PortSpec;
import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.model.service.ServiceSpec.Condition;
import dev.aether.ajj.model.text.SourcePosition;
import dev.aether.ajj.model.variable.VariableTexts;
import dev.aether.ajj.spi.config.CommittedFiles;
import dev.aether.ajj.spi.config.ComposeSource;
import dev.aether.ajj.spi.config.WrittenValue;
import dev.aether.ajj.spi.config.WrittenValue.Origin;
import dev.aether.ajj.testing.Committed;
import dev.aether.ajj.testing.NoCompose;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table {@code [compose]}, and compose files without an aether.toml. */
class ComposeTableTest {
    private static final String TABLES = """

            [services.db]
            image = "postgres:15"
            ports = ["5432"]
            env = { USER = "app", PASSWORD = "pw" }
            depends_on = { cache = "ready" }
            healthcheck = { command = ["pg_isready"], timeout = "90s" }

            [services.cache]
            image = "redis:7"
            """;

    private Path root;
    private final List<ComposeSource.Request> requests = new ArrayList<>();
    private String tables = TABLES;
    private VariableTexts variables = VariableTexts.NONE;
    private List<String> unset = List.of();
    private List<String> injection = List.of("DB_PORT={{ services.db.ports.5432 }}");

    private boolean chosen;

    @BeforeEach
    void files(@TempDir Path directory) throws IOException {
        root = directory.toRealPath();
        Files.writeString(root.resolve("compose.yaml"), "services: {}\n");
        Files.writeString(root.resolve("dev.yaml"), "services: {}\n");
        try (RandomAccessFile large =
                new RandomAccessFile(root.resolve("large.yaml").toFile(), "rw")) {
            large.setLength(20L << 30);
        }
    }

    private ConfigReader reader() {
        return new ConfigReader(new WithoutTemplates(), new NoCompose() {
            @Override
            public Found find(Path directory, Path root, Optional<CommittedFiles> committed) {
                return new Found(List.of(root.resolve("compose.yaml")), chosen);
            }

            @Override
            public Composed read(Request request) {
                requests.add(request);
                Origin origin = new Origin(new SourcePosition(root.resolve("compose.yaml"), 7, 3), variables, unset);
                Object services = new ConfigFile(root, tables)
                        .tables(new ConfigFaults())
                        .value("services")
                        .orElseThrow();
                return new Composed(
                        (WrittenValue.Table) WrittenValue.of(services, origin),
                        injection,
                        new ComposeUse(
                                request.files(),
                                request.files(),
                                List.of("db", "cache"),
                                List.of(),
                                List.of(),
                                List.of()));
            }
        });
    }

    /** The user means these files, and not those of a revision. */
    @Test
    void filesThatTheUserNamesAreNotOfARevision() {
        assertThat(reader().ofCompose(root, root, Committed.of(Map.of()))).isPresent();
        chosen = true;
        assertThat(reader().ofCompose(root, root, Committed.of(Map.of()))).isEmpty();
    }

    private AetherConfig read(String toml) {
        return reader().parse(root.resolve("aether.toml"), toml, root, root);
    }

    private AetherConfig overridden(String toml) {
        return read("[compose]\nfile = \"compose.yaml\"\n" + toml);
    }

    private static ServiceSpec service(AetherConfig config, String name) {
        return Optional.ofNullable(config.services().get(name)).orElseThrow();
    }

    @Test
    void requestsFilesServicesAndProfiles() {
        AetherConfig config =
                read("[compose]\nfile = [\"compose.yaml\", \"dev.yaml\"]\nservices = [\"db\"]\nprofiles = [\"dev\"]\n");
        assertThat(requests)
                .containsExactly(new ComposeSource.Request(
                        List.of(root.resolve("compose.yaml"), root.resolve("dev.yaml")),
                        root,
                        List.of("db"),
                        List.of("dev"),
                        false));
        assertThat(requests).noneMatch(ComposeSource.Request::chosen);
        assertThat(config.services()).containsOnlyKeys("db", "cache");
        assertThat(config.compose()).map(ComposeUse::services).contains(List.of("db", "cache"));
        assertThat(config.injections()).as("with an aether.toml").isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            services = ["db"]                       | 1:1 | [compose] has no file                         | write file = "compose.yaml", or a list of files
            file = "none.yaml"                      | 2:1 | the file none.yaml does not exist                    | name a file relative to the directory of aether.toml
            file = ["compose.yaml", "none.yaml"]    | 2:25| the file none.yaml does not exist                    | name a file relative to the directory of aether.toml
            file = "/dev/zero"                      | 2:1 | the file /dev/zero is a pipe or a device, not a file | name a file relative to the directory of aether.toml
            file = "."                              | 2:1 | the file . is a directory, not a file          | name a file relative to the directory of aether.toml
            file = "large.yaml"                     | 2:1 | the file large.yaml is larger than 10 MiB     | name a file relative to the directory of aether.toml
            file = 1                                | 2:1 | expected an array, found an integer           | write file = ["..."]
            file = [1]                              | 2:9 | expected a string, found an integer           | write file = "compose.yaml", or a list of files
            file = ""                               | 2:1 | this is not a valid file name                | write file = "compose.yaml", or a list of files
            files = "compose.yaml"                  | 2:1 | unknown key "files" in [compose]              | did you mean "file"?
            services = ["-x"]                       | 2:13| "-x" is not a valid name                            | write a name from the compose file
            profiles = "dev"                        | 2:1 | expected an array, found a string             | write profiles = ["..."]
            """)
    void invalidValues(String line, String place, String message, String hint) {
        Failure failure = catchThrowableOfType(Failure.class, () -> read("[compose]\n" + line + "\n"));
        assertThat(failure.problems()).anySatisfy(problem -> {
            assertThat(problem.message()).contains(message);
            assertThat(((ConfigProblem.Invalid) problem).position())
                    .hasToString(root.resolve("aether.toml") + ":" + place);
            assertThat(problem.hints()).containsExactly(hint);
        });
    }

    @Test
    void aTableOverridesKeys() {
        AetherConfig config = overridden("""
                [services.db]
                image = "postgres:17"
                ports = ["15432:5432"]
                env = { PASSWORD = "other", MORE = "x" }
                [services.db.healthcheck]
                timeout = "5s"
                """);
        ServiceSpec db = service(config, "db");
        assertThat(db.image()).isEqualTo("postgres:17");
        assertThat(db.ports()).extracting(PortSpec::fixedHostPort).containsExactly(java.util.OptionalInt.of(15432));
        assertThat(db.env()).containsOnly(entry("USER", "app"), entry("PASSWORD", "other"), entry("MORE", "x"));
        assertThat(db.dependsOn()).containsExactly(entry("cache", Condition.READY));
        assertThat(db.healthcheck())
                .isEqualTo(new Healthcheck(
                        new Healthcheck.Command(List.of("pg_isready")), java.time.Duration.ofSeconds(5)));
        assertThat(service(config, "cache").image()).isEqualTo("redis:7");
    }

    @Test
    void aCheckReplacesThatOfTheComposeFile() {
        assertThat(service(overridden("[services.db.healthcheck]\ntcp = 5432\n"), "db")
                        .healthcheck()
                        .check())
                .isEqualTo(new Healthcheck.Tcp(5432));
    }

    @Test
    void aTableMayDeclareAnotherService() {
        AetherConfig config = overridden("[services.mail]\nimage = \"mail\"\ndepends_on = [\"db\"]\n");
        assertThat(config.services().keySet()).containsExactly("db", "cache", "mail");
    }

    @Test
    void reportsEachMistakeInItsFile() {
        tables = TABLES.replace("redis:7", "Redis");
        Failure failure = catchThrowableOfType(
                Failure.class, () -> overridden("[services.db]\nimage = \"Postgres\"\nmemry = 1\n"));
        assertThat(failure.problems())
                .extracting(
                        problem -> ((ConfigProblem.Invalid) problem).position().toString())
                .containsExactlyInAnyOrder(
                        root.resolve("aether.toml") + ":4:1",
                        root.resolve("aether.toml") + ":5:1",
                        root.resolve("compose.yaml") + ":7:3");
    }

    @Test
    void usesAComposeFileWithoutAnAetherToml() {
        AetherConfig config = reader().load(Optional.empty(), root, root);
        assertThat(config.file()).isEqualTo(root.resolve("compose.yaml"));
        assertThat(config.services()).containsOnlyKeys("db", "cache");
        assertThat(config.injections()).singleElement().satisfies(injected -> {
            assertThat(injected.file()).isEqualTo(".env");
            assertThat(injected.template().text()).isEqualTo("DB_PORT={{ services.db.ports.5432 }}\n");
        });
        assertThat(reader().locate(root, root)).contains(root.resolve("compose.yaml"));
        injection = List.of();
        assertThat(reader().load(Optional.empty(), root, root).injections()).isEmpty();
    }

    @Test
    void readsTheBackendWithoutComposeFiles() throws IOException {
        assertThat(reader().backend(Optional.empty(), root, root)).isEqualTo(BackendSpec.DEFAULT);
        Files.writeString(
                root.resolve("aether.toml"),
                "[compose]\nfile = \"none.yaml\"\n[backend]\ntype = \"docker\"\nsocket = \"unix:///x.sock\"\n");
        assertThat(reader().backend(Optional.empty(), root, root))
                .isInstanceOfSatisfying(
                        BackendSpec.Docker.class,
                        docker -> assertThat(docker.socket()).contains("unix:///x.sock"));
        assertThat(requests).isEmpty();
    }

    @Test
    void namesUnsetVariablesOfAnInvalidValue() {
        unset = List.of("TAG");
        tables = """
                [services.db]
                image = "postgres:"
                """;
        Failure refused = catchThrowableOfType(Failure.class, () -> read("[compose]\nfile = \"compose.yaml\"\n"));

        assertThat(refused.problems())
                .extracting(Problem::message)
                .containsExactly("image in [services.db]: \"postgres:\" is not a valid image name;"
                        + " it has variables that are not set: TAG");
        assertThat(refused.first().hints()).containsExactly("set them in .env, or write a default: ${TAG:-VALUE}");
    }

    /** A variable's value is shown as in the compose file, also in lists and tables. */
    @Test
    void doesNotQuoteValuesOfVariables() {
        variables = new VariableTexts(Map.of("s3cr3t", "${TOKEN}", "../s3cr3t2", "../${TOKEN}", "9999", "${PORT}"));
        tables = """
                [services.db]
                image = "postgres:15"
                working_dir = "s3cr3t"
                cap_add = ["s3cr3t"]
                volumes = ["../s3cr3t2"]
                ports = ["x9999"]
                healthcheck = { port = 9999 }
                """;
        Failure refused = catchThrowableOfType(Failure.class, () -> read("[compose]\nfile = \"compose.yaml\"\n"));

        assertThat(refused.problems())
                .hasSize(5)
                .extracting(problem -> problem.message() + problem.hints())
                .allSatisfy(text -> assertThat(text).doesNotContain("s3cr3t").doesNotContainPattern("\\b9999\\b"));
        assertThat(refused.problems())
                .extracting(Problem::message)
                .contains("working_dir in [services.db]: \"${TOKEN}\" is not an absolute path in the container");
    }
}
