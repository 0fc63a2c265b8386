package dev.aether.ajj.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aether.ajj.testing.NeedsCompose;
import dev.aether.ajj.testing.NeedsDocker;
import dev.aether.ajj.testing.NeedsJj;
import dev.aether.ajj.testing.Shell;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.Jedis;

/** Services of compose files, with and without an aether.toml. */
@NeedsJj
@NeedsDocker
@NeedsCompose
class ComposeIT {
    private static final Path PROJECTS = Path.of("src/test/resources/compose");
    private static final String COMPOSE = """
            x-common: &common {restart: "no"}
            services:
              app:
                build: .
                depends_on: [cache]
              cache:
                <<: *common
                image: redis:${REDIS_TAG:-7}
                container_name: shop_cache
                command: redis-server --save "" --requirepass "${SECRET}"
                ports: ["6379:6379"]
                volumes: ["./cache-data:/data"]
                depends_on: {prepare: {condition: service_completed_successfully}}
              prepare:
                image: busybox:1
                command: ["sh", "-c", "echo $$HOME '{{ x }}'"]
              shell:
                image: busybox:1
                command: sleep 10000
                networks: {default: {aliases: [alias]}}
                configs: [{source: site, target: /etc/site/tag}]
                secrets: [key]
            configs:
              site: {content: "redis ${REDIS_TAG:-7}, "}
            secrets:
              key: {environment: SECRET}
            """;

    @TempDir
    Path directory;

    private PackagedAjj ajj;

    @BeforeEach
    void repository() throws IOException {
        ajj = new PackagedAjj(directory);
        Path root = ajj.repository.root();
        Files.writeString(root.resolve("compose.yaml"), COMPOSE);
        Files.writeString(root.resolve(".gitignore"), ".env\n/cache-data\n");
        Files.writeString(root.resolve(".env"), "SECRET=p$$w\n");
        ajj.repository.jj("commit", "-m", "Services");
    }

    @AfterEach
    void clean() {
        ajj.close();
    }

    /** Brings up two workspaces; the second command in each finds everything up to date. */
    @Test
    void aComposeFileNeedsNoAetherToml() {
        for (String name : List.of("one", "two")) {
            PackagedAjj.Result added = ajj.run("workspace", "add", "../" + name).orFail();
            assertThat(added.out()).contains("Services from compose.yaml; without app (it has `build:`)");
            Path root = ajj.repository.beside(name);
            try (Jedis redis = new Jedis(URI.create(variable(root, "REDIS_URL")))) {
                assertThat(redis.ping()).isEqualTo("PONG");
            }
            assertThat(variable(root, "CACHE_PORT")).isNotEqualTo("6379");
            assertThat(ajj.runIn(root, "up").orFail().out()).contains("everything is up to date");
        }
        Path one = ajj.repository.beside("one");
        assertThat(ajj.runIn(one, "logs", "prepare").orFail().out()).contains("/root {{ x }}");
        assertThat(ajj.runIn(one, "exec", "shell", "--", "cat", "/etc/site/tag", "/run/secrets/key")
                        .orFail()
                        .out())
                .isEqualTo("redis 7, p$w");
        for (String host : List.of("shop_cache", "cache", "alias")) {
            assertThat(ajj.runIn(one, "exec", "shell", "--", "nslookup", host)
                            .orFail()
                            .out())
                    .contains("Address");
        }
    }

    @Test
    void aetherTomlSelectsAndOverrides() throws IOException {
        ajj.config("""
                [compose]
                file = "compose.yaml"
                services = ["shell"]

                [services.shell]
                env = { ADDED = "yes" }

                [services.other]
                image = "busybox:1"
                command = ["sleep", "10000"]
                """);
        JsonNode up = ajj.run("up", "--json").orFail().json();

        assertThat(up.path("changes").properties())
                .extracting(Object::toString)
                .containsExactly("shell=\"created\"", "other=\"created\"");
        assertThat(up.path("compose").path("files").get(0).asText()).endsWith("/compose.yaml");
        assertThat(ajj.run("exec", "shell", "--", "sh", "-c", "echo $ADDED")
                        .orFail()
                        .out())
                .isEqualTo("yes\n");

        Files.writeString(ajj.repository.root().resolve("compose.yaml"), COMPOSE.replace("sleep 10000", "sleep 20000"));
        assertThat(ajj.run("up").orFail().out()).contains("recreated shell; unchanged other");
    }

