package dev.aether.ajj.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.cli.TypedCommand.Seen;
import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.model.config.AetherConfig;
import dev.aether.ajj.model.config.ComposeUse;
import dev.aether.ajj.model.config.ComposeUse.LeftOut;
import dev.aether.ajj.model.config.ComposeUse.Note;
import dev.aether.ajj.model.text.SourcePosition;
import dev.aether.ajj.spi.backend.Backend.ContainerState;
import dev.aether.ajj.testing.Declarations;
import dev.aether.ajj.testing.FakeWorld;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The exact output of {@code ajj up} and {@code ajj down}. */
class UpAndDownOutputTest {
    private static final SourcePosition IN_COMPOSE_FILE = new SourcePosition(Path.of("/repo/main/compose.yaml"), 3, 5);

    private static final String DB = "aether-a4f3b-default-db";

    private final FakeWorld world = new FakeWorld(
            Declarations.config(FakeWorld.service("web", 80, List.of("db")), FakeWorld.service("db", 5432, List.of())));
    private final TypedCommand ajj = new TypedCommand(world);

    @Test
    void theFirstTime() {
        Seen seen = ajj.type("up");
        assertThat(seen.err()).isEqualTo("""
                        db: starting
                        db: waiting until it answers
                        db: ready after 0.0 s (127.0.0.1:20001 -> 5432)
                        web: starting
                        web: waiting until it answers
                        web: ready after 0.0 s (127.0.0.1:20000 -> 80)
                        """);
        assertThat(seen.out()).isEqualTo("""
                        Workspace default is up: created web, db
                          web  web:1  ready  127.0.0.1:20000 -> 80
                          db   db:1   ready  127.0.0.1:20001 -> 5432
                          Environment written to .env
                        """);
        assertThat(seen.status()).isZero();
    }

    @Test
    void nothingToDo() {
        ajj.type("up");
        Seen seen = ajj.type("up");
        assertThat(seen.err()).isEmpty();
        assertThat(seen.out()).isEqualTo("""
                        Workspace default: everything is up to date
                          web  web:1  ready  127.0.0.1:20000 -> 80
                          db   db:1   ready  127.0.0.1:20001 -> 5432
                        """);
        assertThat(ajj.type("up", "-q").out()).isEmpty();
    }

    @Test
    void everyKindOfChange() {
        ajj.type("up");
        world.engine.kill("aether-a4f3b-default-web", 1);
        world.declare(Declarations.config(
                FakeWorld.service("web", 80, List.of()),
                Declarations.withImage(FakeWorld.service("cache", 6379, List.of()), "cache:7")));
        Seen seen = ajj.type("up", "-q");
        assertThat(seen.err()).isEmpty();
        world.declare(Declarations.config(
                FakeWorld.service("web", 80, List.of()),
                Declarations.withImage(FakeWorld.service("cache", 6379, List.of()), "cache:8")));
        seen = ajj.type("up");
        assertThat(seen.err()).isEqualTo("""
                        cache: replacing (its declaration has changed)
                        cache: starting
                        cache: waiting until it answers
                        cache: ready after 0.0 s (127.0.0.1:20002 -> 6379)
                        """);
        assertThat(seen.out()).isEqualTo("""
                        Workspace default is up: recreated cache; unchanged web
                          web    web:1    ready  127.0.0.1:20000 -> 80
                          cache  cache:8  ready  127.0.0.1:20002 -> 6379
                        """);
        world.declare(Declarations.config(FakeWorld.service("web", 80, List.of())));
        seen = ajj.type("up");
        assertThat(seen.err()).isEqualTo("""
                        cache: removing (it is no longer declared)
                        cache: removed
                        """);
        assertThat(seen.out()).startsWith("Workspace default is up: removed cache; unchanged web\n");
    }

    @Test
    void aDryRun() {
        Seen first = ajj.type("up", "--dry-run");
        assertThat(first.out()).isEqualTo("""
                        Workspace default would change:
                          create network aether-a4f3b-default
                          create service web: it has no container
                          create service db: it has no container
                          write .env
                        """);
        assertThat(first.err()).isEmpty();
        assertThat(world.contents()).noneMatch(what -> what.startsWith("container "));

        ajj.type("up");
        assertThat(ajj.type("up", "--dry-run").out()).isEqualTo("Workspace default is up to date\n");

        world.engine.kill(DB, 1);
        world.declare(Declarations.config(
                FakeWorld.service("db", 5432, List.of()), FakeWorld.service("cache", 6379, List.of())));
        assertThat(ajj.type("up", "--dry-run").out()).isEqualTo("""
                        Workspace default would change:
                          start service db: its container is not running
                          create service cache: it has no container
                          remove service web: it is no longer declared
                          write .env
                        """);
    }

    @Test
    void aDryRunForPrograms() {
        assertThat(ajj.type("up", "db", "--dry-run", "--json").out()).isEqualTo("""
                        {
                          "schema_version" : 1,
                          "status" : "success",
                          "operation" : "up",
                          "dry_run" : true,
                          "plan" : {
                            "workspace" : "default",
                            "root" : "/repo/main",
                            "services" : [ {
                              "service" : "db",
                              "change" : "created",
                              "reason" : "it has no container"
                            } ],
                            "created" : [ "network aether-a4f3b-default" ],
                            "files" : [ ".env" ]
                          },
                          "warnings" : [ ],
                          "errors" : [ ]
                        }
                        """);
    }

