package dev.aether.ajj.jj.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.JjProblem;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.jj.workspace.WorkspaceListing;
import dev.aether.ajj.spi.machine.Deadline;
import dev.aether.ajj.spi.machine.ProcessContext;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.spi.vcs.Repository;
import dev.aether.ajj.spi.vcs.Vcs.VcsWorkspace;
import dev.aether.ajj.spi.vcs.VcsOptions;
import dev.aether.ajj.testing.Scripts;
import dev.aether.ajj.testing.Traces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs scripts in place of jj. */
class JujutsuCommandTest {
    private final Path directory;

    JujutsuCommandTest(@TempDir Path directory) {
        this.directory = directory;
    }

    private JujutsuCommand script(String body) throws IOException {
        return script(body, VcsOptions.NONE);
    }

    private JujutsuCommand script(String body, VcsOptions options) throws IOException {
        Path file = Scripts.write(directory.resolve("jj"), "#!/bin/sh\n" + body);
        return new JujutsuCommand(
                file.toString(),
                Progress.SILENT,
                options,
                ProcessContext.current().with(Map.of("MARK", "set")),
                Deadline.NONE);
    }

    private Problem failureOf(JujutsuCommand command) {
        return catchThrowableOfType(Failure.class, () -> command.run(directory, List.of("st")))
                .first();
    }

    @Test
    void readsBothStreamsOfAnySize() throws IOException {
        var command = script("head -c 300000 /dev/zero | tr '\\0' e >&2; head -c 300000 /dev/zero | tr '\\0' o; cat");

        assertThat(command.run(directory, List.of())).hasSize(300_000).containsOnlyOnce("ooo".repeat(100_000));
    }

    @Test
    void removesVariablesThatChangeJjsOutput() throws IOException {
        var command = script("echo \"$MARK ${JJ_LOG-unset} ${PAGER-unset}\"");

        assertThat(command.run(directory, List.of())).isEqualTo("set unset unset\n");
    }

    @Test
    void passesTheUsersOptionsOnce() throws IOException {
        var command = script("echo \"$@\"", () -> List.of("--ignore-working-copy", "--at-operation=@-"));

        assertThat(command.run(directory, List.of("--ignore-working-copy", "st")))
                .isEqualTo(
                        "-R " + directory + " --no-pager --color never --at-operation=@- --ignore-working-copy st\n");
    }

    @Test
    void aFailureHasTheCommandTheStatusAndJjsStderr() throws IOException {
        var command = script("printf '\\033[31mError:\\033[0m no\\nHint: try yes\\n' >&2; exit 7");

        assertThat(failureOf(command)).isInstanceOfSatisfying(JjProblem.Failed.class, failed -> {
            assertThat(failed.command()).endsWith("jj -R " + directory + " --no-pager --color never st");
            assertThat(failed.exitCode()).isEqualTo(7);
            assertThat(failed.stderr()).isEqualTo("Error: no\nHint: try yes\n");
            assertThat(failed.hints()).first().isEqualTo("try yes");
        });
    }

    @Test
    void reportsThatJjIsMissing() {
        var command = new JujutsuCommand(
                directory.resolve("none").toString(),
                Progress.SILENT,
                VcsOptions.NONE,
                ProcessContext.current(),
                Deadline.NONE);

        assertThat(failureOf(command)).isInstanceOf(JjProblem.NotFound.class);
    }

    @Test
    void ctrlCIsReportedAsInterrupted() throws IOException {
        assertThat(failureOf(script("echo 'Created workspace' >&2; exit 1"))).isInstanceOf(Problem.Interrupted.class);
        assertThat(failureOf(script("echo 'Config error: no' >&2; exit 1"))).isInstanceOf(JjProblem.Failed.class);
        assertThat(failureOf(script("kill -INT $$"))).isInstanceOf(Problem.Interrupted.class);
    }

    @Test
    void anInterruptStopsJjAndClearsTheFlag() throws IOException, InterruptedException {
        var command = script("trap 'echo tidy > " + directory + "/tidied; exit 1' TERM\n" + "touch " + directory
                + "/started\nwhile :; do sleep 0.01; done");
        AtomicReference<Problem> seen = new AtomicReference<>();
        AtomicReference<Boolean> flag = new AtomicReference<>();
        Thread caller = Thread.ofPlatform().start(() -> {
            seen.set(failureOf(command));
            flag.set(Thread.currentThread().isInterrupted());
        });
        await().until(() -> Files.exists(directory.resolve("started")));

        caller.interrupt();
        caller.join();

        assertThat(seen.get()).isInstanceOf(Problem.Interrupted.class);
        assertThat(flag.get()).isFalse();
        assertThat(directory.resolve("tidied")).exists();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Method `root` doesn't exist for type `WorkspaceRef`",
                "Expected expression of type `Serialize`, but actual type is `Template`"
            })
    void listsWorkspacesWhenJjHasNoRoots(String reason) throws IOException {
        Files.writeString(directory.resolve("reason"), "Error: Failed to parse template: " + reason + "\n");
        var command = script("""
                case "$*" in
                *self.root*) cat "$(dirname "$0")/reason" >&2; exit 1;;
                *) echo '["second",false]'; echo '["default",true]';;
                esac
                """);
        var repository = new Repository(directory, directory, "0123456789abcdef");

        assertThat(new WorkspaceListing(command).of(repository))
                .containsExactly(
                        new VcsWorkspace(
                                "default",
                                Optional.of(directory),
                                Optional.empty(),
                                true,
                                Optional.empty(),
                                Optional.empty()),
                        new VcsWorkspace("second", Optional.empty(), false, Optional.empty()));
    }

    @Test
    void listsWorkspacesWhenJjFailsAtOneRoot() throws IOException {
        var command = script("""
                case "$*" in
                *self.root*) echo '["default",true,"/a"]'; echo '["second",false,<Error: no path>]';;
                *) echo '["second",false]'; echo '["default",true]';;
                esac
                """);
        var repository = new Repository(directory, directory, "0123456789abcdef");

        assertThat(new WorkspaceListing(command).of(repository))
                .extracting(VcsWorkspace::name)
                .containsExactly("default", "second");
    }

    @Test
    void tracesEachCallWithoutSecrets() throws IOException {
        Traces traces = new Traces();
        script("test \"$6\" != bad || { echo Error: >&2; exit 1; }");
        var command = new JujutsuCommand(
                directory.resolve("jj").toString(), traces, VcsOptions.NONE, ProcessContext.current(), Deadline.NONE);

        command.run(directory, List.of("st", "--config=forge.token=hunter2"));
        command.runGlobal("--version");
        Problem problem = catchThrowableOfType(
                        Failure.class, () -> command.run(directory, List.of("bad", "--config=A_KEY=hunter2")))
                .first();

        String jj = directory.resolve("jj").toString();
        String start = jj + " -R " + directory + " --no-pager --color never ";
        assertThat(traces.calls)
                .containsExactly(
                        start + "st '--config=forge.token=******'",
                        jj + " --version",
                        start + "bad '--config=A_KEY=******' (failed)");
        assertThat(problem.toString()).doesNotContain("hunter2");
    }
}
