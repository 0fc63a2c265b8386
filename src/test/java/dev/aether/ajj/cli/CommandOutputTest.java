package dev.aether.ajj.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.cli.TypedCommand.Seen;
import dev.aether.ajj.spi.backend.Backend;
import dev.aether.ajj.spi.backend.Backend.ContainerState;
import dev.aether.ajj.spi.backend.Stack;
import dev.aether.ajj.spi.vcs.Vcs.NewWorkspace;
import dev.aether.ajj.testing.Declarations;
import dev.aether.ajj.testing.FakeWorld;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The exact output of the commands, as text and as JSON. */
class CommandOutputTest {
    private final FakeWorld world = new FakeWorld(Declarations.config(FakeWorld.service("db", 5432, List.of())));
    private final TypedCommand ajj = new TypedCommand(world);

    @Test
    void addForPeople() {
        Seen seen = ajj.type("workspace", "add", "/repo/feature");
        assertThat(seen.err()).isEqualTo("""
                        db: starting
                        db: waiting until it answers
                        db: ready after 0.0 s (127.0.0.1:20000 -> 5432)
                        """);
        assertThat(seen.out()).isEqualTo("""
                        Workspace feature is ready in /repo/feature
                          db  db:1  ready  127.0.0.1:20000 -> 5432
                          Environment written to .env
                        Next: cd /repo/feature && ajj run -- YOUR COMMAND
                        """);
        assertThat(seen.status()).isZero();
    }

    @Test
    void addForPrograms() {
        Seen seen = ajj.type("workspace", "add", "--json", "/repo/feature");
        assertThat(seen.out()).isEqualTo("""
                        {
                          "schema_version" : 1,
                          "status" : "success",
                          "operation" : "workspace_add",
                          "workspace" : {
                            "name" : "feature",
                            "root" : "/repo/feature",
                            "health" : "healthy",
                            "current" : false,
                            "backend" : "docker",
                            "namespace" : "aether-a4f3b-feature",
                            "location" : {
                              "address" : "unix:///engine.sock",
                              "id" : "ENGINE"
                            },
                            "resources" : {
                              "db" : {
                                "container_id" : "aether-a4f3b-feature-db",
                                "image" : "db:1",
                                "status" : "ready",
                                "host" : "127.0.0.1",
                                "internal_port" : 5432,
                                "external_port" : 20000,
                                "ports" : {
                                  "5432" : 20000
                                },
                                "connection_string" : "db at {{ host }}"
                              }
                            },
                            "env_file" : ".env"
                          },
                          "warnings" : [ ],
                          "errors" : [ ]
                        }
                        """);
        assertThat(seen.err()).isEmpty();
    }

    @Test
    void aServiceThatDies() {
        world.engine.stateOfNew = new ContainerState(false, 3, 0, false);
        world.engine.log.add("FATAL: no space left on device");
        Seen seen = ajj.type("workspace", "add", "/repo/feature");
        assertThat(seen.out()).isEmpty();
        assertThat(seen.err()).isEqualTo("""
                        db: starting
                        db: waiting until it answers
                        db: failed
                        Error: the service db is not ready: its container ended with status 3
                          | FATAL: no space left on device
                        Hint: read its last lines, and check image, env and command of [services.db]
                        Everything was rolled back: the workspace feature and its services do not exist
                        """);
        assertThat(seen.status()).isEqualTo(3);
    }

    @Test
    void aServiceThatDiesForPrograms() {
        world.engine.stateOfNew = new ContainerState(false, 3, 0, false);
        world.engine.log.add("FATAL: no space left on device");
        Seen seen = ajj.type("-o", "json", "workspace", "add", "/repo/feature");
        assertThat(seen.out()).isEqualTo("""
                        {
                          "schema_version" : 1,
                          "status" : "error",
                          "operation" : "workspace_add",
                          "warnings" : [ ],
                          "errors" : [ {
                            "code" : "SERVICE_NOT_READY",
                            "message" : "the service db is not ready: its container ended with status 3",
                            "hints" : [ "read its last lines, and check image, env and command of [services.db]" ],
                            "details" : {
                              "healthcheck" : [ ],
                              "log" : [ "FATAL: no space left on device" ],
                              "reason" : "its container ended with status 3",
                              "service" : "db"
                            }
                          } ]
                        }
                        """);
        assertThat(seen.status()).isEqualTo(3);
    }

