package dev.aether.ajj.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.cli.TypedCommand.Seen;
import dev.aether.ajj.testing.Declarations;
import dev.aether.ajj.testing.FakeWorld;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The exact output and exit status of {@code ajj exec}. */
class ExecOutputTest {
    private static final String DB = "aether-a4f3b-default-db";

    private final FakeWorld world = new FakeWorld(Declarations.config(FakeWorld.service("db", 5432, List.of())));
    private final TypedCommand ajj = new TypedCommand(world);

    @BeforeEach
    void bringUp() {
        ajj.type("up", "-q");
    }

    @Test
    void returnsTheCommandsStreamsAndStatus() {
        ajj.console.typed = "SELECT 1\n";
        assertThat(ajj.type("exec", "db", "--", "cat").status()).isZero();
        assertThat(ajj.type("exec", "db", "--", "sh", "-c", "echo aside >&2").status())
                .isZero();
        assertThat(ajj.type("exec", "db", "sh", "-c", "exit 7").status()).isEqualTo(7);
        assertThat(ajj.console.out()).isEqualTo("SELECT 1\n");
        assertThat(ajj.console.err()).isEqualTo("aside\n");
    }

    @Test
    void passesOptionsAfterTheServiceToTheCommand() {
        ajj.type("exec", "db", "echo", "--json", "-u", "x", "--", "--help");
        ajj.type("exec", "--", "db", "echo", "-T");
        ajj.type("exec", "db", "--", "echo", "--", "-q");
        assertThat(ajj.console.out()).isEqualTo("--json -u x -- --help\n-T\n-- -q\n");
    }

    @Test
    void userDirectoryAndVariables() {
        ajj.type("exec", "-u", "postgres", "db", "id");
        ajj.type("exec", "--workdir", "/tmp", "db", "pwd");
        ajj.type(
                "exec",
                "-e",
                "A=1",
                "--env",
                "B=x=y",
                "-e",
                "PATH",
                "-e",
                "INJECTED",
                "-e",
                "NO_SUCH_VARIABLE",
                "db",
                "env");
        assertThat(ajj.console.out())
                .isEqualTo("postgres\n/tmp\nA=1\nB=x=y\nPATH=" + System.getenv("PATH") + "\nINJECTED=.env\n");
    }

    @Test
    void usesAndRestoresTheTerminal() {
        ajj.type("exec", "db", "tty");
        ajj.console.interactive = true;
        ajj.type("exec", "-T", "db", "tty");
        assertThat(ajj.console.modes).isEmpty();
        ajj.type("exec", "db", "tty");
        assertThat(ajj.console.out()).isEqualTo("not a tty\nnot a tty\na terminal\n");
        assertThat(ajj.console.modes).containsExactly("raw", "restored");
        ajj.type("exec", "db", "no-such-command");
        assertThat(ajj.console.modes).containsExactly("raw", "restored", "raw", "restored");
    }

    @Test
    void aMissingCommand() {
        Seen seen = ajj.type("exec", "db", "no-such-command");
        assertThat(seen.err())
                .isEqualTo("Error: the command no-such-command was not found in the container of db\nHint: none\n");
        assertThat(seen.status()).isEqualTo(127);
    }

    @Test
    void aServiceThatHasEnded() {
        world.engine.kill(DB, 1);
        Seen seen = ajj.type("exec", "db", "ls");
        assertThat(seen.out()).isEmpty();
        assertThat(seen.err()).isEqualTo("""
                        Error: the service db is not running: its container ended with status 1
                        Hint: start it: ajj up db
                        Hint: read its log: ajj logs db
                        """);
        assertThat(seen.status()).isEqualTo(125);
    }

    @Test
    void aCompletedJob() {
        FakeWorld jobs = new FakeWorld(Declarations.config(Declarations.service("migrate", List.of(), List.of())));
        jobs.engine.jobs.put("migrate", 0);
        TypedCommand typed = new TypedCommand(jobs);
        typed.type("up");
        assertThat(typed.type("exec", "migrate", "ls").err()).isEqualTo("""
                        Error: the service migrate is not running: its container ended with status 0
                        Hint: read its log: ajj logs migrate
                        """);
    }

    @Test
    void aServiceThatHasEndedForPrograms() {
        world.engine.kill(DB, 1);
        Seen seen = ajj.type("exec", "--json", "db", "ls");
        assertThat(seen.out()).isEqualTo("""
                        {
                          "schema_version" : 1,
                          "status" : "error",
                          "operation" : "exec",
                          "warnings" : [ ],
                          "errors" : [ {
                            "code" : "SERVICE_NOT_READY",
                            "message" : "the service db is not running: its container ended with status 1",
                            "hints" : [ "start it: ajj up db", "read its log: ajj logs db" ],
                            "details" : {
                              "reason" : "is not running: its container ended with status 1",
                              "service" : "db"
                            }
                          } ]
                        }
                        """);
        assertThat(seen.err()).isEmpty();
    }

    @Test
    void aServiceWithoutAContainerAndOneThatDoesNotExist() {
        assertThat(ajj.type("exec", "dbb", "ls").err()).isEqualTo("""
                        Error: the workspace has no service "dbb"
                        Hint: did you mean "db"?
                        Hint: its services are: db
                        """);
        world.engine.removeContainer(DB);
        Seen seen = ajj.type("exec", "db", "ls");
        assertThat(seen.err()).isEqualTo("""
                        Error: the service db has no container
                        Hint: start it: ajj up db
                        """);
        assertThat(seen.status()).isEqualTo(125);
    }

    @Test
    void aWorkspaceWithoutServices() {
        FakeWorld empty = new FakeWorld(Declarations.config());
        assertThat(new TypedCommand(empty).type("exec", "db", "ls").err()).isEqualTo("""
                        Error: the workspace /repo/main has no services yet
                        Hint: create them: ajj up
                        Hint: or add another workspace with services: ajj workspace add ../NAME
                        """);
    }

    @Test
    void missingAndMisplacedArguments() {
        for (String[] words : new String[][] {{"exec"}, {"exec", "db"}, {"exec", "db", "--"}}) {
            Seen seen = ajj.type(words);
            assertThat(seen.err()).contains("missing argument", "Hint: see ajj exec --help");
            assertThat(seen.status()).isEqualTo(125);
        }
        assertThat(ajj.type("exec", "db", "-u", "postgres", "psql").err()).isEqualTo("""
                        Error: expected a command after the service, found -u
                        Hint: options for ajj come before the service: ajj exec OPTIONS db -- CMD
                        """);
    }
}
