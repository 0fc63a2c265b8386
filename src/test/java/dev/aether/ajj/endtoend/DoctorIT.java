package dev.aether.ajj.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aether.ajj.testing.NeedsDocker;
import dev.aether.ajj.testing.NeedsJj;
import dev.aether.ajj.testing.Shell;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** {@code ajj doctor} on a real machine with one problem at a time. Following its hint fixes each. */
@NeedsJj
@NeedsDocker
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DoctorIT {
    private static final String CONFIG = """
            [services.web]
            image = "busybox:1"
            command = ["httpd", "-f", "-p", "80", "-h", "/"]
            ports = ["80"]
            connection = "http://{{ host }}:{{ ports.80 }}/"

            [injection]
            file = ".env"
            template = "WEB={{ services.web.connection }}"
            """;

    private Path directory;
    private PackagedAjj ajj;
    private Path one;

    @BeforeAll
    void oneWorkspace(@TempDir Path shared) throws IOException {
        directory = shared.toRealPath();
        ajj = new PackagedAjj(directory);
        ajj.config(CONFIG);
        ajj.repository.jj("commit", "-m", "services");
        ajj.run("workspace", "add", "../one").orFail();
        one = ajj.repository.beside("one");
    }

    @AfterAll
    void removeAll() {
        ajj.close();
    }

    @Test
    void aHealthyWorkspaceHasNoProblemsAndIsUnchanged() throws IOException {
        Map<String, String> before = files();

        PackagedAjj.Result result = ajj.runIn(one, "doctor");

        assertThat(result.orFail().out())
                .contains("ok  jj ", "ok  git ", "ok  engine ", "ok  leftovers ", "ok  ignored ")
                .endsWith("No problems found\n");
        assertThat(result.err()).isEmpty();
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void outsideARepositoryOnlyTheMachineIsChecked() throws IOException {
        Path elsewhere = Files.createDirectories(directory.resolve("elsewhere"));

        JsonNode json = ajj.runIn(elsewhere, "doctor", "--json").orFail().json();

        assertThat(json.findValuesAsText("name"))
                .contains("jj", "git", "engine", "networks", "disk", "permissions", "ledger")
                .doesNotContain("registry", "leftovers");
        assertThat(json.get("status").asText()).isEqualTo("success");
        Files.delete(elsewhere);
    }

    @Test
    void aStoppedEngineIsReported() {
        ajj.environment.put("DOCKER_HOST", "unix:///no/such/engine.sock");

        PackagedAjj.Result result = ajj.run("doctor", "--json");

        ajj.environment.remove("DOCKER_HOST");
        assertThat(result.status()).isEqualTo(1);
        assertThat(statuses(result))
                .containsEntry("jj", "ok")
                .containsEntry("engine", "broken")
                .as("the engine that holds the services answers")
                .containsEntry("leftovers", "ok")
                .containsEntry("registry", "ok");
        assertThat(result.json().findValuesAsText("code")).containsExactly("BACKEND_UNAVAILABLE");
    }

    @Test
    void aHangingEngineIsReportedAfterAShortTimeout() throws IOException {
        Path socket = directory.resolve("hangs.sock");
        try (ServerSocketChannel silent = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            silent.bind(UnixDomainSocketAddress.of(socket));
            ajj.environment.put("DOCKER_HOST", "unix://" + socket);

            PackagedAjj.Result result = ajj.run("doctor", "-q");

            assertThat(result.status()).isEqualTo(1);
            assertThat(result.out()).contains("broken   engine ", "does not answer within 10 s");
        } finally {
            ajj.environment.remove("DOCKER_HOST");
            Files.deleteIfExists(socket);
        }
    }

    @Test
    void aMissingJjIsReported() {
        ajj.environment.put("PATH", "/usr/bin:/bin");
        Assumptions.assumeTrue(
                Shell.run(ajj.environment, List.of("sh", "-c", "command -v jj")).status() != 0);

        PackagedAjj.Result result = ajj.run("doctor", "--json");

        ajj.environment.remove("PATH");
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.json().findValuesAsText("code")).containsExactly("JJ_NOT_FOUND");
        assertThat(statuses(result)).containsEntry("engine", "ok").containsEntry("repository", "warning");
    }

    @Test
    void aDamagedRegistryIsReportedAndNotChanged() throws IOException {
        Path state = ajj.repository.root().resolve(".jj/aether/state.json");
        String content = Files.readString(state);
        Files.writeString(state, "{");

        PackagedAjj.Result result = ajj.run("doctor", "-q");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out()).contains("broken   registry ", "Hint: rebuild it from the labels", "ajj list");
        assertThat(state).hasContent("{");
        Files.writeString(state, content);
    }

    @Test
    void aLostRegistryIsRestoredByTheHint() throws IOException {
        Path state = ajj.repository.root().resolve(".jj/aether/state.json");
        String content = Files.readString(state);
        Files.delete(state);

        assertThat(ajj.run("doctor", "-q").out()).contains("the registry has lost the workspace one", "ajj cleanup");
        assertThat(state).doesNotExist();

        ajj.run("cleanup").orFail();
        assertThat(ajj.run("doctor", "-q").orFail().out()).isEmpty();
        Files.writeString(state, content);
    }

    @Test
    void aRemovedContainerIsRecreatedByTheHint() {
        PackagedAjj.docker("rm", "-f", container());

        PackagedAjj.Result result = ajj.run("doctor", "-q").orFail();

        assertThat(result.out()).contains("the workspace one has no container for web", "ajj -R " + one + " up");
        ajj.run("-R", one.toString(), "up").orFail();
        assertThat(ajj.run("doctor", "-q").orFail().out()).isEmpty();
    }

    @Test
    void aPortTakenByAnotherProgramIsReplacedByTheHint() throws IOException {
        int port = ajj.run("list", "--json").json().findValue("external_port").asInt();
        PackagedAjj.docker("stop", "-t", "0", container());
        try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(ajj.run("doctor", "-q").orFail().out())
                    .contains(" uses port " + port + " of the workspace one", "ajj -R " + one + " up");

            ajj.run("-R", one.toString(), "up").orFail();
            assertThat(ajj.run("doctor", "-q").orFail().out()).isEmpty();
        }
    }

    @Test
    void aWorkspaceForgottenByJjIsAnOrphan() {
        ajj.run("workspace", "add", "../two").orFail();
        ajj.repository.jj("workspace", "forget", "two");

        assertThat(ajj.run("doctor", "-q").orFail().out())
                .contains("warning  leftovers  entry two,", "ajj cleanup --force");

        ajj.run("cleanup", "--force").orFail();
        assertThat(ajj.run("doctor", "-q").orFail().out()).isEmpty();
    }

    @Test
    void aRecordedInjectedFileIsUntrackedByTheHint() throws IOException {
        Path exclude = ajj.repository.root().resolve(".git/info/exclude");
        String content = Files.readString(exclude);
        Files.writeString(exclude, "");
        assertThat(ajj.run("doctor", "-q").orFail().out()).contains("no line /.env in info/exclude", "echo /.env >> ");
        ajj.repository.jjIn(one, "status");

        PackagedAjj.Result result = ajj.run("doctor", "-q");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out()).contains("broken   ignored  jj tracks .env in " + one, "file untrack 'root:\".env\"'");
        Files.writeString(exclude, content);
        ajj.repository.jjIn(one, "file", "untrack", "root:\".env\"");
        assertThat(ajj.run("doctor", "-q").orFail().out()).isEmpty();
    }

    @Test
    void aReadOnlyStateDirectoryIsReported() throws IOException {
        Path readOnly = Files.createDirectory(directory.resolve("readonly"));
        Assumptions.assumeTrue(
                Shell.run(Map.of(), List.of("mount", "-t", "tmpfs", "-o", "ro,size=1m", "tmpfs", readOnly.toString()))
                                .status()
                        == 0,
                "needs the right to mount");
        String state = ajj.environment.getOrDefault("XDG_STATE_HOME", "");
        ajj.environment.put("XDG_STATE_HOME", readOnly.toString());
        try {
            PackagedAjj.Result result = ajj.run("doctor", "-q");

            assertThat(result.status()).isEqualTo(1);
            assertThat(result.out()).contains("broken   permissions ", "Read-only file system");
        } finally {
            Shell.run(Map.of(), List.of("umount", readOnly.toString()));
            ajj.environment.put("XDG_STATE_HOME", state);
            Files.delete(readOnly);
        }
    }

    private static Map<String, String> statuses(PackagedAjj.Result result) {
        Map<String, String> statuses = new TreeMap<>();
        result.json()
                .get("checks")
                .forEach(check -> statuses.put(
                        check.get("name").asText(), check.get("status").asText()));
        return statuses;
    }

    private String container() {
        return ajj.run("list", "--json").json().findValue("container_id").asText();
    }

    /** Returns the content of every file of the repository, of jj and of ajj. */
    private Map<String, String> files() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                if (directory.relativize(file).getNameCount() > 1) {
                    files.put(file.toString(), Files.getLastModifiedTime(file) + " " + Files.size(file));
                }
            }
        }
        return files;
    }
}
