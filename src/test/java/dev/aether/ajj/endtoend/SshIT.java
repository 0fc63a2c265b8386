package dev.aether.ajj.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aether.ajj.endtoend.PackagedAjj.Result;
import dev.aether.ajj.testing.NeedsDocker;
import dev.aether.ajj.testing.NeedsJj;
import dev.aether.ajj.testing.NeedsRemoteHost;
import dev.aether.ajj.testing.RemoteHost;
import dev.aether.ajj.testing.Scripts;
import dev.aether.ajj.testing.Shell;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Services on another machine, reached over SSH, with a real sshd, engine and ajj processes. */
@NeedsJj
@NeedsDocker
@NeedsRemoteHost
class SshIT {
    private static final String WEB = """
            [services.web]
            image = "busybox:1"
            command = ["sh", "-c", "echo hello >/tmp/index.html && exec httpd -f -p 80 -h /tmp"]
            init = true
            ports = ["80"]
            volumes = ["data:/data"%s]

            [injection]
            file = ".env"
            template = "WEB_PORT={{ services.web.ports.80 }}\\n"
            """;

    /** The state directory of each test. */
    private static final List<Path> STATES = new ArrayList<>();

    private static RemoteHost remote;

    @TempDir
    Path directory;

    private PackagedAjj ajj;

    @BeforeAll
    static void startRemote() {
        remote = RemoteHost.start("busybox:1", "postgres:15");
    }

    /** Waits once for all connections, because each ends ten seconds after its last use. */
    @AfterAll
    static void stopRemote() {
        try {
            await().atMost(Duration.ofSeconds(40))
                    .until(() -> STATES.stream()
                            .flatMap(state -> processes(state).stream())
                            .findAny()
                            .isEmpty());
        } finally {
            remote.close();
        }
    }

    @BeforeEach
    void repository() {
        ajj = new PackagedAjj(directory);
        STATES.add(directory.resolve("state"));
        ajj.environment.putAll(remote.environment());
        ajj.environment.put("AJJ_TRUST", "all");
        declare(remote.alias(), WEB.formatted(""));
    }

    private void declare(String host, String services) {
        ajj.config("[backend]\ntype = \"ssh\"\nhost = \"" + host + "\"\n\n" + services);
        ajj.repository.jj("commit", "-m", "services");
    }