    @Test
    void listAndStatus() {
        ajj.type("workspace", "add", "-q", "/repo/feature");
        world.engine.kill("aether-a4f3b-feature-db", 1);
        assertThat(ajj.type("list").out()).isEqualTo("""
                        WORKSPACE  SERVICES           HEALTH  AGE  CHANGE              PATH
                        * default  -                  -       -    kkmpptxz Add login  /repo/main
                          feature  db:20000 (exited)  failed  now  kkmpptxz Add login  /repo/feature
                        """);
        assertThat(ajj.type("st").out()).isEqualTo("""
                        The working copy has no changes.
                        Services: none
                        """);
    }

    @Test
    void listServicesWithoutPorts() {
        world.declare(Declarations.config(
                FakeWorld.service("db", 5432, List.of()),
                Declarations.service("worker", List.of(), List.of()),
                Declarations.service("migrate", List.of(), List.of())));
        ajj.type("up", "-q");
        world.engine.kill("aether-a4f3b-default-migrate", 0);
        assertThat(ajj.type("list").out()).isEqualTo("""
                        WORKSPACE  SERVICES                             HEALTH   AGE  CHANGE              PATH
                        * default  db:20000 worker migrate (completed)  healthy  now  kkmpptxz Add login  /repo/main
                        """);
    }

    @Test
    void statusOfServices() {
        ajj.type("up", "-q");
        assertThat(ajj.type("st").out()).isEqualTo("""
                        The working copy has no changes.
                        Services: healthy
                          db  db:1  ready  127.0.0.1:20000 -> 5432  up just now
                        """);
        assertThat(ajj.type("st", "--verbose").out()).endsWith("up just now, 12.3 MB\n");
        world.engine.kill("aether-a4f3b-default-db", 1);
        Seen seen = ajj.type("st");
        assertThat(seen.out()).endsWith("  db  db:1  exited  127.0.0.1:20000 -> 5432\n");
        assertThat(seen.err()).isEqualTo("""
                        Hint: db (exited): read its log: ajj logs -n 50 db
                        Hint: db (exited): restart it: ajj up db
                        """);
        assertThat(ajj.type("st", "--json").out()).contains("""
                                "hints" : [ "read its log: ajj logs -n 50 db", "restart it: ajj up db" ]
                        """.strip());
    }

    @Test
    void statusForPrograms() {
        assertThat(ajj.type("status", "--json").out()).isEqualTo("""
                        {
                          "schema_version" : 1,
                          "status" : "success",
                          "operation" : "status",
                          "workspace" : {
                            "name" : "default",
                            "root" : "/repo/main",
                            "health" : "none",
                            "current" : true,
                            "resources" : { }
                          },
                          "jj" : {
                            "change_id" : "kkmpptxzrspxrzommnulwmwkkqwworpl",
                            "commit_id" : "9a345cc514b93c891b47f3a396465b1e3759e556",
                            "description" : "Add login\\n\\nWith a form.",
                            "bookmarks" : [ "login" ],
                            "empty" : false,
                            "conflict" : false,
                            "changes" : [ {
                              "status" : "added",
                              "path" : "login.html"
                            } ],
                            "status" : "The working copy has no changes.\\n"
                          },
                          "warnings" : [ ],
                          "errors" : [ ]
                        }
                        """);
    }

    @Test
    void addRefusesInvalidDestinations() {
        assertThat(ajj.type("workspace", "add", "/").err())
                .contains(
                        "the destination / exists and is not an empty directory",
                        "Hint: choose another destination: ajj workspace add ../NAME\n");
        for (String reserved : List.of(".jj", ".git", ".aether")) {
            Seen seen = ajj.type("workspace", "add", "/repo/main/" + reserved + "/deep/x");
            assertThat(seen.err()).contains("is inside /repo/main/" + reserved, "Hint: ");
            assertThat(seen.status()).isEqualTo(2);
        }
    }

