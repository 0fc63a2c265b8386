package dev.aether.ajj.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.aether.ajj.compose.ComposeProgram.Printed;
import dev.aether.ajj.error.ConfigProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.spi.config.ComposeSource.Request;
import dev.aether.ajj.spi.machine.Deadline;
import dev.aether.ajj.spi.machine.ProcessContext;
import dev.aether.ajj.testing.Committed;
import dev.aether.ajj.testing.Scripts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs scripts in place of Docker Compose. */
class ComposeProgramTest {
    private static final String NEW =
            "if [ \"$1\" = compose ]; then shift; fi; if [ \"$1\" = version ]; then echo v2.40.1; exit; fi\n";

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void file() throws IOException {
        directory = directory.toRealPath();
        file = Files.writeString(directory.resolve("compose.yaml"), "services: {}\n");
    }

    private void script(String name, String body) {
        Scripts.write(directory.resolve(name), "#!/bin/sh\n" + body);
    }

    private ComposeProgram program(Deadline deadline) {
        Map<String, String> environment =
                Map.of("PATH", directory + ":/no-such-directory", "COMPOSE_FILE", "other.yaml", "HOME", "/home/me");
        return new ComposeProgram(new ProcessContext(environment, directory), deadline);
    }

    private Request request() {
        return new Request(List.of(file), directory, List.of(), List.of(), false);
    }

    private Printed read() throws IOException {
        return read(request(), Deadline.NONE, List.of());
    }

    private Printed read(Request request, Deadline deadline, List<Path> more) throws IOException {
        try (Mirror mirror = new Mirror(directory)) {
            ComposeInputs inputs = new ComposeInputs(request, mirror, Map.of("HOME", "/home/me"));
            return program(deadline).read(inputs, more, inputs.envFiles(), Map.of());
        }
    }

    private ConfigProblem.Invalid problem() {
        return problem(Deadline.NONE);
    }

    private ConfigProblem.Invalid problem(Deadline deadline) {
        Failure failure = catchThrowableOfType(Failure.class, () -> read(request(), deadline, List.of()));
        return (ConfigProblem.Invalid) failure.first();
    }

    @Test
    void hintsAtTheInstallationWithoutCompose() {
        ConfigProblem.Invalid problem = problem();
        assertThat(problem.message()).isEqualTo("Docker Compose 2.20 or newer is needed to read compose.yaml");
        assertThat(problem.position()).hasToString(file + ":1:1");
        assertThat(problem.hints()).anyMatch(hint -> hint.contains("apt-get install docker-compose-plugin"));
    }

    @Test
    void reportsOldVersions() throws IOException {
        script("docker", "echo \"docker: 'compose' is not a docker command.\" >&2; exit 1\n");
        script("docker-compose", "echo 1.29.2\n");
        script("podman", "echo v2.19.9\n");
        assertThat(problem().message())
                .isEqualTo("Docker Compose 2.20 or newer is needed to read compose.yaml,"
                        + " found docker-compose 1.29.2, podman compose v2.19.9");
    }

    @Test
    void runsTheStandaloneProgramWithoutThePlugin() throws IOException {
        script("docker", "exit 1\n");
        script("docker-compose", NEW + "echo '{\"name\": \"program\"}'\n");
        assertThat(read().json().path("name").asText()).isEqualTo("program");
    }

    /** All paths are those of copies, and ajj sees those of the originals. */
    @Test
    void passesFilesDirectoryProfilesAndServices() throws IOException {
        script("docker", NEW + "echo \"$PWD\" >&2; echo \"{\\\"name\\\": \\\"$*\\\"}\"\n");
        Path env = Files.writeString(directory.resolve(".env"), "A=1\n");
        Request request = new Request(List.of(file), directory, List.of("db"), List.of("dev"), false);
        Printed printed = read(request, Deadline.NONE, List.of(Path.of("/b.yaml")));
        assertThat(printed.json().path("name").asText())
                .isEqualTo("-f " + file + " -f /b.yaml --env-file " + env + " --profile dev --project-directory "
                        + directory + " config --format=json db");
    }

