package dev.aether.ajj.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aether.ajj.testing.NeedsDocker;
import dev.aether.ajj.testing.NeedsJj;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

/** Workspaces with their own PostgreSQL and Redis. */
@NeedsJj
@NeedsDocker
class IsolatedServicesIT {
    /** Without a healthcheck, ajj must detect readiness from the published ports. */
    private static final String CONFIG = """
            [services.postgres]
            image = "postgres:15"
            ports = ["5432"]
            env = { POSTGRES_PASSWORD = "pass word#1", POSTGRES_DB = "mydb" }
            volumes = ["data:/var/lib/postgresql/data"]
            depends_on = ["redis"]

            [services.redis]
            image = "redis:7"
            ports = ["6379"]
            connection = "redis://{{ host }}:{{ ports.6379 }}"

            [injection]
            file = ".env"
            template = \"""
            PGPORT={{ services.postgres.ports.5432 }}
            PGPASSWORD="{{ services.postgres.env.POSTGRES_PASSWORD }}"
            REDIS_URL={{ services.redis.connection }}
            \"""
            """;

    @TempDir
    Path directory;

    private PackagedAjj ajj;

    @BeforeEach
    void repository() {
        ajj = new PackagedAjj(directory);
        ajj.config(CONFIG);
    }

    @AfterEach
    void clean() {
        ajj.close();
    }

    @Test
    void workspacesAreIsolated() throws Exception {
        Path trace = directory.resolve("trace.json");
        ajj.environment.put("AJJ_TRACE", trace.toString());
        Path one = add("one");
        assertThat(new ObjectMapper().readTree(trace.toFile()).findValuesAsText("cat"))
                .contains("command", "jj", "engine", "wait", "file");
        assertThat(trace).content().doesNotContain("pass word").contains("ajj workspace add", "create container");
        ajj.environment.put("AJJ_TRACE", directory.resolve("none/trace.json").toString());
        Path two = add("two");

        try (Connection inOne = connect(one);
                Connection inTwo = connect(two);
                Statement write = inOne.createStatement();
                Statement read = inTwo.createStatement()) {
            write.execute("CREATE TABLE notes AS SELECT 42 AS answer");
            try (ResultSet there = read.executeQuery("SELECT to_regclass('notes')")) {
                there.next();
                assertThat(there.getString(1)).as("the other workspace's table").isNull();
            }
        }
        try (Jedis inOne = new Jedis(URI.create(variable(one, "REDIS_URL")));
                Jedis inTwo = new Jedis(URI.create(variable(two, "REDIS_URL")))) {
            inOne.set("colour", "green");
            assertThat(inOne.get("colour")).isEqualTo("green");
            assertThat(inTwo.exists("colour")).isFalse();
        }

        PackagedAjj.Result listed = ajj.run("list", "--json").orFail();
        assertThat(listed.err()).as("a file that cannot be written").contains("Warning: AJJ_TRACE: ");
        JsonNode list = listed.json().get("workspaces");
        assertThat(list).hasSize(3);
        assertThat(list.findValuesAsText("health")).containsExactly("none", "healthy", "healthy");

        PackagedAjj.Result forgotten =
                ajj.run("workspace", "forget", "--json", "one", "../two").orFail();
        assertThat(forgotten.json().get("resources_destroyed").asInt()).isEqualTo(4);
        assertThat(ajj.engine()).isBlank();
        assertThat(one).as("the directory stays, as in jj").isDirectory();
        assertThat(one.resolve(".env")).doesNotExist();
        assertThat(ajj.repository.jj("workspace", "list"))
                .startsWith("default: ")
                .hasLineCount(1);
    }

    @Test
    void theInjectedFileIsPrivateAndIgnoredByJj() throws IOException {
        ajj.config(RedisWorkspace.REDIS + RedisWorkspace.INJECTION);
        Path root = add("one");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve(".env"))))
                .isEqualTo("rw-------");
        assertThat(ajj.repository.jjIn(root, "status")).contains("The working copy has no changes");
        assertThat(ajj.repository.jjIn(root, "file", "list")).doesNotContain(".env");
        assertThat(ajj.repository.jjIn(root, "log", "-r", "all()", "--summary")).doesNotContain(".env");
    }

    @Test
    void portsAreKeptWhenContainersRestart() throws Exception {
        ajj.config(RedisWorkspace.REDIS + RedisWorkspace.INJECTION);
        Path root = add("one");
        String before = variable(root, "REDIS_PORT");
        String container = ajj.run("list", "--json")
                .json()
                .findValue("redis")
                .get("container_id")
                .asText();
        PackagedAjj.docker("restart", container);
        assertThat(PackagedAjj.docker("port", container, "6379").strip()).isEqualTo("127.0.0.1:" + before);
    }

    @Test
    void noServicesAddsAPlainWorkspace() {
        ajj.run("workspace", "add", "--no-services", "-m", "quick fix", "../plain")
                .orFail();
        Path root = ajj.repository.beside("plain");
        assertThat(ajj.engine()).isBlank();
        assertThat(ajj.repository.jjIn(root, "log", "--no-graph", "-r", "@", "-T", "description"))
                .isEqualTo("quick fix\n");
        assertThat(ajj.runIn(root, "run", "pwd").orFail().out().strip()).isEqualTo(root.toString());
    }

    @Test
    void optionsOfJjArePassedThrough() {
        ajj.repository.jj("new", "-m", "another", "root()");
        ajj.config("");
        String first = ajj.repository.jj("log", "--no-graph", "-r", "description(first)", "-T", "commit_id");
        ajj.run(
                        "workspace",
                        "add",
                        "--name",
                        "a b",
                        "-r",
                        "@-",
                        "-r",
                        "root()",
                        "-m",
                        "both",
                        "../sparse",
                        "--sparse-patterns=empty")
                .orFail();
        Path root = ajj.repository.beside("sparse");
        assertThat(ajj.repository.jjIn(root, "log", "--no-graph", "-r", "@-", "-T", "commit_id"))
                .contains(first);
        assertThat(root.resolve("file.txt")).as("sparse").doesNotExist();
        assertThat(ajj.repository.jj("workspace", "list")).contains("\"a b\": ");
    }

    @Test
    void aContainerReadsFilesOfTheMountedWorkspace() throws IOException {
        ajj.config("""
                [services.reader]
                image = "busybox:1"
                command = ["sh", "-c", "cat /src/file.txt && sleep 600"]
                volumes = ["./:/src:ro"]
                """);
        add("one");
        String container = ajj.run("list", "--json")
                .json()
                .findValue("reader")
                .get("container_id")
                .asText();
        assertThat(PackagedAjj.docker("logs", container)).isEqualTo("content\n");
    }

    @Test
    void aServiceWithoutPortsThatExitsWithZeroIsDone() {
        ajj.config("[services.job]\nimage = \"busybox:1\"\ncommand = [\"true\"]\n");
        add("one");
        JsonNode job = ajj.run("list", "--json").json().findValue("job");
        assertThat(job.get("status").asText()).isEqualTo("completed");
    }

    private Path add(String name) {
        ajj.run("workspace", "add", "../" + name).orFail();
        return ajj.repository.beside(name);
    }

    private Connection connect(Path root) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + variable(root, "PGPORT") + "/mydb",
                "postgres",
                variable(root, "PGPASSWORD"));
    }

    private String variable(Path root, String name) {
        List<String> lines = ajj.runIn(root, "run", "--", "printenv", name)
                .orFail()
                .out()
                .lines()
                .toList();
        assertThat(lines).hasSize(1);
        return lines.getFirst();
    }
}