    @Test
    void upForPrograms() {
        ajj.type("up");
        world.engine.removeContainer(DB);
        assertThat(ajj.type("up", "--json", "db").out()).isEqualTo("""
                        {
                          "schema_version" : 1,
                          "status" : "success",
                          "operation" : "up",
                          "workspace" : {
                            "name" : "default",
                            "root" : "/repo/main",
                            "health" : "healthy",
                            "current" : true,
                            "backend" : "docker",
                            "namespace" : "aether-a4f3b-default",
                            "location" : {
                              "address" : "unix:///engine.sock",
                              "id" : "ENGINE"
                            },
                            "resources" : {
                              "web" : {
                                "container_id" : "aether-a4f3b-default-web",
                                "image" : "web:1",
                                "status" : "ready",
                                "host" : "127.0.0.1",
                                "internal_port" : 80,
                                "external_port" : 20000,
                                "ports" : {
                                  "80" : 20000
                                },
                                "connection_string" : "web at {{ host }}"
                              },
                              "db" : {
                                "container_id" : "aether-a4f3b-default-db",
                                "image" : "db:1",
                                "status" : "ready",
                                "host" : "127.0.0.1",
                                "internal_port" : 5432,
                                "external_port" : 20001,
                                "ports" : {
                                  "5432" : 20001
                                },
                                "connection_string" : "db at {{ host }}"
                              }
                            },
                            "env_file" : ".env"
                          },
                          "changes" : {
                            "db" : "created"
                          },
                          "warnings" : [ ],
                          "errors" : [ ]
                        }
                        """);
    }

    @Test
    void aNewVersionThatFails() {
        ajj.type("up");
        world.declare(Declarations.config(
                FakeWorld.service("web", 80, List.of("db")),
                Declarations.withImage(FakeWorld.service("db", 5432, List.of()), "db:2")));
        world.engine.stateOfNew = new ContainerState(false, 3, 0, false);
        Seen seen = ajj.type("up");
        assertThat(seen.out()).isEmpty();
        assertThat(seen.err()).isEqualTo("""
                        db: replacing (its declaration has changed)
                        db: starting
                        db: waiting until it answers
                        db: failed
                        Error: the service db is not ready: its container ended with status 3
                        Hint: check image, env and command of [services.db]
                        Warning: the workspace default does not match its declaration yet; the former container of db is gone, its named volumes are kept
                        Hint: continue from here: ajj up
                        Hint: or restore the former declaration of db, then run: ajj up
                        Hint: or remove its services, named volumes stay: ajj down
                        """);
        assertThat(seen.status()).isEqualTo(3);
    }

    @Test
    void anInterruption() {
        world.onProbe.put(5432, () -> {
            throw new Failure(new Problem.Interrupted("the operation"));
        });
        Seen seen = ajj.type("up", "-q");
        assertThat(seen.err()).isEqualTo("""
                        Error: ajj up was interrupted
                        Warning: the workspace default does not match its declaration yet
                        Hint: continue from here: ajj up
                        Hint: or remove its services, named volumes stay: ajj down
                        """);
        assertThat(seen.status()).isEqualTo(130);
    }

    @Test
    void anUnknownService() {
        Seen seen = ajj.type("up", "webs");
        assertThat(seen.err()).isEqualTo("""
                        Error: /repo/main/aether.toml declares no service "webs"
                        Hint: did you mean "web"?
                        """);
        assertThat(seen.status()).isEqualTo(2);
    }

    @Test
    void down() {
        ajj.type("up");
        Seen seen = ajj.type("down");
        assertThat(seen.out()).isEqualTo("""
                        Workspace default is down: removed its 2 containers and network
                          `ajj up` recreates the services with the same ports; named volumes keep their data
                        """);
        assertThat(seen.status()).isZero();
        assertThat(ajj.type("list").out()).isEqualTo("""
                        WORKSPACE  SERVICES  HEALTH   AGE  CHANGE              PATH
                        * default  -         stopped  now  kkmpptxz Add login  /repo/main
                        """);
        assertThat(ajj.type("status").out()).endsWith("Services: stopped; start them: ajj up\n");
        assertThat(ajj.type("run", "ls").err()).contains("Hint: start them: ajj up\n");
        assertThat(ajj.type("up").out()).contains("127.0.0.1:20001 -> 5432\n");
        assertThat(ajj.type("down", "--volumes").out()).isEqualTo("""
                        Workspace default is down: removed its 2 containers, network and volumes
                          `ajj up` recreates the services with the same ports, without data
                        """);
    }