    /** Compose 2.20 reads these options; the newest one must not be needed. */
    @Test
    void usesOnlyOptionsOfTheOldestVersion() throws IOException {
        script("docker", """
                if [ "$2" = version ]; then echo v2.20.0; exit; fi
                shift
                while [ $# -gt 0 ]; do
                  case $1 in
                  -f | --env-file | --profile | --project-directory) shift ;;
                  config | --format=json | db) ;;
                  *) echo "unknown flag: $1" >&2; exit 16 ;;
                  esac
                  shift
                done
                echo '{"name": "old"}'
                """);
        Files.writeString(directory.resolve(".env"), "A=1\n");
        Request request = new Request(List.of(file), directory, List.of("db"), List.of("dev"), false);
        assertThat(read(request, Deadline.NONE, List.of()).json().path("name").asText())
                .isEqualTo("old");
    }

    @Test
    void noticesUpdates() throws IOException {
        ComposeProgram program = program(Deadline.NONE);
        String before = program.installed();
        script("docker-compose", NEW);
        assertThat(program.installed()).isNotEqualTo(before).contains(directory.resolve("docker-compose") + " ");
    }

    @Test
    void reportsThePositionOfAServiceOrKey() throws IOException {
        Path part = Files.writeString(directory.resolve("part.yaml"), "services:\n  web: {image: x}\n");
        Files.writeString(file, "include: [part.yaml]\n");
        script("docker", NEW + "echo 'services.web.image must be a string' >&2; exit 1\n");
        assertThat(problem().position()).hasToString(part + ":2:9");
        script("docker", NEW + "echo \"services.web additional properties 'imge' not allowed\" >&2; exit 1\n");
        assertThat(problem().position()).hasToString(part + ":2:3");
        script("docker", NEW + "echo 'service \"web\" has neither an image nor a build context' >&2; exit 1\n");
        assertThat(problem().position()).hasToString(part + ":2:3");
    }

    @Test
    void reportsTheFileOfALine() throws IOException {
        Path part = Files.writeString(directory.resolve("part.yaml"), "services: {}\n");
        Files.writeString(file, "include: [part.yaml]\n");
        script("docker", NEW + "echo \"failed to read $PWD/part.yaml: yaml: line 3: x\" >&2; exit 1\n");
        assertThat(problem().position()).hasToString(part + ":3:1");
        assertThat(problem().message()).contains("failed to read " + part + ":");
    }

    @Test
    void readsNeitherTheNetworkNorOtherFiles() throws IOException {
        script("docker", NEW + """
                echo "{\\"name\\": \\"$COMPOSE_EXPERIMENTAL_GIT_REMOTE $COMPOSE_EXPERIMENTAL_OCI_REMOTE <$COMPOSE_FILE> $HOME\\"}"
                """);
        assertThat(read().json().path("name").asText()).isEqualTo("false false <> /home/me");
    }

    @Test
    void unescapesDollarSigns() throws IOException {
        script("docker", NEW + "echo '{\"a$$$$\": {\"$$b\": [\"$${c} $$$$d\"]}}'\n");
        assertThat(read().json()).hasToString("{\"a$$\":{\"$b\":[\"${c} $$d\"]}}");
    }

    /** It could be in a path, which is then not valid. */
    @Test
    void refusesNul() throws IOException {
        script("docker", NEW + "echo '{\"a\": \"/x\\u0000\"}'\n");
        assertThat(problem().message()).isEqualTo("a value contains a NUL character");
        script("docker", NEW + "printf %s '{\"a\": \"/x\\\\u0000\"}'\n");
        assertThat(read().json().path("a").asText()).isEqualTo("/x\\u0000");
    }