    /** A repository cannot read values from the user's files into a service. */
    @Test
    void theUsersFilesAreNotRead() throws IOException {
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve(".env"), "TOKEN=s3cret\n");
        Files.writeString(elsewhere.resolve("compose.yaml"), "services: {}\n");
        Path root = ajj.repository.root();
        String part = """
                services:
                  part: {image: "busybox:1", command: [sleep, "10000"], environment: ["A=${TOKEN:-none}", TOKEN, "B=$SECRET"]}
                """;
        Files.writeString(root.resolve("part.yaml"), part);
        Files.writeString(root.resolve("compose.override.yaml"), "configs: {c: {environment: !reset null}}\n");
        for (String include : List.of(
                "{path: part.yaml, env_file: ../elsewhere/.env}",
                "{path: part.yaml, project_directory: ../elsewhere}",
                "{path: [../elsewhere/compose.yaml, part.yaml]}")) {
            Files.writeString(root.resolve("compose.yaml"), "include: [" + include + "]\n");
            PackagedAjj.Result refused = ajj.run("up");
            assertThat(refused.status()).as(include).isEqualTo(1);
            assertThat(refused.err()).contains("which is outside the workspace", "compose.yaml:1:");
        }
        Files.delete(root.resolve("compose.override.yaml"));
        Files.createDirectories(root.resolve("inc"));
        Files.writeString(root.resolve("inc/.env"), "TOKEN=own\nmy.own-key=x\n");
        Files.move(root.resolve("part.yaml"), root.resolve("inc/part.yaml"));
        Files.writeString(root.resolve("compose.yaml"), "include: [inc/part.yaml]\n");
        JsonNode up = ajj.run("up", "--json").orFail().json();
        assertThat(up.path("changes").path("part").asText()).isEqualTo("created");
        assertThat(ajj.run("exec", "part", "--", "env").orFail().out()).contains("A=own\n", "TOKEN=own\n", "B=p$w\n");
        ajj.run("init", "--copy").orFail();
        assertThat(root.resolve("aether.toml"))
                .content()
                .contains("env = { A = \"...\", B = \"...\", TOKEN = \"...\" }");
        Files.delete(root.resolve("aether.toml"));
        Path link = Files.createSymbolicLink(root.resolve("linked.yaml"), elsewhere.resolve("compose.yaml"));
        assertThat(ajj.run("init", "--copy", "--force", "--from", "linked.yaml").err())
                .contains("elsewhere/compose.yaml, which is outside the workspace", "give its absolute path");
        ajj.run("-c", elsewhere + "/copied.toml", "init", "--copy", "--from", link.toString())
                .orFail();
        Files.writeString(root.resolve("part.yaml"), part);
        for (String named : List.of("${HOME}/../../elsewhere/.env", "../elsewhere/.env")) {
            Files.writeString(
                    root.resolve("compose.yaml"),
                    "services: {web: {image: 'busybox:1', command: [sleep, '10000'], env_file: '" + named + "'}}\n");
            assertThat(ajj.run("up").out()).as(named).doesNotContain("created web");
            Files.writeString(
                    root.resolve("compose.yaml"),
                    "services: {web: {image: 'busybox:1', command: [sleep, '10000'], label_file: '" + named + "'}}\n");
            assertThat(ajj.run("up").out()).as(named).doesNotContain("created web");
        }
        ajj.config("[compose]\nfile = [\"../elsewhere/compose.yaml\", \"part.yaml\"]\n");
        PackagedAjj.Result refused = ajj.run("up");
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err()).contains("elsewhere/compose.yaml, which is outside the workspace");
        ajj.environment.put("AJJ_TRUST", "all");
        ajj.run("up").orFail();
        assertThat(ajj.run("exec", "part", "--", "env").orFail().out())
                .as("with the .env beside the first file, as Compose")
                .contains("A=s3cret\n");
    }

    /** The calling workspace's compose files can be those of another time. */
    @Test
    void aRevisionHasItsOwnComposeFiles() throws IOException {
        Path root = ajj.repository.root();
        String part = "services: {part: {image: \"busybox:1\", command: [sleep, \"10000\"], env_file: part.env}}\n";
        Files.writeString(root.resolve("part.yaml"), part);
        Files.writeString(root.resolve("part.env"), "A=old\n");
        Files.writeString(root.resolve("compose.yaml"), "include: [part.yaml]\n");
        ajj.repository.jj("commit", "-m", "Old");
        Files.writeString(root.resolve("part.env"), "A=new\n");
        Files.writeString(root.resolve("part.yaml"), part.replace("part:", "other:"));
        ajj.config("[compose]\nfile = \"part.yaml\"\n");
        ajj.repository.jj("commit", "-m", "New");
        Files.writeString(root.resolve("part.env"), "A=newest\n");

        PackagedAjj.Result newer =
                ajj.run("workspace", "add", "-r", "@-", "../newer").orFail();
        assertThat(ajj.runIn(ajj.repository.beside("newer"), "exec", "other", "--", "sh", "-c", "echo $A")
                        .orFail()
                        .out())
                .isEqualTo("new\n");
        Files.delete(root.resolve("aether.toml"));
        PackagedAjj.Result older =
                ajj.run("workspace", "add", "-r", "@--", "../older").orFail();
        assertThat(ajj.runIn(ajj.repository.beside("older"), "exec", "part", "--", "sh", "-c", "echo $A")
                        .orFail()
                        .out())
                .isEqualTo("old\n");
        assertThat(newer.err() + older.err()).doesNotContain("do not match");
        Files.writeString(ajj.repository.beside("older").resolve(".env"), "A=untracked\n");
        ajj.runIn(ajj.repository.beside("older"), "workspace", "add", "-r", "@-", "../again")
                .orFail();

        Files.writeString(root.resolve("part.yaml"), "services: {part: {image: Wrong}}\n");
        ajj.repository.jj("commit", "-m", "Wrong");
        Files.writeString(root.resolve("part.yaml"), "services: {}\n");
        PackagedAjj.Result wrong = ajj.run("workspace", "add", "-r", "@-", "../wrong");
        assertThat(wrong.status()).isEqualTo(1);
        assertThat(wrong.err()).contains("/wrong/part.yaml:1:19", "jj file show -r", "part.yaml");
    }

    /** Only a checkout shows them. */
    @Test
    void aRevisionWithLinksOrVariablesUsesTheCallingWorkspacesFiles() throws IOException {
        Path root = ajj.repository.root();
        String compose =
                "services: {web: {image: \"busybox:1\", command: [sleep, \"10000\"], env_file: \"${NAME:-web}.env\"}}\n";
        Files.createDirectory(root.resolve("real"));
        Files.createSymbolicLink(root.resolve("link"), Path.of("real"));
        Files.writeString(root.resolve("real/compose.yaml"), compose.replace("${NAME:-web}", "web"));
        Files.writeString(root.resolve("real/web.env"), "A=old\n");
        ajj.config("[compose]\nfile = \"link/compose.yaml\"\n");
        ajj.repository.jj("commit", "-m", "A link");
        ajj.run("workspace", "add", "-r", "@-", "../linked").orFail();

        Files.delete(root.resolve("aether.toml"));
        Files.writeString(root.resolve("compose.yaml"), compose);
        Files.writeString(root.resolve("web.env"), "A=old\n");
        ajj.repository.jj("commit", "-m", "A variable");
        Files.writeString(root.resolve("web.env"), "A=new\n");
        ajj.environment.put("AJJ_TRUST", "all");
        PackagedAjj.Result added =
                ajj.run("workspace", "add", "-r", "@-", "../variable").orFail();
        assertThat(added.err()).contains("the services do not match");
    }

    /** Relative paths in an included file start there, even if Compose reads no file of that directory. */
    @Test
    void anIncludeHasItsProjectDirectory() throws IOException {
        Path root = ajj.repository.root();
        Files.writeString(root.resolve("part.yaml"), """
                services:
                  part: {image: "busybox:1", command: [sleep, "10000"], volumes: ["./data:/data"]}
                """);
        Files.writeString(root.resolve("compose.yaml"), "include: [{path: part.yaml, project_directory: project}]\n");
        Path data = Files.createDirectories(root.resolve("project/data"));
        Files.writeString(data.resolve("x"), "found");
        ajj.run("up").orFail();
        assertThat(ajj.run("exec", "part", "--", "cat", "/data/x").orFail().out())
                .isEqualTo("found");
    }

    /** Existing services can be listed and removed without Compose. */
    @Test
    void onlyUpNeedsCompose() throws IOException {
        ajj.run("workspace", "add", "../one").orFail();
        Path one = ajj.repository.beside("one");
        Files.writeString(one.resolve("compose.yaml"), COMPOSE + "# changed\n");
        ajj.environment.put("PATH", pathWithoutCompose());

        PackagedAjj.Result up = ajj.runIn(one, "up", "--json");
        assertThat(up.status()).isEqualTo(1);
        assertThat(up.json().findValue("code").asText()).isEqualTo("CONFIG_INVALID");
        assertThat(up.json().findValue("message").asText()).contains("Docker Compose 2.20 or newer is needed");
        assertThat(ajj.runIn(one, "status").orFail().out()).contains("cache");
        assertThat(ajj.run("list").orFail().out()).contains("one");
        ajj.run("workspace", "forget", "one").orFail();
        assertThat(ajj.engine()).isBlank();
    }

    private String pathWithoutCompose() throws IOException {
        Path tools = Files.createDirectory(directory.resolve("tools"));
        for (String tool :
                List.of("jj", "git", "sh", "env", "uname", "dirname", "basename", "readlink", "cat", "sed", "stat")) {
            String path = Shell.succeed(Map.of(), List.of("sh", "-c", "command -v " + tool))
                    .strip();
            Files.createSymbolicLink(tools.resolve(tool), Path.of(path));
        }
        return tools.toString();
    }

    static Stream<Path> projects() throws IOException {
        try (Stream<Path> found = Files.list(PROJECTS)) {
            return found.sorted().toList().stream();
        }
    }

    /** Compares the output of `ajj init` for projects of many shapes; -Dajj.regenerate=true writes it. */
    @ParameterizedTest
    @MethodSource("projects")
    void initDraftsEachProject(Path project) throws IOException {
        Files.delete(ajj.repository.root().resolve("compose.yaml"));
        Files.delete(ajj.repository.root().resolve(".env"));
        Shell.succeed(
                Map.of(),
                List.of(
                        "sh",
                        "-c",
                        "cp -R " + project.toAbsolutePath() + "/. " + ajj.repository.root() + " && rm -f "
                                + ajj.repository.root() + "/init.txt"));
        Path compose = Files.exists(project.resolve(".dockerdev")) ? Path.of(".dockerdev/compose.yml") : Path.of("");
        PackagedAjj.Result result =
                compose.toString().isEmpty() ? ajj.run("init") : ajj.run("init", "--from", compose.toString());
        String text = result.orFail().out().replace(ajj.repository.root().toString(), "/repository") + "\n"
                + Files.readString(ajj.repository.root().resolve("aether.toml"));
        Path golden = project.resolve("init.txt");
        if (Boolean.getBoolean("ajj.regenerate")) {
            Files.writeString(golden, text);
        }
        assertThat(text).isEqualTo(Files.readString(golden));
    }

    private String variable(Path root, String name) {
        return ajj.runIn(root, "run", "--", "printenv", name).orFail().out().strip();
    }
}
