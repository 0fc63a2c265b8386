package dev.aether.ajj.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.testing.NeedsDocker;
import dev.aether.ajj.testing.NeedsJj;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** {@code ajj exec} without a terminal: the command in the container works in pipes like a local one. */
@NeedsJj
@NeedsDocker
class ExecIT extends RedisWorkspace {

    @Test
    void allInputIsRead() throws Exception {
        Process process = ajj.startIn(ajj.repository.root(), "exec", "redis", "--", "redis-cli", "-x", "set", "key");
        try (OutputStream input = process.getOutputStream()) {
            input.write("from a pipe".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("OK\n");
        assertThat(process.waitFor()).isZero();
        assertThat(get("key")).isEqualTo("from a pipe");
    }

    @Test
    void emptyInputEndsAtOnce() {
        assertThat(ajj.shell("\"$AJJ\" exec redis cat <&-")).isEmpty();
        assertThat(ajj.shell("\"$AJJ\" exec redis cat </dev/null")).isEmpty();
    }

    @Test
    void bytesAreUnchangedInBothDirections() throws Exception {
        byte[] bytes = new byte[5_000_000];
        new Random(42).nextBytes(bytes);
        Path file = Files.write(directory.resolve("bytes"), bytes);
        Path back = directory.resolve("back");
        ajj.shell("\"$AJJ\" exec redis cat <" + file + " >" + back);
        assertThat(back).hasBinaryContent(bytes);
        Files.delete(file);
        Files.delete(back);
    }

    @Test
    void streamsAndStatusAreThoseOfTheCommand() {
        PackagedAjj.Result result =
                ajj.run("exec", "redis", "--", "sh", "-c", "echo out; echo aside >&2; test -t 0 || exit 42");
        assertThat(result).isEqualTo(new PackagedAjj.Result("out\n", "aside\n", 42));
        assertThat(ajj.run("exec", "redis", "sh", "-c", "kill -KILL $$").status())
                .isEqualTo(137);
    }

    @Test
    void aFailedStartIsReportedOnStderrOnly() {
        PackagedAjj.Result result = ajj.run("exec", "redis", "no-such-command");
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .startsWith("Error: the command no-such-command was not found in the container of redis\n");
        assertThat(result.status()).isEqualTo(127);
        assertThat(ajj.run("exec", "redis", "/etc/passwd").status()).isEqualTo(126);
        assertThat(ajj.run("exec", "-u", "no-such-user", "redis", "true").err())
                .startsWith("Error: the container of redis has no user no-such-user\n");
        assertThat(ajj.run("exec", "-w", "/no/such/place", "redis", "true").err())
                .startsWith("Error: the command cannot be run in /no/such/place of the container of redis\n");
    }

    @Test
    void userDirectoryAndVariablesCanBeSet() {
        ajj.environment.put("FROM_HERE", "here");
        assertThat(ajj.run(
                                "exec",
                                "-u",
                                "redis",
                                "-w",
                                "/tmp",
                                "-e",
                                "GIVEN=a b",
                                "-e",
                                "FROM_HERE",
                                "redis",
                                "--",
                                "sh",
                                "-c",
                                "id -un; pwd; echo \"$GIVEN, $FROM_HERE\"")
                        .orFail()
                        .out())
                .isEqualTo("redis\n/tmp\na b, here\n");
    }

    @Test
    void aSignalStopsTheCommand() throws Exception {
        Process process = ajj.startIn(ajj.repository.root(), "exec", "redis", "--", "sh", "-c", "echo begun; exec cat");
        assertThat(process.inputReader(StandardCharsets.UTF_8).readLine()).isEqualTo("begun");
        ProcessSignals.send("INT", process);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(130);
        assertThat(process.errorReader(StandardCharsets.UTF_8).readLine())
                .isEqualTo("Error: ajj exec was interrupted; the command may still run in the container");
    }

    @Test
    void aClosedPipeEndsTheCommand() {
        assertThat(ajj.shell("\"$AJJ\" exec redis timeout 20 yes | head -n 2")).isEqualTo("y\ny\n");
    }

    @Test
    void aStoppedContainerIsAnError() {
        PackagedAjj.docker("kill", container("redis"));
        PackagedAjj.Result result = ajj.run("exec", "redis", "redis-cli", "ping");
        assertThat(result.err()).isEqualTo("""
                Error: the service redis is not running: its container ended with status 137
                Hint: start it: ajj up redis
                Hint: read its log: ajj logs redis
                """);
        assertThat(result.status()).isEqualTo(125);
        ajj.run("up", "redis").orFail();
        assertThat(ajj.run("exec", "redis", "redis-cli", "ping").orFail().out()).isEqualTo("PONG\n");
    }

    @Test
    void psqlWorksInAPipe() throws Exception {
        ajj.config(REDIS + SLEEPER + INJECTION + """
                [services.postgres]
                image = "postgres:15"
                ports = ["5432"]
                env = { POSTGRES_PASSWORD = "password", POSTGRES_DB = "mydb" }
                """);
        ajj.run("up").orFail();
        Process process =
                ajj.startIn(ajj.repository.root(), "exec", "postgres", "--", "psql", "-At", "-U", "postgres", "mydb");
        try (OutputStream input = process.getOutputStream()) {
            input.write("SELECT current_database();\n".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("mydb\n");
        assertThat(process.waitFor()).isZero();
    }
}