    @Test
    void reportsComposesErrorAtItsLine() throws IOException {
        script("docker", NEW + """
                echo 'time="2026-01-02T03:04:05Z" level=warning msg="no matter"' >&2
                echo 'yaml: line 7: did not find expected key' >&2
                exit 15
                """);
        ConfigProblem.Invalid problem = problem();
        assertThat(problem.message())
                .isEqualTo("Docker Compose cannot read this: yaml: line 7: did not find expected key");
        assertThat(problem.position()).hasToString(file + ":7:1");
    }

    /** Run by hand, Compose would read the file with the whole environment, and fetch what ajj refuses to fetch. */
    @Test
    void noHintRunsComposeOnARefusedFile() throws IOException {
        script("docker", NEW + "exit 15\n");
        assertThat(problem().hints())
                .containsExactly("see the reference of compose files: https://docs.docker.com/reference/compose-file");
    }

    @Test
    void aFailureWithoutAMessageHasItsStatus() throws IOException {
        script("docker", NEW + "exit 3\n");
        assertThat(problem().message()).isEqualTo("Docker Compose cannot read this: it failed with status 3");
    }

    @Test
    void recordsUnsetVariables() throws IOException {
        script("docker", NEW + """
                echo 'time="x" level=warning msg="The \\"A_B\\" variable is not set. Defaulting to a blank string."' >&2
                echo 'WARN[0000] The "C" variable is not set. Defaulting to a blank string.' >&2
                echo 'time="x" level=warning msg="The \\"A_B\\" variable is not set. Defaulting to a blank string."' >&2
                echo '{}'
                """);
        assertThat(read().unset()).containsExactly("A_B", "C");
    }

    @Test
    void hintsAtUnsetVariablesOfARefusedFile() throws IOException {
        Files.writeString(file, "services:\n  web:\n    image: ${IMAGE}\n");
        script("docker", NEW + """
                echo 'time="x" level=warning msg="The \\"IMAGE\\" variable is not set. Defaulting to a blank string."' >&2
                echo 'time="x" level=warning msg="The \\"secret\\" variable is not set. Defaulting to a blank string."' >&2
                echo 'service "web" has neither an image nor a build context specified' >&2
                exit 15
                """);
        assertThat(problem().hints()).first().isEqualTo("set variables that are empty now, in .env: IMAGE");
    }

    @Test
    void hintsAtARequiredVariable() throws IOException {
        Files.writeString(file, "services:\n  web:\n    environment:\n      A: ${TOKEN:?}\n");
        script("docker", NEW + """
                echo 'error while interpolating services.web.environment.A: required variable TOKEN is missing a value' >&2
                exit 1
                """);
        assertThat(problem().position()).hasToString(file + ":3:5");
        assertThat(problem().hints()).first().isEqualTo("set it in .env: TOKEN=VALUE");
    }

    @Test
    void reportsWhereAMissingFileOfVariablesIsNamed() throws IOException {
        Files.writeString(file, "services:\n  web:\n    env_file: [sub/a.env]\n");
        Path missing = directory.resolve("sub/a.env");
        script(
                "docker",
                NEW + "echo \"env file $PWD/sub/a.env not found: stat $PWD/sub/a.env: no such file\" >&2; exit 1\n");

        assertThat(problem().message())
                .isEqualTo("Docker Compose cannot read this: env_file of web: sub/a.env does not exist");
        assertThat(problem().position()).hasToString(file + ":3:16");
        assertThat(problem().hints())
                .containsExactly("create it: " + missing, "or make it optional: { path: ..., required: false }");
    }

    @Test
    void onlyAnEnvFileCanBeOptional() throws IOException {
        Files.writeString(file, "services:\n  web:\n    label_file: a.label\n");
        script("docker", NEW + "echo \"label file $PWD/a.label not found\" >&2; exit 1\n");
        assertThat(problem().message())
                .isEqualTo("Docker Compose cannot read this: label_file of web: a.label does not exist");
        assertThat(problem().hints()).containsExactly("create it: " + directory.resolve("a.label"));
    }

