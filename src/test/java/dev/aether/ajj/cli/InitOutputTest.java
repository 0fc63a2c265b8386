package dev.aether.ajj.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.cli.TypedCommand.Seen;
import dev.aether.ajj.testing.Declarations;
import dev.aether.ajj.testing.FakeWorld;
import dev.aether.ajj.testing.NeedsCompose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people and programs see of {@code ajj init}, to the letter. */
@NeedsCompose
class InitOutputTest {
    private static final String COMPOSE = """
            services:
              web:
                build: .
                ports: ["3000:3000"]
                depends_on: [db]
              db:
                image: postgres:15
                container_name: shop-db
                ports: ["5432:5432"]
                environment: {POSTGRES_PASSWORD: secret}
              cache:
                image: redis:7
                container_name: cache
                pid: host
                ports: ["6379:6379"]
              mirror:
                image: redis:7
                pid: host
                ports: ["6379:6379"]
            networks: {back: }
            """;

    private final Path root;
    private final TypedCommand ajj;

    InitOutputTest(@TempDir Path directory) throws IOException {
        root = directory.toRealPath();
        ajj = new TypedCommand(new FakeWorld(Declarations.config(), root));
    }

    @BeforeEach
    void composeFile() throws IOException {
        Files.writeString(root.resolve("compose.yaml"), COMPOSE);
    }

    private Seen init(String... arguments) {
        List<String> all = new java.util.ArrayList<>(List.of("-R", root.toString(), "init"));
        all.addAll(List.of(arguments));
        Seen seen = ajj.type(all.toArray(String[]::new));
        return new Seen(
                seen.out().replace(root.toString(), "/repo"),
                seen.err().replace(root.toString(), "/repo"),
                seen.status());
    }

    @Test
    void fromAComposeFileForPeople() {
        Seen seen = init();
        assertThat(seen.out()).isEqualTo("""
                        Wrote /repo/aether.toml for compose.yaml
                          cache   redis:7      6379
                          db      postgres:15  5432
                          mirror  redis:7      6379
                          Their addresses go into .env
                        Left out:
                          web  it has `build:`
                        Not kept:
                          pid of cache, mirror: not supported
                        Next: check aether.toml, commit it, then ajj workspace add ../NAME
                        """);
        assertThat(seen.err()).isEmpty();
        assertThat(seen.status()).isZero();
        assertThat(root.resolve("aether.toml"))
                .content()
                .startsWith("# What every workspace gets: the services of compose.yaml");
    }

    @Test
    void fromAComposeFileForPrograms() throws IOException {
        Files.writeString(root.resolve("compose.yaml"), """
                services:
                  web: {build: .}
                  cache: {image: redis:7, ports: ["6379:6379"], pid: host}
                """);
        Seen seen = init("--json");
        assertThat(seen.out()).isEqualTo("""
                        {
                          "schema_version" : 1,
                          "status" : "success",
                          "operation" : "init",
                          "file" : "/repo/aether.toml",
                          "replaced" : false,
                          "source" : "/repo/compose.yaml",
                          "sources" : [ "/repo/compose.yaml" ],
                          "services" : [ {
                            "name" : "cache",
                            "image" : "redis:7",
                            "ports" : [ "6379" ]
                          } ],
                          "left_out" : [ {
                            "name" : "web",
                            "reason" : "it has `build:`"
                          } ],
                          "notes" : [ {
                            "service" : "cache",
                            "key" : "pid",
                            "message" : "not supported",
                            "file" : "/repo/compose.yaml",
                            "line" : 3
                          } ],
                          "env_file" : ".env",
                          "warnings" : [ ],
                          "errors" : [ ]
                        }
                        """);
        assertThat(seen.err()).isEmpty();
        assertThat(seen.status()).isZero();
    }

    @Test
    void withoutAComposeFile() throws IOException {
        Files.delete(root.resolve("compose.yaml"));
        Seen seen = init();
        assertThat(seen.out()).isEqualTo("""
                        Wrote /repo/aether.toml, with an example to begin with
                          postgres  postgres:15  5432
                          Their addresses go into .env
                        Next: change aether.toml to what you need, commit it, then ajj workspace add ../NAME
                        """);
        assertThat(seen.status()).isZero();
        Seen json = init("--json", "--force");
        assertThat(json.out()).contains("\"replaced\" : true,\n  \"source\" : null,\n  \"sources\" : [ ],\n");
    }

