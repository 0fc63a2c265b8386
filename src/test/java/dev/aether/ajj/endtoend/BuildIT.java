package dev.aether.ajj.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.testing.NeedsCompose;
import dev.aether.ajj.testing.NeedsDocker;
import dev.aether.ajj.testing.NeedsJj;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images built from the files of a workspace. */
@NeedsJj
@NeedsDocker
@NeedsCompose
class BuildIT {
    @TempDir
    Path directory;

    private PackagedAjj ajj;
    private Path root;

    @BeforeEach
    void repository() throws IOException {
        ajj = new PackagedAjj(directory);
        root = ajj.repository.root();
        ajj.config("[compose]\nfile = \"compose.yaml\"\nservices = [\"web\"]\n");
        Files.writeString(root.resolve("compose.yaml"), """
                services:
                  web:
                    build: {context: app, args: {WORD: hello}}
                    command: sleep 10000
                """);
        Files.createDirectory(root.resolve("app"));
        Files.writeString(root.resolve("app/Dockerfile"), """
                FROM busybox:1
                ARG WORD
                COPY page /page
                RUN echo "$WORD" >> /page
                """);
        Files.writeString(root.resolve("app/page"), "first\n");
        ajj.repository.jj("commit", "-m", "Application");
    }

    @AfterEach
    void clean() {
        ajj.close();
    }

    private String images() {
        return PackagedAjj.docker("images", "--all", "--quiet", "--filter", "label=aether.image.repo-root=" + root);
    }

    private String page(Path workspace) {
        return ajj.runIn(workspace, "exec", "web", "--", "cat", "/page")
                .orFail()
                .out();
    }

    @Test
    void eachWorkspaceRunsItsOwnImage() throws IOException {
        ajj.run("up").orFail();
        assertThat(page(root)).isEqualTo("first\nhello\n");
        Files.writeString(root.resolve("app/page"), "second\n");
        ajj.repository.jj("commit", "-m", "Another page");
        PackagedAjj.Result added = ajj.run("workspace", "add", "../two").orFail();
        assertThat(added.err()).contains("web: building", "web: built after");
        Path two = ajj.repository.beside("two");
        assertThat(page(two)).isEqualTo("second\nhello\n");
        assertThat(page(root)).isEqualTo("first\nhello\n");

        assertThat(ajj.run("up").orFail().out()).contains("everything is up to date");
        assertThat(ajj.run("up", "--build", "--dry-run").orFail().out())
                .contains("recreate service web: its image is rebuilt");
        ajj.run("up", "--build").orFail();
        assertThat(page(root)).isEqualTo("second\nhello\n");

        Files.writeString(
                root.resolve("compose.yaml"),
                Files.readString(root.resolve("compose.yaml")).replace("hello", "bye"));
        ajj.run("up").orFail();
        assertThat(page(root)).isEqualTo("second\nbye\n");

        ajj.run("workspace", "forget", "two").orFail();
        ajj.run("down").orFail();
        assertThat(images()).isNotBlank();
        ajj.run("down", "--volumes").orFail();
        assertThat(images()).isBlank();
        assertThat(ajj.engine()).isBlank();
    }

    /** A build sees all files of the new workspace, also those that jj writes last. */
    @Test
    void aBuildStartsAfterTheCheckout() throws IOException {
        Path many = Files.createDirectory(root.resolve("app/many"));
        for (int file = 0; file < 3000; file++) {
            Files.writeString(many.resolve("f" + file), "x");
        }
        Files.writeString(
                root.resolve("app/Dockerfile"), "FROM busybox:1\nCOPY . /c\nRUN ls /c/many | wc -l > /page\n");
        ajj.repository.jj("commit", "-m", "Many files");
        ajj.run("workspace", "add", "../two").orFail();
        assertThat(page(ajj.repository.beside("two"))).isEqualTo("3000\n");
    }

    /** Compose resolves such a link against its own working directory. */
    @Test
    void aContextLinkedThroughProcNeedsPermissionAndIsTheCheckedDirectory() throws IOException {
        Path magic = Path.of("/proc/self/cwd/data");
        Assumptions.assumeTrue(Files.isSymbolicLink(magic.resolveSibling("")));
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("key"), "private\n");
        Files.createDirectory(root.resolve("data"));
        Files.writeString(root.resolve("data/page"), "own\n");
        Files.writeString(root.resolve("data/Dockerfile"), "FROM busybox:1\nCOPY . /c\nRUN ls /c > /page\n");
        Files.createSymbolicLink(root.resolve("data/data"), elsewhere);
        Files.createSymbolicLink(root.resolve("link"), magic);
        Files.writeString(
                root.resolve("compose.yaml"),
                "services: {web: {build: {context: link, dockerfile: ../link/Dockerfile}, command: sleep 10000}}\n");

        PackagedAjj.Result asked = ajj.runProcessIn(root, "up", "--json");
        assertThat(asked.json().findValue("code").asText()).isEqualTo("CONFIG_UNTRUSTED");