    /** The calling workspace may have the file. */
    @Test
    void reportsAFileOfVariablesThatARevisionDoesNotHave() throws IOException {
        Files.writeString(directory.resolve("a.env"), "A=1\n");
        Committed committed = Committed.of(Map.of(file, "services: {web: {env_file: a.env}}\n"));
        Request request = new Request(
                List.of(file), List.of(file), directory, List.of(), List.of(), false, Optional.of(committed));
        script("docker", NEW + "echo \"env file $PWD/a.env not found: stat $PWD/a.env: no such file\" >&2; exit 1\n");

        Failure failure = catchThrowableOfType(Failure.class, () -> read(request, Deadline.NONE, List.of()));

        assertThat(failure.first().message())
                .isEqualTo("Docker Compose cannot read this: env_file of web: a.env is not in the revision");
        assertThat(failure.first().hints())
                .containsExactly(
                        "commit it, or add the workspace with --no-services, create it there, and run: ajj up",
                        "or make it optional: { path: ..., required: false }");
    }

    @Test
    void outputThatIsNotJsonIsNotAModel() throws IOException {
        for (String output : List.of("name: yaml", "[]", "null", "")) {
            script("docker", NEW + "echo '" + output + "'\n");
            assertThat(problem().message()).isEqualTo("Docker Compose did not print a model");
        }
    }

    @Test
    void endsWithTheDeadline() throws IOException {
        Deadline soon = new Deadline() {
            @Override
            public Optional<Duration> left() {
                return Optional.of(Duration.ofMillis(300));
            }

            @Override
            public void allowRollback() {}
        };
        script("docker", NEW + "exec /bin/sleep 60\n");
        assertThat(problem(soon).message()).isEqualTo("Docker Compose did not finish in time");
        script("docker", "exec /bin/sleep 60\n");
        assertThat(problem(soon).message()).isEqualTo("Docker Compose did not finish in time");
    }

    @Test
    void refusesEndlessOutput() throws IOException {
        script("docker", NEW + "a=" + "0".repeat(1 << 16) + "; while :; do echo $a; done\n");
        ConfigProblem.Invalid problem = problem();
        assertThat(problem.message()).isEqualTo("Docker Compose prints more than 32 MiB for this file");
        assertThat(problem.position()).hasToString(file + ":1:1");
    }

    @Test
    void memoryIsLimited() throws IOException {
        script("docker", NEW + "echo \"{\\\"name\\\": \\\"$(ulimit -d)\\\"}\"\n");
        assertThat(read().json().path("name").asText()).isEqualTo("2097152");
        script("docker", NEW + """
                echo 'runtime: out of memory: cannot allocate 4194304-byte block (1123647488 in use)' >&2
                echo 'fatal error: out of memory' >&2
                exit 2
                """);
        assertThat(problem().message()).isEqualTo("Docker Compose needs more than 2 GiB of memory for this file");
    }

    /** Compose quotes the line with escapes. */
    @Test
    void doesNotQuoteAnInvalidLineOfAnEnvFile() throws IOException {
        script("docker", NEW + """
                printf '%s\\n' 'failed to read /r/.env: unexpected character "x" in variable name "KEY\\"word=secret"' >&2
                exit 1
                """);
        assertThat(problem().message()).endsWith("unexpected character \"x\" in variable name ******");
    }

    /** The file may be a link to any file of the user. */
    @Test
    void doesNotQuoteAFileThatIsNotAComposeFile() throws IOException {
        script("docker", NEW + """
                echo 'yaml: unmarshal errors:' >&2
                echo '  line 2: cannot unmarshal !!str `secret ...` into cli.named' >&2
                exit 1
                """);
        ConfigProblem.Invalid problem = problem();
        assertThat(problem.message())
                .isEqualTo("Docker Compose cannot read this: line 2: this is not a compose file,"
                        + " which is a mapping such as `services: ...`");
        assertThat(problem.position()).hasToString(file + ":2:1");
        script("docker", NEW + "echo 'line 3: cannot unmarshal !!str `secret` into int' >&2; exit 1\n");
        assertThat(problem().message())
                .isEqualTo("Docker Compose cannot read this: line 3: cannot unmarshal !!str into int");
    }
}
