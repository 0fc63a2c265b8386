package dev.aether.ajj.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.cli.TypedCommand.Seen;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.JjProblem;
import dev.aether.ajj.testing.Declarations;
import dev.aether.ajj.testing.FakeWorld;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The exact output of every command when jj fails. */
class FailureOutputTest {
    private final FakeWorld world = new FakeWorld(Declarations.config(FakeWorld.service("db", 5432, List.of())));
    private final TypedCommand ajj = new TypedCommand(world);

    @BeforeEach
    void jjFails() {
        ajj.type("up", "-q");
        world.faults.runBefore("jj workspace list", () -> {
            throw new Failure(new JjProblem.Failed("jj workspace list", 1, "Error: Broken\n"));
        });
    }

    @ParameterizedTest
    @CsvSource({
        "up, 3",
        "down, 3",
        "list, 3",
        "status, 3",
        "cleanup, 3",
        "workspace add /repo/new, 3",
        "workspace forget feature, 3",
        "workspace remove feature, 3",
        "workspace rename trunk, 3",
    })
    void forPeople(String line, int status) {
        Seen seen = ajj.type(line.split(" "));

        assertThat(seen.out()).isEmpty();
        assertThat(seen.err()).isEqualTo("""
                        Error: jj failed: Broken
                        Hint: to see it again: jj workspace list
                        """);
        assertThat(seen.status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "up, up, 3",
        "down, down, 3",
        "list, list, 3",
        "status, status, 3",
        "cleanup, cleanup, 3",
        "workspace add /repo/new, workspace_add, 3",
        "workspace forget feature, workspace_forget, 3",
        "workspace remove feature, workspace_remove, 3",
        "workspace rename trunk, workspace_rename, 3",
    })
    void forPrograms(String line, String operation, int status) {
        Seen seen = ajj.type(("--json " + line).split(" "));

        assertThat(seen.out()).isEqualTo("""
                        {
                          "schema_version" : 1,
                          "status" : "error",
                          "operation" : "%s",
                          "warnings" : [ ],
                          "errors" : [ {
                            "code" : "JJ_FAILED",
                            "message" : "jj failed: Broken",
                            "hints" : [ "to see it again: jj workspace list" ],
                            "details" : {
                              "command" : "jj workspace list",
                              "exit_code" : 1,
                              "stderr" : "Error: Broken\\n"
                            }
                          } ]
                        }
                        """.formatted(operation));
        assertThat(seen.err()).isEmpty();
        assertThat(seen.status()).isEqualTo(status);
    }
}