    @Test
    void addRefusesANameThatCannotBePrinted() {
        Seen seen = ajj.type("workspace", "add", "--name", "a\u001b[31mb", "/repo/x");
        assertThat(seen.err()).contains("the name of a workspace must not contain control characters", "Hint: ");
        assertThat(seen.status()).isEqualTo(2);
        assertThat(world.contents()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/repo/caf\ufffd", "/repo/caf\ufffd/x"})
    void addRefusesInvalidUtf8(String destination) {
        Seen seen = ajj.type("workspace", "add", destination);
        assertThat(seen.err()).contains("the destination is not valid UTF-8", "Hint: ");
        assertThat(seen.status()).isEqualTo(2);
        assertThat(world.contents()).isEmpty();
    }

    @Test
    void renameRefusesWhatAddRefuses() {
        for (String name : List.of("a\nb", "", "caf\ufffd")) {
            Seen seen = ajj.type("workspace", "rename", name);
            assertThat(seen.err()).contains("the name of ", "Hint: ");
            assertThat(seen.status()).isEqualTo(2);
        }
    }

    @Test
    void addWarnsOfADestinationInTheCurrentDirectory() {
        Path here = Path.of("").toAbsolutePath();
        world.addWorkspace(world.repository, new NewWorkspace("here", here, List.of(), Optional.empty(), List.of()));
        assertThat(ajj.type("workspace", "add", "-q", "feature").err())
                .isEqualTo("Warning: the workspace was created inside the current directory. If this was not intended:"
                        + " `ajj workspace remove feature`, then `ajj workspace add ../feature`\n");
    }

    @Test
    void forget() {
        ajj.type("workspace", "add", "/repo/feature");
        Seen seen = ajj.type("workspace", "forget", "feature");
        assertThat(seen.out()).isEqualTo("""
                        Forgot workspace feature and removed its container, network and volumes
                          its directory stays: /repo/feature
                        """);
        assertThat(seen.status()).isZero();
    }

    @Test
    void forgetAfterDown() {
        ajj.type("workspace", "add", "-q", "/repo/feature");
        world.engine.removeContainer("aether-a4f3b-feature-db");
        world.engine.createResource(Backend.Kind.VOLUME, "aether-a4f3b-feature-data", stack("feature"));
        assertThat(ajj.type("workspace", "forget", "--yes", "feature").out()).isEqualTo("""
                        Forgot workspace feature and removed its volume
                          its directory stays: /repo/feature
                        """);
    }

    @Test
    void removeAfterDown() {
        ajj.type("workspace", "add", "-q", "/repo/feature");
        world.engine.removeContainer("aether-a4f3b-feature-db");
        world.engine.createResource(Backend.Kind.VOLUME, "aether-a4f3b-feature-data", stack("feature"));
        world.engine.createResource(Backend.Kind.VOLUME, "aether-a4f3b-feature-logs", stack("feature"));
        assertThat(ajj.type("workspace", "remove", "--yes", "feature").out())
                .isEqualTo("Removed workspace feature and its 2 volumes\n");
    }

    private Stack stack(String name) {
        return new Stack(world.repository.workspace(name), Path.of("/repo/" + name), "aether-a4f3b-" + name);
    }

    @Test
    void removeWithoutConfirmation() {
        ajj.type("workspace", "add", "-q", "/repo/feature");
        world.unrecordedFiles.add("notes.txt");
        world.userAnswer = Optional.of(false);
        assertThat(ajj.type("workspace", "remove", "feature")).isEqualTo(new Seen("", """
                        Error: ajj workspace remove: not confirmed, nothing has been changed
                        Hint: to skip the question: --yes
                        """, 130));
    }

    @Test
    void forgetWithoutADirectory() {
        ajj.type("workspace", "add", "-q", "/repo/feature");
        world.delete(Path.of("/repo/feature"), false);
        assertThat(ajj.type("workspace", "forget", "feature").out())
                .isEqualTo("Forgot workspace feature and removed its container, network and volumes\n");
    }

    @Test
    void forgetForPrograms() {
        ajj.type("workspace", "add", "/repo/feature");
        assertThat(ajj.type("workspace", "forget", "feature", "--json").out()).isEqualTo("""
                        {
                          "schema_version" : 1,
                          "status" : "success",
                          "operation" : "workspace_forget",
                          "workspace" : {
                            "name" : "feature",
                            "root" : "/repo/feature",
                            "directory_removed" : false,
                            "resources_destroyed" : 1,
                            "lost" : {
                              "files" : [ ],
                              "volumes" : [ ]
                            }
                          },
                          "resources_destroyed" : 1,
                          "warnings" : [ ],
                          "errors" : [ ]
                        }
                        """);
    }

    @Test
    void remove() {
        ajj.type("workspace", "add", "-q", "/repo/feature");
        assertThat(ajj.type("workspace", "remove", "feature").out())
                .isEqualTo("Removed workspace feature and its container, network and volumes\n");
    }

    @Test
    void removeListsLostFiles() {
        ajj.type("workspace", "add", "-q", "/repo/feature");
        world.unrecordedFiles.addAll(List.of("big.bin", "f\ufffd.txt"));
        Seen seen = ajj.type("workspace", "remove", "feature");
        assertThat(seen.out()).isEqualTo("Removed workspace feature and its container, network and volumes\n");
        assertThat(seen.err())
                .isEqualTo("Warning: deleted with the workspace feature, although jj had not recorded them: big.bin,"
                        + " f\ufffd.txt\n");
    }

    @Test
    void removeListsLostFilesForPrograms() {
        ajj.type("workspace", "add", "-q", "/repo/feature");
        world.unrecordedFiles.add("big.bin");
        assertThat(ajj.type("workspace", "remove", "feature", "--json").out()).contains("\"files\" : [ \"big.bin\" ],");
    }

    @Test
    void removeForPrograms() {
        ajj.type("workspace", "add", "-q", "/repo/feature");
        assertThat(ajj.type("workspace", "remove", "feature", "--json").out()).isEqualTo("""
                        {
                          "schema_version" : 1,
                          "status" : "success",
                          "operation" : "workspace_remove",
                          "workspace" : {
                            "name" : "feature",
                            "root" : "/repo/feature",
                            "directory_removed" : true,
                            "resources_destroyed" : 1,
                            "lost" : {
                              "files" : [ ],
                              "volumes" : [ ]
                            }
                          },
                          "resources_destroyed" : 1,
                          "warnings" : [ ],
                          "errors" : [ ]
                        }
                        """);
    }

    @Test
    void removeTheMainWorkspace() {
        Seen seen = ajj.type("workspace", "remove", "default");
        assertThat(seen.err()).isEqualTo("""
                        Error: the main workspace "default" holds the repository itself, so it is not removed
                        Hint: to remove only its services: ajj down --volumes
                        """);
        assertThat(seen.status()).isEqualTo(2);
    }

    @Test
    void rename() {
        ajj.type("up", "-q");
        assertThat(ajj.type("workspace", "rename", "trunk").out()).isEqualTo("""
                        Renamed workspace default to trunk
                          its containers keep their names: aether-a4f3b-default-...
                        """);
    }

    @Test
    void renameToItsOwnName() {
        ajj.type("up", "-q");
        assertThat(ajj.type("workspace", "rename", "default").out())
                .isEqualTo("Nothing changed: the workspace is already called default\n");
    }

    @Test
    void renameToAnExistingName() {
        world.addPlainWorkspace("plain");
        assertThat(ajj.type("workspace", "rename", "plain")).isEqualTo(new Seen("", """
                        Error: a workspace named "plain" exists already: jj has it in /repo/plain
                        Hint: choose another name (for `ajj workspace add`: --name NAME); `ajj list` shows the existing ones
                        Hint: or remove that one first: ajj workspace forget plain
                        """, 1));
    }

    @Test
    void addUnderTheNameOfTheMainWorkspace() {
        assertThat(ajj.type("workspace", "add", "--name", "default", "/repo/x")).isEqualTo(new Seen("", """
                        Error: a workspace named "default" exists already: jj has it in /repo/main
                        Hint: choose another name (for `ajj workspace add`: --name NAME); `ajj list` shows the existing ones
                        """, 1));
    }

    @Test
    void addWhereNoDirectoryIs() {
        assertThat(ajj.type("workspace", "add", "/elsewhere/x")).isEqualTo(new Seen("", """
                        Error: the directory /elsewhere does not exist, so /elsewhere/x cannot be created
                        Hint: create it first: mkdir -p /elsewhere
                        """, 2));
        assertThat(world.contents()).isEmpty();
    }

    @Test
    void optionsOfJjMayComeAnywhere() {
        assertThat(ajj.type("--no-pager", "--at-op", "@-", "list", "--config-file=x.toml", "--ignore-working-copy")
                        .status())
                .isZero();
        assertThat(ajj.jjOptions.words())
                .containsExactly("--ignore-working-copy", "--at-operation=@-", "--config-file=x.toml");
    }

    @Test
    void commandsThatChangeSomethingRefuseToIgnoreTheWorkingCopy() {
        ajj.type("workspace", "add", "-q", "/repo/feature");
        assertThat(ajj.type("workspace", "remove", "--ignore-working-copy", "feature"))
                .isEqualTo(new Seen("", """
                        Error: --ignore-working-copy is only for commands that change nothing, such as `ajj list` and `ajj status`
                        Hint: leave --ignore-working-copy out
                        """, 2));
        assertThat(ajj.type("--at-op=@-", "workspace", "remove", "feature").status())
                .isEqualTo(2);
        assertThat(world.contents()).contains("jj feature", "directory /repo/feature");
    }

    @Test
    void aCommandIsMissing() {
        assertThat(ajj.type("workspace")).isEqualTo(new Seen("", """
                        Error: a command is missing after ajj workspace: add, list, rename, forget, remove, or one of jj's
                        Hint: see ajj workspace --help
                        """, 2));
    }

    @Test
    void helpInColours() {
        assertThat(ajj.type("up", "--color", "always", "--help").out()).contains("\u001b[");
        assertThat(ajj.type("up", "--color", "never", "--help").out()).doesNotContain("\u001b[");
    }

    @Test
    void helpOfACommand() {
        assertThat(ajj.type("help", "workspace", "add")).isEqualTo(ajj.type("workspace", "add", "--help"));
        assertThat(ajj.type("help", "st").out()).startsWith("Usage: ajj status ");
        assertThat(ajj.type("-h", "exec")).isEqualTo(ajj.type("exec", "--help"));
        assertThat(ajj.type("workspace", "--help", "add")).isEqualTo(ajj.type("workspace", "add", "--help"));
        assertThat(ajj.type("help")).isEqualTo(ajj.type("--help"));
        assertThat(ajj.type("help", "up", "down")).isEqualTo(new Seen("", """
                        Error: ajj up has no command "down"
                        Hint: see ajj up --help
                        """, 2));
    }

    @Test
    void renameForPrograms() {
        assertThat(ajj.type("workspace", "rename", "trunk", "--json").out()).isEqualTo("""
                        {
                          "schema_version" : 1,
                          "status" : "success",
                          "operation" : "workspace_rename",
                          "workspace" : {
                            "name" : "trunk",
                            "former_name" : "default",
                            "root" : "/repo/main"
                          },
                          "warnings" : [ ],
                          "errors" : [ ]
                        }
                        """);
    }

    @Test
    void anUnknownWorkspace() {
        Seen seen = ajj.type("workspace", "forget", "defualt");
        assertThat(seen.err()).isEqualTo("""
                        Error: there is no workspace "defualt"
                        Hint: did you mean "default"?
                        Hint: see all workspaces: ajj list
                        """);
        assertThat(seen.status()).isEqualTo(1);
    }

    @Test
    void anUnknownOption() {
        Seen seen = ajj.type("workspace", "add", "--nmae", "x", "/repo/feature");
        assertThat(seen.err()).isEqualTo("""
                        Error: ajj does not know the option --nmae
                        Hint: if it is jj's, write its value after an =: --nmae=VALUE
                        """);
        assertThat(seen.status()).isEqualTo(2);
    }

    @Test
    void aMissingArgumentForPrograms() {
        Seen seen = ajj.type("workspace", "add", "--json");
        assertThat(seen.out()).isEqualTo("""
                        {
                          "schema_version" : 1,
                          "status" : "error",
                          "operation" : "workspace_add",
                          "warnings" : [ ],
                          "errors" : [ {
                            "code" : "USAGE",
                            "message" : "missing argument: DEST",
                            "hints" : [ "see ajj workspace add --help" ],
                            "details" : { }
                          } ]
                        }
                        """);
        assertThat(seen.status()).isEqualTo(2);
    }

    @Test
    void runFailsAsEnvDoes() {
        ajj.type("up");
        Seen seen = ajj.type("run", "--", "no-such-command", "--json");
        assertThat(seen.err()).startsWith("Error: the command no-such-command was not found\n");
        assertThat(seen.status()).isEqualTo(127);
        assertThat(ajj.type("run").status()).as("no command at all").isEqualTo(125);
    }

    @Test
    void runRefusesAWorkspaceWithoutServices() {
        Seen seen = ajj.type("run", "ls");
        assertThat(seen.err()).isEqualTo("""
                        Error: the workspace /repo/main has no services yet
                        Hint: create them: ajj up
                        Hint: or add another workspace with services: ajj workspace add ../NAME
                        """);
        assertThat(seen.status()).isEqualTo(125);
    }

    @Test
    void version() {
        assertThat(ajj.type("--version").out()).matches("ajj \\d+\\.\\d+\\.\\d+.*\n");
    }

    @Test
    void removeDryRun() {
        ajj.type("workspace", "add", "-q", "/repo/feature");
        world.unrecordedFiles.add("notes.txt");
        List<String> before = world.contents();

        assertThat(ajj.type("workspace", "remove", "--dry-run", "feature")).isEqualTo(new Seen("""
                        Would remove workspace feature
                          services: db
                          directory: /repo/feature
                          permanently lost: files that jj has not recorded: notes.txt
                        """, "", 0));
        assertThat(ajj.type("workspace", "forget", "--dry-run", "feature").out())
                .isEqualTo("""
                        Would forget workspace feature
                          services: db
                          its directory stays: /repo/feature
                        """);
        assertThat(ajj.type("workspace", "remove", "--dry-run", "--json", "feature")
                        .out())
                .isEqualTo("""
                        {
                          "schema_version" : 1,
                          "status" : "success",
                          "operation" : "workspace_remove",
                          "dry_run" : true,
                          "workspace" : {
                            "name" : "feature",
                            "root" : "/repo/feature",
                            "directory_removed" : false,
                            "resources_destroyed" : 0,
                            "services" : [ "db" ],
                            "lost" : {
                              "files" : [ "notes.txt" ],
                              "volumes" : [ ]
                            }
                          },
                          "resources_destroyed" : 0,
                          "warnings" : [ ],
                          "errors" : [ ]
                        }
                        """);
        assertThat(world.contents()).isEqualTo(before);
    }

    @Test
    void jsonSkipsTheQuestionAndListsLostData() {
        ajj.type("workspace", "add", "-q", "/repo/feature");
        world.unrecordedFiles.add("notes.txt");
        world.userAnswer = Optional.of(false);

        Seen seen = ajj.type("workspace", "remove", "--json", "feature");

        assertThat(seen.status()).isZero();
        assertThat(seen.out()).contains("\"files\" : [ \"notes.txt\" ]");
    }

    @Test
    void jjsCommandsHaveNoJson() {
        assertThat(ajj.type("--json", "workspace", "root").out()).isEqualTo("""
                        {
                          "schema_version" : 1,
                          "status" : "error",
                          "operation" : "usage",
                          "warnings" : [ ],
                          "errors" : [ {
                            "code" : "USAGE",
                            "message" : "--json is for ajj's own commands, and \\"workspace root\\" is not one of them",
                            "hints" : [ "jj prints JSON through a template, where a command takes one: jj log -T 'json(self)'", "see which commands ajj has: ajj --help" ],
                            "details" : { }
                          } ]
                        }
                        """);
        for (String line : List.of("--json log", "-ojson cleanpu", "--output json log -r @", "--json -r @")) {
            Seen seen = ajj.type(line.split(" "));
            assertThat(seen.out()).contains("USAGE", "--json is for ajj's own commands");
            assertThat(seen.status()).isEqualTo(2);
        }
        assertThat(ajj.type("--json", "cleanpu").out()).contains("did you mean \\\"cleanup\\\"?");
        assertThat(ajj.type("--json", "--quite", "up").out()).contains("did you mean \\\"--quiet\\\"?");
    }
}
