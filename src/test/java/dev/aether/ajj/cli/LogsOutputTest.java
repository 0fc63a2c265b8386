package dev.aether.ajj.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.cli.TypedCommand.Seen;
import dev.aether.ajj.testing.Declarations;
import dev.aether.ajj.testing.FakeWorld;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The exact output of {@code ajj logs}. */
class LogsOutputTest {
    private static final String DB = "aether-a4f3b-default-db";
    private static final String CACHE = "aether-a4f3b-default-cache";

    private final FakeWorld world = new FakeWorld(
            Declarations.config(FakeWorld.service("db", 5432, List.of()), FakeWorld.service("cache", 6379, List.of())));
    private final TypedCommand ajj = new TypedCommand(world);

    @BeforeEach
    void bringUpAndTalk() {
        ajj.type("up", "-q");
        world.engine.printed.print(DB, "out: starting");
        world.engine.printed.print(CACHE, "out: hello");
        world.engine.printed.print(DB, "err: careful");
        world.engine.printed.print(CACHE, "out: bye");
    }

    @Test
    void allServicesInTheOrderOfTime() {
        Seen seen = ajj.type("logs");
        assertThat(seen.out()).isEqualTo("""
                        db    | starting
                        cache | hello
                        db    | careful
                        cache | bye
                        """);
        assertThat(seen.err()).isEmpty();
        assertThat(seen.status()).isZero();
    }

    @Test
    void oneServiceWithoutPrefix() {
        assertThat(ajj.type("logs", "db").out()).isEqualTo("starting\ncareful\n");
        assertThat(ajj.type("logs", "cache", "db", "--no-log-prefix").out())
                .isEqualTo("starting\nhello\ncareful\nbye\n");
    }

    @Test
    void theLastOnesWithTimes() {
        assertThat(ajj.type("logs", "-n", "1", "-t").out()).isEqualTo("""
                        db    | 2030-01-01T00:00:03.000000000Z careful
                        cache | 2030-01-01T00:00:04.000000000Z bye
                        """);
        assertThat(ajj.type("logs", "--tail", "all", "db").out()).isEqualTo("starting\ncareful\n");
        assertThat(ajj.type("logs", "-n0").out()).isEmpty();
    }

    @Test
    void sinceAMoment() {
        assertThat(ajj.type("logs", "--since", "2030-01-01T01:00:03+01:00").out())
                .isEqualTo("""
                        db    | careful
                        cache | bye
                        """);
    }

    @Test
    void eachServiceHasItsOwnColour() {
        assertThat(ajj.type("--color", "always", "logs", "-n", "1").out()).isEqualTo("""
                        \u001b[36mdb    | \u001b[0mcareful
                        \u001b[33mcache | \u001b[0mbye
                        """);
    }

    @Test
    void forPrograms() {
        Seen seen = ajj.type("logs", "--json", "-n", "1");
        assertThat(seen.out()).isEqualTo("""
                        {
                          "schema_version" : 1,
                          "operation" : "logs",
                          "lines" : [ {
                            "service" : "db",
                            "time" : "2030-01-01T00:00:03Z",
                            "stream" : "stderr",
                            "text" : "careful"
                          }, {
                            "service" : "cache",
                            "time" : "2030-01-01T00:00:04Z",
                            "stream" : "stdout",
                            "text" : "bye"
                          } ],
                          "status" : "success",
                          "warnings" : [ ],
                          "errors" : [ ]
                        }
                        """);
        assertThat(seen.err()).isEmpty();
        assertThat(seen.status()).isZero();
    }

    @Test
    void aServiceThatHasEndedIsShownToo() {
        world.engine.kill(DB, 1);
        assertThat(ajj.type("logs", "db").out()).isEqualTo("starting\ncareful\n");
        assertThat(ajj.type("logs", "-f", "db").out())
                .as("there is nothing to wait for")
                .isEqualTo("starting\ncareful\n");
    }

    @Test
    void anUnknownService() {
        Seen seen = ajj.type("logs", "dbb", "nothing-like-it");
        assertThat(seen.out()).isEmpty();
        assertThat(seen.err()).isEqualTo("""
                        Error: the workspace has no service "dbb"
                        Hint: did you mean "db"?
                        Hint: its services are: db, cache
                        Error: the workspace has no service "nothing-like-it"
                        Hint: its services are: db, cache
                        """);
        assertThat(seen.status()).isEqualTo(2);
    }

