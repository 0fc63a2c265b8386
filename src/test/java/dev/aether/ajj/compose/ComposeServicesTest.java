package dev.aether.ajj.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.config.ComposeUse.Build;
import dev.aether.ajj.spi.config.ComposeSource;
import dev.aether.ajj.spi.machine.Deadline;
import dev.aether.ajj.spi.machine.ProcessContext;
import dev.aether.ajj.testing.Scripts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs a script in place of Docker Compose. */
class ComposeServicesTest {
    private static final String COMPOSE = """
            #!/bin/sh
            case "$*" in
            *version*) echo 2.40.0 ;;
            *) echo '{"services": {"web": {"image": "x"}}}' ;;
            esac
            """;

    @TempDir
    Path directory;

    private String variables = "";
    private final Map<String, String> more = new HashMap<>();

    private ComposeSource.Composed read(String trust) throws IOException {
        return read(COMPOSE, trust);
    }

    private ComposeSource.Composed read(String compose, String trust) throws IOException {
        return read(compose, trust, "services: {}\n");
    }

    private ComposeSource.Composed read(String compose, String trust, String text) throws IOException {
        return services(compose, trust).read(request(text));
    }

    private ComposeSource.Request request(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("compose.yaml"), text);
        return new ComposeSource.Request(List.of(file), directory, List.of(), List.of(), false);
    }

    private ComposeServices services(String compose, String trust) {
        Scripts.write(directory.resolve("docker-compose"), compose);
        Map<String, String> environment = new HashMap<>(more);
        environment.putIfAbsent("PATH", directory.toString());
        environment.put("XDG_CACHE_HOME", directory.resolve("cache").toString());
        environment.put("AJJ_TRUST", trust);
        environment.put("COMPOSE_ENV_FILES", variables);
        return new ComposeServices(new ProcessContext(environment, directory), Deadline.NONE);
    }

    /** A script that prints the values of variables. */
    private static final String PRINTS = """
            #!/bin/sh
            case "$*" in
            *version*) echo 2.40.0 ;;
            *) printf '{"services": {"web": {"image": "x", "environment": {"A": "%s"}}}}' "$SECRET$DOCKER_PASSWORD" ;;
            esac
            """;

    private Optional<String> marked(String text) throws IOException {
        return services(PRINTS, "all")
                .drafted(request(text), true)
                .marked()
                .map(marked -> marked.selected().getFirst().environment().getOrDefault("A", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"${SECRET}", "${\\x53ECRET}", "${SEC\\\nRET}", "${DOCKER_PASSWORD}"})
    void aDraftHasMarksInPlaceOfValues(String value) throws IOException {
        boolean docker = value.contains("DOCKER");
        more.put(docker ? "DOCKER_PASSWORD" : "SECRET", "hunter22");
        assertThat(marked("services: {web: {image: x, environment: {A: \"" + value + "\"}}}\n"))
                .get()
                .asString()
                .startsWith("ajj-variable-" + (docker ? "DOCKER_PASSWORD" : "SECRET"));
    }

    @Test
    void aCopyIsNotMadeWithASettingOfCompose() throws IOException {
        String text = "services: {web: {image: x, environment: [DOCKER_HOST]}}\n";
        assertThat(marked(text)).isEmpty();
        assertThat(services(PRINTS, "").drafted(request(text), false).marked()).isPresent();
    }

    /** Compose could put a value elsewhere than its mark. */
    @Test
    void aCopyRevealsNoVariablesOfTheEnvironment() throws IOException {
        more.put("SECRET", "hunter222");
        ComposeServices.Drafted drafted = services(PRINTS, "all")
                .drafted(request("services: {web: {image: x, environment: {A: \"$SECRET\"}}}\n"), true);
        assertThat(drafted.reveals().test("command = \"--password=hunter222\"")).isTrue();
        assertThat(drafted.reveals().test("command = \"--password\"")).isFalse();
    }

    private long cached() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("cache/aether"))) {
            return files.filter(file -> file.toString().endsWith(".json")).count();
        }
    }

    /** A container that mounts the directory of a compose file can change it at any time. */
    @Test
    void composeReadsWhatWasChecked() throws IOException {
        String changes = COMPOSE.replace(
                "*) echo '",
                "*) cat compose.yaml >> " + directory + "/seen; echo '# changed' >> " + directory
                        + "/compose.yaml; echo '");
        more.put("PATH", directory + ":/usr/bin:/bin");
        ComposeServices services = services(changes, "");
        assertThat(services.read(request("services: {}\n")).services().keys().keySet())
                .containsExactly("web");
        assertThat(directory.resolve("compose.yaml")).content().contains("# changed");
        services.read(request("services: {}\n"));
        assertThat(directory.resolve("seen"))
                .as("what Compose read twice, once with marks; then the model was cached")
                .hasContent("services: {}\nservices: {}\n");
    }

    /** Without the .env, Compose prints another model. */
    @Test
    void theSwitchForTheEnvFileBelongsToTheKey() throws IOException {
        read("all");
        more.put("COMPOSE_DISABLE_ENV_FILE", "true");
        read("all");
        assertThat(cached()).isEqualTo(2);
    }

    /** Its writers can change the services, as with the .env that it replaces. */
    @Test
    void theUsersEnvFileIsASource() throws IOException {
        assertThat(read("all").use().sources()).contains(directory.resolve(".env"));

        variables = "conf/x.env";
        Files.createDirectory(directory.resolve("conf"));
        Files.writeString(directory.resolve("conf/x.env"), "A=1\n");

        assertThat(read("all").use().sources()).contains(directory.resolve("conf/x.env"));
    }

    /** A call with AJJ_TRUST=all leaves nothing in the cache for calls without it. */
    @Test
    void aModelOfATrustingCallIsNotCachedForOthers() throws IOException {
        String text = "services: {web: {image: x, env_file: /etc/passwd}}\n";
        assertThat(read(COMPOSE, "all", text).services().keys().keySet()).containsExactly("web");

        Failure refused = catchThrowableOfType(Failure.class, () -> read(COMPOSE, "", text));

        assertThat(refused.first().message()).contains("which is outside the workspace");
    }

    @Test
    void reportsADanglingLink() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("compose.yaml"), Path.of("nowhere"));
        ComposeServices services = new ComposeServices(
                new ProcessContext(
                        Map.of("XDG_CACHE_HOME", directory.resolve("cache").toString()), directory),
                Deadline.NONE);
        List<Path> found = services.find(directory, directory, Optional.empty()).files();
        assertThat(found).containsExactly(link);
        Failure refused = catchThrowableOfType(
                Failure.class,
                () -> services.read(new ComposeSource.Request(found, directory, List.of(), List.of(), false)));
        assertThat(refused.first().message()).isEqualTo("compose.yaml is a link to a file that does not exist");

        Path other = Files.writeString(directory.resolve("docker-compose.yml"), "services: {}\n");
        assertThat(services.find(directory, directory, Optional.empty()).files())
                .containsExactly(other);
    }

    @Test
    void temporaryFilesAreInThePrivateCache() throws IOException {
        String compose = COMPOSE.replace("*) echo", "*) echo \"$*\" >> " + directory + "/said; echo");
        Files.writeString(directory.resolve(".env"), "A=secret\n");

        read(compose, "");

        assertThat(Files.readString(directory.resolve("said")))
                .contains("--env-file " + directory.resolve("cache/aether/ajj-"))
                .contains("-f " + directory.resolve("cache/aether/ajj-"));
        try (Stream<Path> left = Files.list(directory.resolve("cache/aether"))) {
            assertThat(left.map(file -> file.toFile().getName())).allMatch(name -> name.endsWith(".json"));
        }
    }

    private static final Build BUILD = new Build(
            "web",
            "0123",
            Path.of("app"),
            Path.of("Dockerfile"),
            "{\"args\":{\"A\":\"$x\",\"B\":\"secret\",\"C\":\"\u00fc\"}}");

    private void build(String compose) throws IOException {
        Files.createDirectories(directory.resolve("app"));
        Scripts.write(directory.resolve("docker-compose"), compose);
        Map<String, String> environment = Map.of(
                "PATH",
                directory + ":/usr/bin:/bin",
                "XDG_CACHE_HOME",
                directory.resolve("cache").toString(),
                "DOCKER_CONTEXT",
                "other",
                "DOCKER_CONFIG",
                "kept");
        new ComposeServices(new ProcessContext(environment, directory), Deadline.NONE)
                .build(BUILD, BUILD.image("ns"), directory, Map.of("label", "a$b"), "unix:///engine.sock");
    }

    @Test
    void buildsAnImageWithTheEngineThatRunsIt() throws IOException {
        build("""
                #!/bin/sh
                case "$*" in
                *version*) echo 2.40.0 ;;
                *) cat "$3" > ../seen; printf '\\n%s\\n' "$DOCKER_HOST $DOCKER_CONTEXT $DOCKER_CONFIG" >> ../seen ;;
                esac
                """);
        assertThat(directory.resolve("seen")).hasContent("""
                        {"name":"aether-build","services":{"web":{"image":"aether-build/ns/web:0123",\
                        "build":{"args":{"A":"$$x","B":"secret","C":"\u00fc"},"context":"%1$s","dockerfile":"%1$s/Dockerfile","labels":{"label":"a$$b"}}}}}
                        unix:///engine.sock  kept
                        """.formatted(directory.resolve("app")));
    }

    @Test
    void aFailedBuildReportsItsLastLines() throws IOException {
        Files.writeString(directory.resolve(".env"), "TOKEN=hunter22\n");
        Failure refused = catchThrowableOfType(Failure.class, () -> build("""
                        #!/bin/sh
                        case "$*" in
                        *version*) echo 2.40.0 ;;
                        *) for n in 1 2 3 4 5 6; do echo "step $n"; done; echo "no such program secret hunter22" >&2; exit 17 ;;
                        esac
                        """));
        assertThat(refused.first().message())
                .isEqualTo("no image aether-build/ns/web:0123 for the service web: it cannot be built from "
                        + directory.resolve("app") + ": step 3; step 4; step 5; step 6; no such program ****** ******");
        // Compose would build with options that ajj leaves out: ssh, secrets, the host network.
        assertThat(refused.first().hints())
                .containsExactly("if you do not need web, list only the other services in [compose] services");
    }
}
