package dev.aether.ajj.jj;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.JjProblem;
import dev.aether.ajj.jj.command.JujutsuCommand;
import dev.aether.ajj.spi.machine.Deadline;
import dev.aether.ajj.spi.machine.ProcessContext;
import dev.aether.ajj.spi.report.Check;
import dev.aether.ajj.spi.report.Finding;
import dev.aether.ajj.spi.report.Finding.Status;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.spi.vcs.Repository;
import dev.aether.ajj.spi.vcs.VcsOptions;
import dev.aether.ajj.testing.Scripts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks with scripts in place of jj and git. */
@DisabledOnOs(OS.WINDOWS)
class JujutsuToolsTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "jj 0.46.0, OK, jj 0.46.0",
        "jj 0.44.0-1a2b3c4d, OK, jj 0.44.0",
        "jj 1.0.0, OK, jj 1.0.0",
        "jj 0.43.0, WARNING, the directories of workspaces",
        "jj 0.37.2, WARNING, --message",
        "jj 0.35.0, WARNING, may diverge",
        "jj 0.32.0, WARNING, into an existing empty directory",
        "jj 0.31.0, BROKEN, needs 0.32 or newer",
        "something else, WARNING, printed no version",
    })
    void versionsOfJj(String version, Status status, String words) throws IOException {
        Finding jj = finding("jj", tools(version, "git version 2.50.0", "true"), Optional.empty());

        assertThat(jj.status()).isEqualTo(status);
        assertThat(jj.message()).contains(words);
        assertThat(jj.hints().isEmpty()).isEqualTo(status == Status.OK);
    }

    @Test
    void withoutJj() {
        JujutsuTools tools = new JujutsuTools(new JujutsuCommand(
                directory.resolve("none").toString(),
                Progress.SILENT,
                VcsOptions.NONE,
                ProcessContext.current(),
                Deadline.NONE));

        Failure failure = Assertions.catchThrowableOfType(Failure.class, () -> finding("jj", tools, Optional.empty()));

        assertThat(failure.first()).isInstanceOf(JjProblem.NotFound.class);
    }

    @ParameterizedTest
    @CsvSource({
        "jj 0.46.0, git version 2.42.0, true, OK",
        "jj 0.46.0, git version 2.51.1 (Apple Git-155), true, OK",
        "jj 0.46.0, git version 2.41.3, true, BROKEN",
        "jj 0.46.0, git version 2.41.3, false, WARNING",
        "jj 0.45.0, git version 2.41.3, true, OK",
        "jj 0.45.0, git version 2.39.5, true, WARNING",
        "jj 0.37.0, git version 2.39.5, true, OK",
    })
    void versionsOfGitInAColocatedRepository(String jj, String git, String colocate, Status status) throws IOException {
        Files.createDirectories(directory.resolve("repository/.git"));

        Finding found = finding("git", tools(jj, git, colocate), repository());

        assertThat(found.status()).isEqualTo(status);
        assertThat(found.hints().isEmpty()).isEqualTo(status == Status.OK);
    }

    @Test
    void anOldGitIsAWarningWithoutWorktrees() throws IOException {
        Files.createDirectories(directory.resolve("repository"));
        JujutsuTools tools = tools("jj 0.46.0", "git version 2.39.5", "true");

        assertThat(finding("git", tools, repository()).status()).isEqualTo(Status.WARNING);
        assertThat(finding("git", tools, Optional.empty()).status()).isEqualTo(Status.WARNING);
    }

    @Test
    void reportsTheConfiguredGitWhenItIsMissing() throws IOException {
        Files.createDirectories(directory.resolve("repository/.git"));
        JujutsuTools tools = tools("jj 0.46.0", "git version 2.50.0", "true");
        Files.delete(directory.resolve("git"));

        Finding git = finding("git", tools, repository());

        assertThat(git.status()).isEqualTo(Status.BROKEN);
        assertThat(git.message()).startsWith("jj cannot run " + directory.resolve("git"));
    }

    private Optional<Repository> repository() {
        Path root = directory.resolve("repository");
        return Optional.of(new Repository(root, root, "0123456789abcdef"));
    }

    private static Finding finding(String name, JujutsuTools tools, Optional<Repository> repository) {
        List<Finding> findings = tools.checks(repository).stream()
                .filter(check -> check.name().equals(name))
                .map(Check::findings)
                .findFirst()
                .orElseThrow()
                .get();
        assertThat(findings).hasSize(1);
        return findings.getFirst();
    }

    private JujutsuTools tools(String jj, String git, String colocate) throws IOException {
        script("git", "echo '" + git + "'");
        Path file = script("jj", """
                case "$*" in
                --version) echo '%s';;
                'config get git.executable-path') echo '%s';;
                'config get git.colocate') echo %s;;
                esac
                """.formatted(jj, directory.resolve("git"), colocate));
        return new JujutsuTools(new JujutsuCommand(
                file.toString(), Progress.SILENT, VcsOptions.NONE, ProcessContext.current(), Deadline.NONE));
    }

    private Path script(String name, String body) throws IOException {
        return Scripts.write(directory.resolve(name), "#!/bin/sh\n" + body);
    }
}