    @Test
    void anUnknownServiceForPrograms() {
        assertThat(ajj.type("logs", "dbb", "--json").out()).isEqualTo("""
                        {
                          "schema_version" : 1,
                          "status" : "error",
                          "operation" : "logs",
                          "warnings" : [ ],
                          "errors" : [ {
                            "code" : "USAGE",
                            "message" : "the workspace has no service \\"dbb\\"",
                            "hints" : [ "did you mean \\"db\\"?", "its services are: db, cache" ],
                            "details" : { }
                          } ]
                        }
                        """);
    }

    @Test
    void aServiceWithoutAContainer() {
        world.engine.removeContainer(DB);
        Seen seen = ajj.type("logs", "db");
        assertThat(seen.err()).isEqualTo("""
                        Error: the service db has no container
                        Hint: start it: ajj up db
                        """);
        assertThat(seen.status()).isEqualTo(3);
        Seen all = ajj.type("logs");
        assertThat(all.err()).isEqualTo("Warning: the service db has no container; start it: ajj up db\n");
        assertThat(all.out()).isEqualTo("cache | hello\ncache | bye\n");
        assertThat(all.status()).isZero();
    }

    @Test
    void aServiceThatWasNeverStarted() {
        world.declare(Declarations.config(
                FakeWorld.service("db", 5432, List.of()), FakeWorld.service("mail", 25, List.of())));
        assertThat(ajj.type("logs", "mail").err()).isEqualTo("""
                        Error: the service mail has no container
                        Hint: start it: ajj up mail
                        """);
    }

    @Test
    void aWorkspaceThatIsDown() {
        ajj.type("down");
        Seen seen = ajj.type("logs");
        assertThat(seen.err()).isEqualTo("""
                        Error: the service db has no container
                        Hint: start it: ajj up db
                        Error: the service cache has no container
                        Hint: start it: ajj up cache
                        """);
        assertThat(seen.status()).isEqualTo(3);
    }

    @Test
    void anEngineThatStopsAnswering() {
        world.engine.printed.disconnectAfterLastLine(CACHE);
        Seen seen = ajj.type("logs");
        assertThat(seen.out()).isEqualTo("""
                        db    | starting
                        cache | hello
                        db    | careful
                        cache | bye
                        """);
        assertThat(seen.err()).isEqualTo("""
                        Error: the engine has gone
                        Hint: start it
                        Hint: more about BACKEND_UNAVAILABLE: `man ajj-errors`, or docs/reference/errors.md
                        """);
        assertThat(seen.status()).isEqualTo(3);
    }

    @Test
    void anEngineThatStopsAnsweringForPrograms() {
        world.engine.printed.disconnectAfterLastLine(CACHE);
        Seen seen = ajj.type("logs", "--json", "-n1", "cache");
        assertThat(seen.out()).isEqualTo("""
                        {
                          "schema_version" : 1,
                          "operation" : "logs",
                          "lines" : [ {
                            "service" : "cache",
                            "time" : "2030-01-01T00:00:04Z",
                            "stream" : "stdout",
                            "text" : "bye"
                          } ],
                          "status" : "error",
                          "warnings" : [ ],
                          "errors" : [ {
                            "code" : "BACKEND_UNAVAILABLE",
                            "message" : "the engine has gone",
                            "hints" : [ "start it" ],
                            "details" : { }
                          } ]
                        }
                        """);
        assertThat(seen.status()).isEqualTo(3);
    }

    @Test
    void followExcludesJson() {
        Seen seen = ajj.type("logs", "-f", "--json");
        assertThat(seen.out()).isEqualTo("""
                        {
                          "schema_version" : 1,
                          "status" : "error",
                          "operation" : "logs",
                          "warnings" : [ ],
                          "errors" : [ {
                            "code" : "USAGE",
                            "message" : "--follow has no end, and --json prints one object",
                            "hints" : [ "leave --follow out, and get new lines with --since", "or leave --json out" ],
                            "details" : { }
                          } ]
                        }
                        """);
        assertThat(seen.status()).isEqualTo(2);
    }

    @Test
    void invalidNumbersAndTimes() {
        assertThat(ajj.type("logs", "-n", "-1").err()).isEqualTo("""
                        Error: invalid value for option '--tail': '-1' is not a number of lines, nor all
                        Hint: see ajj logs --help
                        """);
        assertThat(ajj.type("logs", "--since", "soon").err()).isEqualTo("""
                        Error: invalid value for option '--since': 'soon' is not a time such as 10m, 2030-01-31T12:00:00Z or 2030-01-31
                        Hint: see ajj logs --help
                        """);
    }
}