    @AfterEach
    void assertNothingLeft() {
        ajj.forgetAll();
        assertThat(remote.containers()).isEmpty();
        assertThat(remote.docker("network", "ls", "-q", "--filter", "label=aether.managed=true"))
                .isBlank();
        assertThat(remote.docker("volume", "ls", "-q", "--filter", "label=aether.managed=true"))
                .isBlank();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> processes(directory.resolve("state")).stream()
                        .noneMatch(process -> process.contains("--hold-forwards")));
        ajj.close();
    }

    /** Returns the background processes of ssh and ajj that use this state directory. */
    private static List<String> processes(Path state) {
        return StressAction.connections(state).stream()
                .map(process -> process.info().commandLine().orElse(""))
                .toList();
    }

    /** Makes ajj use ssh with another configuration. */
    private void useSsh(Path bin, Path config) throws IOException {
        Scripts.write(
                bin.resolve("ssh"),
                Files.readString(remote.pathDirectory().resolve("ssh"))
                        .replace(remote.configFile().toString(), config.toString()));
        ajj.environment.put("PATH", bin + ":" + System.getenv("PATH"));
    }

    private Result add(String name) {
        return ajj.runProcessIn(ajj.repository.root(), "workspace", "add", "../" + name);
    }

    private Path rootOf(String name) {
        return ajj.repository.beside(name);
    }

    private int port(String name) throws IOException {
        return Integer.parseInt(
                Files.readString(rootOf(name).resolve(".env")).replaceAll("(?s).*WEB_PORT=(\\d+).*", "$1"));
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(5000);
            socket.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8).endsWith("hello\n");
        } catch (IOException broken) {
            return false;
        }
    }

    private JsonNode report() throws IOException {
        return ajj.runProcessIn(ajj.repository.root(), "doctor", "--json")
                .json()
                .get("checks");
    }

    private long supervisor() throws IOException {
        for (JsonNode check : report()) {
            if (check.get("name").asText().equals("forwards")) {
                return check.at("/details/pid").asLong();
            }
        }
        throw new AssertionError("no check of forwards");
    }

    @Test
    void servicesRunRemotelyAndPortsAreLocal() throws IOException {
        add("one").orFail();

        assertThat(remote.containers()).hasSize(1);
        assertThat(ajj.engine()).isBlank();
        assertThat(answers(port("one"))).isTrue();
        JsonNode status = ajj.runIn(rootOf("one"), "status", "--json").json();
        assertThat(status.at("/workspace/backend").asText()).isEqualTo("ssh");
        assertThat(status.at("/workspace/location/address").asText()).isEqualTo("ssh://" + remote.alias());
        assertThat(status.at("/workspace/resources/web/host").asText()).isEqualTo("127.0.0.1");
        assertThat(remote.docker("port", remote.containers().getFirst())).contains("127.0.0.1:" + port("one"));
        assertThat(ajj.runIn(rootOf("one"), "up").orFail().out()).contains("up to date");
        assertThat(ajj.runIn(rootOf("one"), "exec", "web", "cat", "/tmp/index.html")
                        .orFail()
                        .out())
                .isEqualTo("hello\n");

        int pinned = port("one");
        ajj.runIn(rootOf("one"), "down").orFail();
        assertThat(answers(pinned)).isFalse();
        assertThat(remote.containers()).isEmpty();
        ajj.runIn(rootOf("one"), "up").orFail();
        assertThat(port("one")).isEqualTo(pinned);
        assertThat(answers(pinned)).isTrue();

        ajj.run("workspace", "forget", "one").orFail();
        assertThat(answers(pinned)).isFalse();
        assertThat(Files.readString(directory.resolve("state/aether/forwards.json")))
                .doesNotContain("port");
    }

    @Test
    void connectionsOutliveTheCommandAndWorkAgainAfterACut() throws IOException {
        declare(remote.alias(), """
                [services.db]
                image = "postgres:15"
                env = { POSTGRES_PASSWORD = "password" }
                ports = ["5432"]

                [injection]
                file = ".env"
                template = "WEB_PORT={{ services.db.ports.5432 }}\\n"
                """);
        add("data").orFail();
        Process session =
                new ProcessBuilder(psql(port("data"))).redirectErrorStream(true).start();
        try {
            BufferedReader answers = session.inputReader();
            ask(session, "select 40 + 2;");
            assertThat(answers.readLine()).isEqualTo("42");
            ajj.runIn(rootOf("data"), "status").orFail();
            ask(session, "select 40 + 3;");
            assertThat(answers.readLine()).isEqualTo("43");

            remote.cutConnections();

            await().atMost(Duration.ofSeconds(30))
                    .until(() -> answer(port("data")).equals("44"));
        } finally {
            session.destroy();
        }
    }

    private static List<String> psql(int port, String... more) {
        List<String> command = new ArrayList<>(List.of(
                "docker",
                "run",
                "--rm",
                "-i",
                "--init",
                "--network",
                "host",
                "-e",
                "PGPASSWORD=password",
                "postgres:15"));
        command.addAll(List.of("psql", "-h", "127.0.0.1", "-p", Integer.toString(port), "-U", "postgres", "-At"));
        command.addAll(List.of(more));
        return command;
    }

    private static void ask(Process session, String question) throws IOException {
        session.outputWriter().write(question + "\n");
        session.outputWriter().flush();
    }

    private static String answer(int port) {
        return Shell.run(Map.of(), psql(port, "-c", "select 44")).output().strip();
    }

    @Test
    void forwardsAreRepaired() throws IOException {
        add("one").orFail();
        int port = port("one");

        remote.cutConnections();
        await().atMost(Duration.ofSeconds(20)).until(() -> answers(port));

        ProcessHandle.of(supervisor()).orElseThrow().destroyForcibly();
        remote.cutConnections();
        await().until(() -> !answers(port));
        ajj.runProcessIn(rootOf("one"), "run", "--", "true").orFail();
        assertThat(answers(port)).isTrue();

        ProcessHandle.of(supervisor()).orElseThrow().destroyForcibly();
        remote.cutConnections();
        await().until(() -> !answers(port));
        assertThat(ajj.runProcessIn(rootOf("one"), "up").orFail().out()).contains("up to date");
        assertThat(answers(port)).isTrue();
        assertThat(supervisor()).isPositive();
    }

    @Test
    void stacksRunLocallyAndOnTwoHosts() throws IOException {
        try (RemoteHost second = RemoteHost.start("busybox:1")) {
            Path both = Files.createDirectory(directory.resolve("both"));
            Path config = Files.writeString(
                    both.resolve("config"),
                    Files.readString(remote.configFile()) + Files.readString(second.configFile()));
            Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-------"));
            useSsh(both, config);

            add("one").orFail();
            declare(second.alias(), WEB.formatted(""));
            add("two").orFail();
            ajj.config(WEB.formatted(""));
            ajj.repository.jj("commit", "-m", "here");
            add("three").orFail();

            for (String name : List.of("one", "two", "three")) {
                assertThat(answers(port(name))).as(name).isTrue();
            }
            assertThat(remote.containers()).hasSize(1);
            assertThat(second.containers()).hasSize(1);
            assertThat(ajj.engine()).contains("-three-web running");
            for (JsonNode workspace : ajj.run("list", "--json").orFail().json().get("workspaces")) {
                assertThat(workspace.get("health").asText()).isIn("healthy", "none");
            }
            ajj.run("workspace", "forget", "one", "two", "three").orFail();
            assertThat(second.containers()).isEmpty();
        }
    }

    /** The host name now resolves to another machine, where another program listens on the same port. */
    @Test
    void anotherMachineUnderTheSameNameIsDetected() throws IOException {
        try (RemoteHost second = RemoteHost.start("busybox:1")) {
            Path changing = Files.createDirectory(directory.resolve("changing"));
            Path config = Files.writeString(changing.resolve("config"), Files.readString(remote.configFile()));
            useSsh(changing, config);
            add("one").orFail();
            int port = port("one");

            Files.writeString(config, Files.readString(second.configFile()).replace(second.alias(), remote.alias()));
            add("two").orFail();
            assertThat(second.containers()).hasSize(1);
            assertThat(answers(port("two"))).isTrue();

            second.listenOn(port);
            remote.cutConnections();
            await().atMost(Duration.ofSeconds(20)).until(() -> log().contains("another engine answers"));
            assertThat(answers(port)).isFalse();
            Result run = ajj.runProcessIn(rootOf("one"), "run", "--", "true").orFail();
            assertThat(run.err()).contains("another engine answers");
            try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                throw new AssertionError("something listens on " + port);
            } catch (ConnectException refused) {
                assertThat(refused).hasMessageContaining("refused");
            }
            assertThat(ajj.runIn(rootOf("one"), "up", "--json")
                            .json()
                            .at("/errors/0/code")
                            .asText())
                    .isEqualTo("BACKEND_MISMATCH");

            ajj.run("workspace", "forget", "two").orFail();
            assertThat(second.containers()).isEmpty();
            Files.writeString(config, Files.readString(remote.configFile()));
        }
        ajj.runProcessIn(rootOf("one"), "up").orFail();
        assertThat(answers(port("one"))).isTrue();
    }

    private String log() throws IOException {
        return Files.readString(directory.resolve("state/aether/forwards.log"));
    }

    @Test
    void aLostForwardTableAndAHangingSupervisorCloseNoForwards() throws IOException {
        add("one").orFail();
        add("two").orFail();
        Path table = directory.resolve("state/aether/forwards.json");
        Files.delete(table);
        ajj.runProcessIn(rootOf("two"), "up").orFail();
        assertThat(answers(port("one"))).isTrue();
        assertThat(Files.readString(table)).contains("\"one\"", "\"two\"");

        long pid = supervisor();
        Shell.succeed(Map.of(), List.of("kill", "-STOP", Long.toString(pid)));
        try {
            Result run = ajj.runProcessIn(rootOf("two"), "run", "--", "true").orFail();
            assertThat(run.err()).contains("it does not answer");
            assertThat(ajj.runProcessIn(rootOf("two"), "status", "--json").out())
                    .contains("kill -KILL " + pid);
        } finally {
            Shell.succeed(Map.of(), List.of("kill", "-CONT", Long.toString(pid)));
        }
        ajj.runProcessIn(rootOf("two"), "up").orFail();
    }

    @Test
    void aPortInUseOnEitherSideIsSkipped() throws IOException {
        // Not the ports of the other tests: connections that have just ended would block them.
        int taken = 29900;
        declare(remote.alias(), "[ports]\nrange = \"" + taken + "-29999\"\n\n" + WEB.formatted(""));
        remote.listenOn(taken);
        try (ServerSocket _ = new ServerSocket(taken + 1, 1, InetAddress.getLoopbackAddress())) {
            add("one").orFail();
            assertThat(port("one")).isGreaterThan(taken + 1);
            assertThat(answers(port("one"))).isTrue();
        }
        Path one = rootOf("one");
        Files.writeString(
                one.resolve("aether.toml"),
                Files.readString(one.resolve("aether.toml")).replace("\"80\"", "\"" + taken + ":80\""));
        Result refused = ajj.runIn(one, "up", "--json");
        assertThat(refused.json().at("/errors/0/code").asText()).isEqualTo("PORT_ALLOCATION_FAILED");
        assertThat(refused.json().at("/errors/0/message").asText()).contains("in use on the machine of the engine");
        ajj.run("workspace", "forget", "one").orFail();
    }

    @Test
    void smallFilesAreCopiedAndOtherMountsAreRefused() throws IOException {
        Path conf = Files.createDirectory(ajj.repository.root().resolve("conf"));
        Files.writeString(conf.resolve("greeting"), "hello");
        declare(remote.alias(), WEB.formatted(", \"./conf:/conf:ro\""));
        Result added = add("one").orFail();
        assertThat(added.err()).contains("with copies of ./conf");
        assertThat(read("one")).isEqualTo("hello");

        Files.writeString(rootOf("one").resolve("conf/greeting"), "good evening");
        assertThat(ajj.runIn(rootOf("one"), "up").orFail().out()).contains("recreated web");
        assertThat(read("one")).isEqualTo("good evening");
        assertThat(ajj.runIn(rootOf("one"), "up").orFail().out()).contains("up to date");

        Path toml = rootOf("one").resolve("aether.toml");
        Files.writeString(
                toml,
                Files.readString(toml)
                        .replace("./conf:/conf:ro", "./conf:/conf")
                        .replace("\"80\"", "\"80\", \"53/udp\""));
        Result refused = ajj.runIn(rootOf("one"), "up", "--json");
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.json().get("errors").findValuesAsText("code"))
                .containsOnly("CONFIG_INVALID")
                .hasSize(2);
        assertThat(refused.json().at("/errors").toString())
                .contains("SSH forwards TCP ports only")
                .contains("./conf:/conf:ro")
                .contains("\"line\":10");
    }

    private String read(String name) {
        return ajj.runIn(rootOf(name), "exec", "web", "cat", "/conf/greeting")
                .orFail()
                .out();
    }

    @Test
    void theEnvironmentAndDockerContextsSelectTheHost() throws IOException {
        ajj.config(WEB.formatted(""));
        ajj.repository.jj("commit", "-m", "no backend");
        ajj.environment.remove("AJJ_TRUST");
        ajj.environment.put("DOCKER_HOST", "ssh://" + remote.alias());
        add("one").orFail();
        ajj.environment.remove("DOCKER_HOST");
        assertThat(remote.containers()).hasSize(1);
        assertThat(answers(port("one"))).isTrue();

        Path docker = Files.createDirectory(directory.resolve("docker"));
        Shell.succeed(
                Map.of("DOCKER_CONFIG", docker.toString()),
                List.of("docker", "context", "create", "far", "--docker", "host=ssh://" + remote.alias()));
        ajj.environment.put("DOCKER_CONFIG", docker.toString());
        ajj.environment.put("DOCKER_CONTEXT", "far");
        add("two").orFail();
        ajj.environment.remove("DOCKER_CONTEXT");
        assertThat(remote.containers()).hasSize(2);
        assertThat(answers(port("two"))).isTrue();
    }

    @Test
    void aHostNamedOnlyByTheRepositoryNeedsPermission() {
        ajj.environment.remove("AJJ_TRUST");
        Result refused = ajj.run("workspace", "add", "../one", "--json");
        assertThat(refused.json().at("/errors/0/code").asText()).isEqualTo("CONFIG_UNTRUSTED");
        assertThat(refused.err() + refused.out()).contains("ssh://" + remote.alias());
        assertThat(processes(directory.resolve("state"))).isEmpty();
    }

    @Test
    void theUsersAskpassProgramAsksForAPassword() throws IOException {
        Path password = Files.createDirectory(directory.resolve("password"));
        Path config = Files.writeString(
                password.resolve("config"),
                Files.readString(remote.configFile()).replaceAll("(?m)^.*IdentityFile.*\n", ""));
        useSsh(password, config);
        Scripts.write(
                password.resolve("ask"),
                "#!/bin/sh\necho asked >>'" + password + "/asked'\necho '" + RemoteHost.PASSWORD + "'\n");

        Result refused = ajj.runProcessIn(ajj.repository.root(), "workspace", "add", "../one", "--json");
        assertThat(refused.json().at("/errors/0/code").asText()).isEqualTo("BACKEND_UNAVAILABLE");
        assertThat(refused.json().at("/errors/0/message").asText()).contains("accepts none of your keys or passwords");

        ajj.environment.put("SSH_ASKPASS", password.resolve("ask").toString());
        ajj.environment.put("SSH_ASKPASS_REQUIRE", "force");
        add("one").orFail();
        assertThat(answers(port("one"))).isTrue();
        assertThat(password.resolve("asked")).exists();
        try (var files = Files.walk(directory.resolve("state"))) {
            assertThat(files.filter(Files::isRegularFile))
                    .allSatisfy(file -> assertThat(Files.readString(file)).doesNotContain(RemoteHost.PASSWORD));
        }
        ajj.environment.putAll(remote.environment());
    }

    @Test
    void anUnusableEngineIsReportedAndNothingIsCreated() {
        ajj.config("[backend]\ntype = \"ssh\"\nhost = \"" + remote.alias() + "\"\nuser = \"guest\"\n\n"
                + WEB.formatted(""));
        refused("may not use the socket /var/run/docker.sock there", "usermod -aG docker");

        ajj.config("[backend]\ntype = \"ssh\"\nhost = \"" + remote.alias() + "\"\nsocket = \"/run/none.sock\"\n\n"
                + WEB.formatted(""));
        refused("/run/none.sock does not exist there", "docker info");
        ajj.config("[backend]\ntype = \"ssh\"\nhost = \"" + remote.alias() + "\"\n\n" + WEB.formatted(""));
    }

    private void refused(String message, String hint) {
        ajj.repository.jj("commit", "-m", "another host");
        String before = ajj.world();
        Result refused = ajj.run("workspace", "add", "../one", "--json");
        assertThat(refused.status()).isEqualTo(3);
        JsonNode error = refused.json().at("/errors/0");
        assertThat(error.get("code").asText()).isEqualTo("BACKEND_UNAVAILABLE");
        assertThat(error.get("message").asText()).contains(message);
        assertThat(error.get("hints").toString()).contains(hint);
        assertThat(ajj.world()).isEqualTo(before);
    }

    /** Cuts the connection at a random moment. ajj reports what it could not do, and cleanup removes it. */
    @ParameterizedTest
    @ValueSource(strings = {"add", "up", "forget"})
    void cleanupRemovesAllAfterALostConnection(String command) throws Exception {
        Random random = new Random();
        for (int round = 0; round < 2; round++) {
            if (!command.equals("add")) {
                add("one").orFail();
            }
            Process running = switch (command) {
                case "add" -> ajj.startQuietly(ajj.repository.root(), "workspace", "add", "../one");
                case "up" -> {
                    ajj.runIn(rootOf("one"), "down").orFail();
                    yield ajj.startQuietly(rootOf("one"), "up");
                }
                default -> ajj.startQuietly(ajj.repository.root(), "workspace", "forget", "one");
            };
            if (!running.waitFor(random.nextInt(2000), TimeUnit.MILLISECONDS)) {
                remote.cutConnections();
            }
            assertThat(running.waitFor(60, TimeUnit.SECONDS)).isTrue();
            if (command.equals("up")) {
                ajj.runProcessIn(rootOf("one"), "up").orFail();
                assertThat(answers(port("one"))).isTrue();
            }
            Result _ = ajj.run("workspace", "forget", "one");
            ajj.run("cleanup", "--force").orFail();
            assertThat(remote.containers()).isEmpty();
            Shell.succeed(Map.of(), List.of("rm", "-rf", rootOf("one").toString()));
        }
    }

    @Test
    void aFrozenHostTimesOut() {
        add("one").orFail();
        remote.freeze();
        try {
            long begin = System.nanoTime();
            Result late = ajj.runProcessIn(rootOf("one"), "up", "--timeout", "4s", "--json");
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
            assertThat(late.json().at("/errors/0/code").asText()).isEqualTo("BACKEND_UNAVAILABLE");
        } finally {
            remote.thaw();
        }
        await().atMost(Duration.ofSeconds(40))
                .until(() -> ajj.runProcessIn(rootOf("one"), "up").status() == 0 && answers(port("one")));
    }

    @Test
    void anAbandonedStackHasNoForwards() throws IOException {
        add("one").orFail();
        int port = port("one");
        remote.stopDocker();
        try {
            ajj.run("workspace", "forget", "one", "--abandon").orFail();
            assertThat(answers(port)).isFalse();
            assertThat(Files.readString(directory.resolve("state/aether/forwards.json")))
                    .doesNotContain("port");
        } finally {
            remote.startDocker();
        }
        ajj.run("cleanup", "--force").orFail();
    }
}