    @Test
    void downWithVolumesAfterDown() {
        world.declare(Declarations.config(
                Declarations.withVolume(FakeWorld.service("db", 5432, List.of()), "data"),
                Declarations.withVolume(FakeWorld.service("web", 80, List.of()), "files")));
        ajj.type("up");
        ajj.type("down");
        assertThat(ajj.type("down").out()).startsWith("Workspace default is down: it had no containers\n");
        assertThat(ajj.type("down", "--volumes").out()).isEqualTo("""
                        Workspace default is down: removed its 2 volumes
                          `ajj up` recreates the services with the same ports, without data
                        """);
        assertThat(world.engine.volumes()).isEmpty();
        assertThat(ajj.type("down", "--volumes").out())
                .startsWith("Workspace default is down: it had no containers and no volumes\n");
    }

    @Test
    void downForPrograms() {
        ajj.type("up");
        assertThat(ajj.type("down", "--json").out()).isEqualTo("""
                        {
                          "schema_version" : 1,
                          "status" : "success",
                          "operation" : "down",
                          "workspace" : {
                            "name" : "default",
                            "root" : "/repo/main",
                            "health" : "stopped",
                            "current" : true,
                            "backend" : "docker",
                            "namespace" : "aether-a4f3b-default",
                            "location" : {
                              "address" : "unix:///engine.sock",
                              "id" : "ENGINE"
                            },
                            "resources" : { }
                          },
                          "resources_destroyed" : 2,
                          "volumes_destroyed" : 0,
                          "volumes_kept" : true,
                          "warnings" : [ ],
                          "errors" : [ ]
                        }
                        """);
    }

    @Test
    void aResourceThatCannotBeRemoved() {
        ajj.type("up");
        world.engine.stuck.add(DB);
        Seen seen = ajj.type("down");
        assertThat(seen.out()).isEmpty();
        assertThat(seen.err()).isEqualTo("""
                        Error: cannot remove container aether-a4f3b-default-db: it is stuck
                        Hint: fix the cause, then run again: ajj down
                        """);
        assertThat(seen.status()).isEqualTo(3);
    }

    @Test
    void upWithoutServices() {
        world.declare(withoutServices(Optional.empty()));
        assertThat(ajj.type("up").out()).isEqualTo("Workspace default has no services: aether.toml declares none\n");
        assertThat(ajj.type("up", "--dry-run").out())
                .isEqualTo("Workspace default has no services: aether.toml declares none\n");

        ComposeUse use = new ComposeUse(
                List.of(Path.of("/repo/main/compose.yaml")),
                List.of(),
                List.of(),
                List.of(new LeftOut("web", LeftOut.BUILT)),
                List.of(),
                List.of());
        world.declare(withoutServices(Optional.of(use)));
        assertThat(ajj.type("up").out())
                .isEqualTo("Workspace default has no services: compose.yaml declares only web (it has `build:`)\n");
    }

    /** Declares one service of a compose file, and leaves out another. */
    private void declareCompose(Note note) {
        Path file = note.position().file();
        AetherConfig plain = Declarations.config(FakeWorld.service("db", 5432, List.of()));
        ComposeUse use = new ComposeUse(
                List.of(file),
                List.of(),
                List.of("db"),
                List.of(new LeftOut("web", LeftOut.BUILT)),
                List.of(note),
                List.of());
        world.declare(new AetherConfig(
                file, plain.backend(), plain.ports(), plain.services(), plain.injections(), Optional.of(use)));
    }

    /** As {@code up} itself. */
    @Test
    void aDryRunShowsWhatComposeFilesDoNotGive() {
        declareCompose(new Note("db", "pid", "not supported", IN_COMPOSE_FILE));

        assertThat(ajj.type("up", "--dry-run").out()).endsWith("""
                          write .env
                          Services from compose.yaml; without web (it has `build:`)
                        Notes:
                          pid of db: not supported
                        """);
        String planned = ajj.type("up", "--dry-run", "--json").out();
        String done = ajj.type("up", "--json").out();
        assertThat(planned)
                .contains("  \"compose\" : {\n")
                .endsWith(done.substring(done.indexOf("  \"compose\" : {\n")));
    }

    @Test
    void aMissingImageNamesVariablesThatAreNotSet() {
        declareCompose(new Note("db", "image", "has variables that are not set: TAG", IN_COMPOSE_FILE));
        world.faults.runBefore("fetch db:1", () -> {
            throw new Failure(new BackendProblem.ImageNotFound("db", "db:1", "not there", List.of("check the name")));
        });

        assertThat(ajj.type("up").err()).endsWith("""
                        Hint: the image in /repo/main/compose.yaml:3:5 has variables that are not set: TAG; set them in .env
                        Hint: check the name
                        """);
    }

    private static AetherConfig withoutServices(Optional<ComposeUse> use) {
        AetherConfig none = Declarations.config();
        return new AetherConfig(none.file(), none.backend(), none.ports(), none.services(), List.of(), use);
    }

    @Test
    void downWithoutServices() {
        assertThat(ajj.type("down").out()).isEqualTo("Workspace default has no services\n");
    }

    @Test
    void help() {
        for (String command : List.of("up", "down")) {
            Seen seen = ajj.type(command, "--help");
            assertThat(seen.out()).startsWith("Usage: ajj " + command + " [OPTIONS]");
            assertThat(seen.out().lines()).allMatch(line -> line.length() <= 80);
        }
    }
}