        ajj.environment.put("AJJ_TRUST", "all");
        ajj.runProcessIn(root, "up").orFail();
        assertThat(page(root)).isEqualTo("Dockerfile\ndata\npage\n");
    }

    /** The builder runs Git in its context, with the configuration of a repository there. */
    @Test
    void aGitRepositoryInTheContextRunsNoCommands() throws IOException {
        Path context = root.resolve("app");
        Files.createDirectories(context.resolve("refs/heads"));
        Files.createDirectories(context.resolve("objects/info"));
        Files.writeString(context.resolve("HEAD"), "ref: refs/heads/main\n");
        Files.writeString(context.resolve("refs/heads/main"), "1".repeat(40) + "\n");
        Files.writeString(context.resolve("objects/info/keep"), "");
        Path ran = directory.resolve("ran");
        Files.writeString(context.resolve("config"), """
                [core]
                repositoryformatversion = 1
                bare = false
                worktree = .
                [extensions]
                partialClone = origin
                [remote "origin"]
                url = .
                promisor = true
                uploadpack = "touch %s; false"
                """.formatted(ran));
        assertThat(ajj.run("up").err()).contains("service web is built from ./app, which you have not allowed");
        ajj.environment.put("AJJ_TRUST", "all");
        ajj.run("up").orFail();
        assertThat(ran).doesNotExist();
    }

    @Test
    void aFailedBuildIsRolledBack() throws IOException {
        Files.writeString(root.resolve("app/Dockerfile"), "FROM busybox:1\nRUN nosuchprogram\n");
        ajj.repository.jj("commit", "-m", "Broken");
        PackagedAjj.Result added = ajj.run("workspace", "add", "../two", "--json");
        assertThat(added.status()).isEqualTo(3);
        assertThat(added.json().findValue("code").asText()).isEqualTo("IMAGE_NOT_FOUND");
        assertThat(added.json().findValue("message").asText()).contains("it cannot be built from", "nosuchprogram");
        assertThat(ajj.repository.beside("two")).doesNotExist();
        assertThat(ajj.engine()).isBlank();
        assertThat(images()).isBlank();
    }

    @Test
    void imagesOfForgottenWorkspacesAreOrphans() throws IOException {
        ajj.run("workspace", "add", "../two").orFail();
        Files.delete(root.resolve(".jj/aether/state.json"));
        ajj.repository.jj("workspace", "forget", "two");
        PackagedAjj.Result found = ajj.run("cleanup");
        assertThat(found.out()).containsPattern("image +aether-build/aether-");
        ajj.run("cleanup", "--force").orFail();
        assertThat(images()).isBlank();
        assertThat(ajj.engine()).isBlank();
    }

    @Test
    void aContextOutsideTheWorkspaceNeedsPermission() throws IOException {
        Files.createDirectory(directory.resolve("elsewhere"));
        Files.writeString(
                root.resolve("compose.yaml"),
                Files.readString(root.resolve("compose.yaml")).replace("context: app", "context: ../elsewhere"));
        PackagedAjj.Result up = ajj.run("up");
        assertThat(up.status()).isEqualTo(1);
        assertThat(up.err())
                .contains("service web is built from " + directory.toRealPath().resolve("elsewhere"));
        assertThat(images()).isBlank();
    }

    /** Even if the repository sets {@code pull = "always"}. */
    @Test
    void aBuiltImageIsNotPulled() throws IOException {
        ajj.config("[compose]\nfile = \"compose.yaml\"\nservices = [\"web\"]\n[services.web]\npull = \"always\"\n");
        Files.writeString(
                root.resolve("compose.yaml"),
                Files.readString(root.resolve("compose.yaml")) + "    pull_policy: always\n");
        ajj.run("up").orFail();
        ajj.run("up", "--build").orFail();
        assertThat(page(root)).isEqualTo("first\nhello\n");
    }

    @Test
    void aFailedRebuildLeavesTheServiceRunning() throws IOException {
        Files.writeString(
                root.resolve("compose.yaml"),
                Files.readString(root.resolve("compose.yaml")) + "    volumes: [./data:/data]\n");
        ajj.run("up").orFail();
        String before = ajj.engine();
        Files.writeString(root.resolve("app/Dockerfile"), "FROM busybox:1\nRUN nosuchprogram\n");
        assertThat(ajj.run("up", "--build").status()).isEqualTo(3);
        assertThat(ajj.engine()).isEqualTo(before);
        assertThat(page(root)).isEqualTo("first\nhello\n");
    }

    @Test
    void aSignalStopsABuild() throws Exception {
        Files.writeString(root.resolve("app/Dockerfile"), "FROM busybox:1\nRUN sleep 600\n");
        ajj.repository.jj("commit", "-m", "Slow");
        Process add = ajj.startIn(root, "workspace", "add", "../two");
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> add.descendants().anyMatch(BuildIT::isBuild));
        List<ProcessHandle> children = add.descendants().toList();
        ProcessSignals.send("TERM", add);
        assertThat(add.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(add.exitValue()).isEqualTo(130);
        assertThat(children).noneMatch(ProcessHandle::isAlive);
        assertThat(ajj.repository.beside("two")).doesNotExist();
        assertThat(ajj.engine()).isBlank();
        assertThat(images()).isBlank();
    }

    private static boolean isBuild(ProcessHandle process) {
        return process.info().arguments().map(List::of).orElse(List.of()).contains("build");
    }
}