    @Test
    void nothingThatCouldBeTakenOver() throws IOException {
        Files.writeString(root.resolve("compose.yaml"), "services: {web: {build: ./web}}\n");
        assertThat(init("-c", root.resolve("other.toml").toString()).out()).isEqualTo("""
                        Wrote /repo/other.toml for compose.yaml
                          no service without `build:`
                        Left out:
                          web  it has `build:`
                        Next: check /repo/other.toml, commit it, then ajj workspace add ../NAME
                        """);
    }

    @Test
    void aFileThatIsThereStays() throws IOException {
        Files.writeString(root.resolve("aether.toml"), "# mine\n");
        Seen seen = init();
        assertThat(seen.out()).isEmpty();
        assertThat(seen.err()).isEqualTo("""
                        Error: /repo/aether.toml is there already
                        Hint: change it by hand: it is yours
                        Hint: or have it replaced, and what you wrote is lost: ajj init --force
                        """);
        assertThat(seen.status()).isEqualTo(1);
        assertThat(root.resolve("aether.toml")).hasContent("# mine\n");
        assertThat(init("--force").out()).startsWith("Replaced /repo/aether.toml for compose.yaml\n");
    }

    @Test
    void aFileThatIsThereForPrograms() throws IOException {
        Files.writeString(root.resolve("aether.toml"), "");
        Seen seen = init("--json");
        assertThat(seen.out()).isEqualTo("""
                        {
                          "schema_version" : 1,
                          "status" : "error",
                          "operation" : "init",
                          "warnings" : [ ],
                          "errors" : [ {
                            "code" : "CONFIG_INVALID",
                            "message" : "/repo/aether.toml is there already",
                            "hints" : [ "change it by hand: it is yours", "or have it replaced, and what you wrote is lost: ajj init --force" ],
                            "details" : {
                              "column" : 1,
                              "file" : "/repo/aether.toml",
                              "line" : 1,
                              "reason" : "is there already"
                            }
                          } ]
                        }
                        """);
        assertThat(seen.status()).isEqualTo(1);
    }

    @Test
    void aMistakeInTheComposeFile() throws IOException {
        Files.writeString(
                root.resolve("compose.yaml"),
                "services:\n  db:\n    image: Postgres\n    depends_on: [cahce]\n  cache: {image: redis}\n");
        Seen seen = init();
        assertThat(seen.err()).isEqualTo("""
                        Error: /repo/compose.yaml:2:3: Docker Compose cannot read this: service "db" depends on undefined service "cahce"
                        Hint: check it: docker compose -f compose.yaml config --quiet
                        """);
        assertThat(seen.status()).isEqualTo(1);
        assertThat(root.resolve("aether.toml")).doesNotExist();
    }

    @Test
    void aValueThatAjjRefusesIsShownInTheComposeFile() throws IOException {
        Files.writeString(root.resolve("compose.yaml"), "services:\n  db:\n    image: Postgres\n");
        Seen seen = init("--json");
        assertThat(seen.out()).contains("""
                            "code" : "CONFIG_INVALID",
                            "message" : "image in [services.db]: \\"Postgres\\" has upper-case letters in its name",
                            "hints" : [ "names of images are in lower case: \\"postgres\\"" ],
                            "details" : {
                              "column" : 5,
                              "file" : "/repo/compose.yaml",
                              "line" : 3
                            }
                        """);
        assertThat(root.resolve("aether.toml")).doesNotExist();
    }

    @Test
    void quietly() {
        Seen seen = init("-q");
        assertThat(seen).isEqualTo(new Seen("", "", 0));
        assertThat(root.resolve("aether.toml")).exists();
    }

    @Test
    void help() {
        Seen seen = ajj.type("init", "--help");
        assertThat(seen.out()).startsWith("Usage: ajj init [OPTIONS]\n");
        assertThat(seen.out().lines()).allMatch(line -> line.length() <= 80);
    }
}
