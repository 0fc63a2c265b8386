package dev.aether.ajj.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.cli.TypedCommand.Seen;
import dev.aether.ajj.spi.machine.ProcessContext;
import dev.aether.ajj.testing.Declarations;
import dev.aether.ajj.testing.FakeWorld;
import dev.aether.ajj.testing.Scripts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The exact output of {@code ajj init}. A script takes the place of Compose. */
class InitOutputTest {
    private static final String COMPOSE = """
            services:
              web: {build: .}
              db: {image: "postgres:15", restart: "on-failure:3"}
              cache: {image: "redis:7"}
            """;
    private static final String MODEL = """
            {"name": "shop", "services": {
              "web": {"build": {"context": "."}},
              "db": {"image": "postgres:15", "environment": {"POSTGRES_PASSWORD": "x", "A": null}, "tty": true},
              "cache": {"image": "redis:7", "tty": true},
              "mirror": {"image": "team/mirror", "depends_on": {"web": {"condition": "service_started", "required": true}}}}}
            """;

    private final Path root;
    private final TypedCommand ajj;

    InitOutputTest(@TempDir Path directory) throws IOException {
        root = Files.createDirectory(directory.toRealPath().resolve("repo"));
        ajj = new TypedCommand(new FakeWorld(Declarations.config(), root));
        Path programs = Files.createDirectory(root.resolveSibling("programs"));
        ajj.compose =
                new ProcessContext(Map.of("PATH", programs + ":/usr/bin:/bin", "HOME", programs.toString()), root);
        Scripts.write(
                programs.resolve("docker"),
                "#!/bin/sh\nif [ \"$2\" = version ]; then echo 2.40.3; else cat " + programs + "/model.json; fi\n");
    }

    @BeforeEach
    void composeFile() throws IOException {
        compose(COMPOSE, MODEL);
    }

    private void compose(String text, String model) throws IOException {
        Files.writeString(root.resolve("compose.yaml"), text);
        Files.writeString(root.resolveSibling("programs").resolve("model.json"), model);
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
    void forAComposeFileForPeople() {
        Seen seen = init();
        assertThat(seen.out()).isEqualTo("""
                        Wrote /repo/aether.toml for compose.yaml
                          db     postgres:15  5432
                          cache  redis:7      6379
                          Their addresses go into .env
                        Left out:
                          web     it has `build:`
                          mirror  it depends on web, which is left out
                        Notes:
                          tty of db, cache: not supported: a service has no terminal, so a shell as its command exits at once
                          environment of db: not set in your environment: A
                        Next: check aether.toml, commit it, then ajj workspace add ../NAME
                        """);
        assertThat(seen.err()).isEmpty();
        assertThat(seen.status()).isZero();
        assertThat(root.resolve("aether.toml")).content().startsWith("# The services of every workspace");
    }

    @Test
    void forAComposeFileForPrograms() throws IOException {
        compose(COMPOSE, """
                {"services": {"web": {"build": {}}, "cache": {"image": "redis:7", "tty": true}}}
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
                            "key" : "tty",
                            "message" : "not supported: a service has no terminal, so a shell as its command exits at once",
                            "file" : "/repo/compose.yaml",
                            "line" : 4
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
                        Wrote /repo/aether.toml, with an example
                          postgres  postgres:15  5432
                          Their addresses go into .env
                        Next: adapt aether.toml, commit it, then ajj workspace add ../NAME
                        """);
        assertThat(seen.status()).isZero();
        Seen json = init("--json", "--force");
        assertThat(json.out()).contains("\"replaced\" : true,\n  \"source\" : null,\n  \"sources\" : [ ],\n");
    }

    @Test
    void withoutAUsableService() throws IOException {
        compose("services: {web: {build: ./web}}\n", "{\"services\": {\"web\": {\"build\": {}}}}");
        assertThat(init("-c", root.resolve("other.toml").toString()).out()).isEqualTo("""
                        Wrote /repo/other.toml for compose.yaml
                          no service without `build:`
                        Left out:
                          web  it has `build:`
                        Next: check /repo/other.toml, commit it, then ajj workspace add ../NAME
                        """);
    }

    @Test
    void keepsAnExistingFile() throws IOException {
        Files.writeString(root.resolve("aether.toml"), "# mine\n");
        Seen seen = init();
        assertThat(seen.out()).isEmpty();
        assertThat(seen.err()).isEqualTo("""
                        Error: /repo/aether.toml already exists
                        Hint: edit it
                        Hint: or replace it, which discards its content: ajj init --force
                        """);
        assertThat(seen.status()).isEqualTo(1);
        assertThat(root.resolve("aether.toml")).hasContent("# mine\n");
        assertThat(init("--force").out()).startsWith("Replaced /repo/aether.toml for compose.yaml\n");
    }

    @Test
    void anExistingFileForPrograms() throws IOException {
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
                            "message" : "/repo/aether.toml already exists",
                            "hints" : [ "edit it", "or replace it, which discards its content: ajj init --force" ],
                            "details" : {
                              "column" : 1,
                              "file" : "/repo/aether.toml",
                              "line" : 1,
                              "reason" : "already exists"
                            }
                          } ]
                        }
                        """);
        assertThat(seen.status()).isEqualTo(1);
    }

    @Test
    void aValueThatAjjRefusesIsShownInTheComposeFile() throws IOException {
        compose("services:\n  db:\n    image: Postgres\n", "{\"services\": {\"db\": {\"image\": \"Postgres\"}}}");
        Seen seen = init("--json");
        assertThat(seen.out()).contains("""
                            "code" : "CONFIG_INVALID",
                            "message" : "image in [services.db]: \\"Postgres\\" has upper-case letters",
                            "hints" : [ "image names are in lower case: \\"postgres\\"" ],
                            "details" : {
                              "column" : 5,
                              "file" : "/repo/compose.yaml",
                              "line" : 3
                            }
                        """);
        assertThat(root.resolve("aether.toml")).doesNotExist();
    }

    @Test
    void withoutCompose() throws IOException {
        Files.delete(root.resolveSibling("programs").resolve("docker"));
        ajj.compose = new ProcessContext(Map.of("PATH", "/no-such-directory", "HOME", root.toString()), root);
        assertThat(init()).isEqualTo(new Seen("", """
                        Error: /repo/compose.yaml: Docker Compose 2.20 or newer is needed to read compose.yaml
                        Hint: install it: https://docs.docker.com/compose/install
                        Hint: on Debian or Ubuntu with Docker's packages: sudo apt-get install docker-compose-plugin
                        """, 1));
    }

    @Test
    void withQuiet() {
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
