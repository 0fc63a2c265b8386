package dev.aether.ajj.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aether.ajj.testing.NeedsDocker;
import dev.aether.ajj.testing.NeedsJj;
import dev.aether.ajj.testing.Shell;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ajj cleanup} removes what kills, plain jj and deleted directories leave of a workspace, and nothing else. */
@NeedsJj
@NeedsDocker
class CleanupIT {
    private static final String CONFIG = """
            [services.web]
            image = "busybox:1"
            command = ["sh", "-c", "echo hello >/tmp/index.html && exec httpd -f -p 80 -h /tmp"]
            ports = ["80"]
            volumes = ["data:/data"]

            [injection]
            file = ".env"
            template = "PORT={{ services.web.ports.80 }}"
            """;
    private static final String NEVER_READY = """
            [services.web]
            image = "busybox:1"
            command = ["sleep", "600"]
            ports = ["80"]
            volumes = ["data:/data"]

            [injection]
            file = ".env"
            template = "PORT={{ services.web.ports.80 }}"
            """;

    @TempDir
    Path directory;

    private PackagedAjj ajj;
    private final UnrelatedResources unrelated = new UnrelatedResources();

    @BeforeEach
    void repository() {
        ajj = new PackagedAjj(directory);
        ajj.config(CONFIG);
    }

    @AfterEach
    void clean() {
        unrelated.close();
        ajj.close();
    }

    @Test
    void aKilledAddIsRolledBack() throws Exception {
        ajj.config(NEVER_READY);
        String before = ajj.world();
        killWhileWaiting("one");

        JsonNode listed =
                ajj.run("list", "--json").orFail().json().get("workspaces").get(1);
        assertThat(listed.get("health").asText()).isEqualTo("failed");
        assertThat(listed.get("phase").asText()).isEqualTo("creating");
        assertThat(listed.get("abandoned").asBoolean()).isTrue();
        PackagedAjj.Result list = ajj.run("list").orFail();
        assertThat(list.out()).containsPattern("one +\\S+ \\(starting\\) +incomplete ");
        assertThat(list.err()).contains("`ajj workspace forget one`", "`ajj cleanup`");

        String killed = ajj.world();
        JsonNode orphans = ajj.run("cleanup", "--json").orFail().json().get("orphans");
        assertThat(orphans.findValuesAsText("kind")).containsExactly("entry", "container", "network", "volume", "port");
        assertThat(orphans.get(0).get("reason").asText())
                .startsWith("`ajj workspace add` left the workspace one unfinished (process ");
        assertThat(ajj.run("cleanup").orFail().out()).endsWith("Run `ajj cleanup --force` to remove these\n");
        assertThat(ajj.world()).as("a dry run").isEqualTo(killed);

        JsonNode cleaned = ajj.run("cleanup", "--force", "--json").orFail().json();
        assertThat(cleaned.get("removed")).hasSize(5);
        assertThat(ajj.world()).isEqualTo(before);
        assertThat(ajj.run("cleanup", "--force").orFail().out()).isEqualTo("No orphaned resources\n");
        ajj.config(CONFIG);
        ajj.run("workspace", "add", "../one").orFail();
    }

    @Test
    void theDirectoryOfAKilledAddIsKeptIfItHasUnrecordedFiles() throws Exception {
        ajj.config(NEVER_READY);
        killWhileWaiting("one");
        Path root = ajj.repository.beside("one");
        Files.createDirectories(root.resolve("ignored"));
        Files.writeString(root.resolve(".gitignore"), "ignored/\n");
        Files.writeString(root.resolve("ignored/only-copy"), "precious");

        PackagedAjj.Result result = ajj.run("cleanup", "--force").orFail();

        assertThat(result.err()).contains("stays: jj has not recorded everything in it");
        assertThat(root.resolve("ignored/only-copy")).hasContent("precious");
        assertThat(root.resolve(".env")).doesNotExist();
        assertThat(ajj.engine()).isBlank();
    }

    @Test
    void aRunningAddIsNotAnOrphan() throws Exception {
        ajj.config(NEVER_READY);
        Process add = addUntilWaiting("one");
        String during = ajj.engine();
        assertThat(ajj.run("list").out()).doesNotContain("incomplete");
        assertThat(ajj.run("cleanup", "--force").orFail().out()).isEqualTo("No orphaned resources\n");
        assertThat(ajj.engine()).isEqualTo(during).isNotBlank();
        ProcessSignals.send("INT", add);
        assertThat(add.waitFor()).isEqualTo(130);
    }

    @Test
    void aWorkspaceForgottenByPlainJjIsRemovedAndItsDirectoryKept() throws IOException {
        Path root = add("one");
        Path kept = add("two");
        ajj.repository.jj("workspace", "forget", "one");

        assertThat(ajj.run("cleanup").orFail().out())
                .contains("jj does not know the workspace one; its directory stays")
                .doesNotContain("-two");
        ajj.run("cleanup", "--force").orFail();

        assertThat(root.resolve("file.txt")).exists();
        assertThat(root.resolve(".env")).as("it named services that are gone").doesNotExist();
        assertThat(ajj.engine()).contains("-two-web running").doesNotContain("-one");
        assertThat(ajj.runIn(kept, "run", "printenv", "PORT").orFail().out()).isNotBlank();
        assertThat(ledger()).doesNotContain("\"one\"").contains("\"two\"");
    }

    @Test
    void aForgottenWorkspaceIsRestoredAsTheHintSays() throws IOException {
        ajj.repository.jj("commit", "-m", "services");
        Path root = add("one");
        ajj.repository.jj("workspace", "forget", "one");
        ajj.repository.jj("commit", "-m", "in another workspace");

        PackagedAjj.Result refused = ajj.runIn(root, "up");

        assertThat(refused.err()).contains("jj has forgotten the workspace in " + root, ": jj op revert OPERATION\n");
        String operation = ajj.repository
                .jj("op", "log", "--no-graph", "-T", "id.short() ++ ' ' ++ description ++ \"\\n\"")
                .lines()
                .filter(line -> line.contains(" forget workspace"))
                .findFirst()
                .orElseThrow();
        ajj.repository.jjIn(root, "op", "revert", operation.substring(0, operation.indexOf(' ')));
        assertThat(ajj.runIn(root, "up").orFail().out()).contains("everything is up to date");
    }

    @Test
    void servicesAreKeptWhenARenameIsUndone() throws IOException {
        Path root = add("one");
        String before = ajj.repository
                .jj("op", "log", "--no-graph", "-n1", "-T", "id.short()")
                .strip();
        ajj.runIn(root, "workspace", "rename", "uno").orFail();
        ajj.repository.jj("op", "restore", before);
        String services = ajj.engine();

        PackagedAjj.Result result = ajj.run("cleanup", "--force").orFail();

        assertThat(result.out()).isEqualTo("No orphaned resources\n");
        assertThat(result.err())
                .contains("the workspace uno was renamed, or its rename was undone", "jj op restore OPERATION");
        assertThat(ajj.engine()).isEqualTo(services).contains("-one-web running");
        assertThat(ajj.run("doctor").out()).contains("the workspace uno was renamed, or its rename was undone");

        ajj.repository.jj("undo");
        assertThat(ajj.run("list").orFail().out()).containsPattern("uno +\\S+ +healthy");
        ajj.repository.jj("op", "restore", before);
        ajj.run("workspace", "forget", "uno").orFail();
        assertThat(ajj.engine()).isBlank();
    }

    @Test
    void servicesAreKeptWhenARenameIsUndoneAndTheRegistryIsLost() throws IOException {
        ajj.repository.jj("commit", "-m", "services");
        ajj.run("workspace", "add", "--no-services", "../one").orFail();
        Path root = ajj.repository.beside("one");
        String before = ajj.repository
                .jj("op", "log", "--no-graph", "-n1", "-T", "id.short()")
                .strip();
        ajj.runIn(root, "workspace", "rename", "uno").orFail();
        ajj.runIn(root, "up").orFail();
        ajj.repository.jj("op", "restore", before);
        Files.delete(ajj.repository.root().resolve(".jj/aether/state.json"));

        assertThat(ajj.run("cleanup", "--force").orFail().out()).isEqualTo("No orphaned resources\n");

        assertThat(ajj.engine()).contains("-web running");
        assertThat(ledger()).contains("\"uno\"");
        ajj.repository.jj("undo");
        ajj.run("workspace", "forget", "uno").orFail();
    }

    @Test
    void aKilledRemoveIsFinishedUnlessTheDirectoryHasNewFiles() throws IOException {
        Path unchanged = add("one");
        Path changed = add("two");
        killRemoveAfterJjForget("one");
        killRemoveAfterJjForget("two");
        assertThat(ajj.repository.jj("workspace", "list")).doesNotContain("one:", "two:");
        assertThat(ajj.run("list").out()).contains("incomplete");
        Files.writeString(changed.resolve("notes.txt"), "precious");

        assertThat(ajj.run("cleanup").orFail().out())
                .contains(
                        "; the rest of its directory is deleted",
                        "; its directory stays: jj may not have recorded notes.txt");
        assertThat(ajj.run("cleanup", "--force").orFail().err())
                .contains("the directory " + changed + " stays: ", "rm -r " + changed);

        assertThat(unchanged).doesNotExist();
        assertThat(changed.resolve("notes.txt")).hasContent("precious");
        assertThat(ajj.run("cleanup").out()).isEqualTo("No orphaned resources\n");
    }

    @Test
    void aNewWorkspaceInPlaceOfAHalfRemovedOneIsKept() throws IOException {
        Path root = add("one");
        killRemoveAfterJjForget("one");
        Shell.succeed(Map.of(), List.of("rm", "-rf", root.toString()));
        ajj.repository.jj("workspace", "add", root.toString());
        Files.writeString(root.resolve("notes.txt"), "precious");

        assertThat(ajj.run("cleanup", "--force").orFail().out()).contains("Removed entry one");

        assertThat(ajj.repository.jj("workspace", "list")).contains("one:");
        assertThat(root.resolve("notes.txt")).hasContent("precious");
    }

    /** Uses a jj that kills ajj after {@code workspace forget}. */
    private void killRemoveAfterJjForget(String name) throws IOException {
        Path bin = Files.createDirectories(directory.resolve("bin"));
        String path = System.getenv("PATH");
        Path script = bin.resolve("jj");
        Files.writeString(script, """
                #!/bin/sh
                PATH=%s
                jj "$@"
                status=$?
                case "$*" in *"workspace forget"*) kill -9 $PPID ;; esac
                exit $status
                """.formatted("'" + path + "'"));
        assertThat(script.toFile().setExecutable(true)).isTrue();
        ajj.environment.put("PATH", bin + ":" + path);
        try {
            assertThat(ajj.runProcessIn(ajj.repository.root(), "workspace", "remove", name)
                            .status())
                    .isEqualTo(137);
        } finally {
            ajj.environment.remove("PATH");
        }
    }

    @Test
    void aWorkspaceWithoutADirectoryIsForgotten() throws IOException {
        Path root = add("one");
        add("two");
        Shell.succeed(Map.of(), List.of("rm", "-rf", root.toString()));

        assertThat(ajj.run("cleanup").orFail().out())
                .contains("the directory of the workspace one is gone or was moved: " + root + "; jj forgets it");
        ajj.run("cleanup", "--force").orFail();

        assertThat(ajj.repository.jj("workspace", "list"))
                .doesNotContain("one:")
                .contains("two:");
        assertThat(ajj.engine()).contains("-two-web running").doesNotContain("-one");
        assertThat(ledger()).doesNotContain("\"one\"").contains("\"two\"");
        ajj.run("workspace", "add", "--name=one", "../elsewhere").orFail();
    }

    @Test
    void anAddUndoneInJjIsRemoved() {
        String before = ajj.repository.jj("op", "log", "-n1", "--no-graph", "-T", "self.id().short()");
        add("one");
        ajj.repository.jj("op", "restore", before.strip());
        ajj.run("cleanup", "--force").orFail();
        assertThat(ajj.engine()).isBlank();
        assertThat(ajj.run("cleanup").out()).isEqualTo("No orphaned resources\n");
    }

    @Test
    void withALostRegistryOnlyForgottenWorkspacesAreOrphans() throws IOException {
        add("one");
        add("two");
        ajj.repository.jj("workspace", "forget", "two");
        String engine = ajj.engine();
        Shell.succeed(
                Map.of(),
                List.of("rm", "-rf", ajj.repository.root().resolve(".jj/aether").toString()));

        PackagedAjj.Result named = ajj.run("cleanup").orFail();

        assertThat(named.err()).contains("the registry had lost the workspace one");
        assertThat(named.out())
                .contains("the registry has no entry for the workspace two")
                .doesNotContain("workspace one");
        assertThat(ajj.engine()).isEqualTo(engine);
        ajj.run("cleanup", "--force").orFail();
        assertThat(ajj.engine()).contains("-one-web running").doesNotContain("-two-");
        assertThat(ledger()).contains("\"one\"").doesNotContain("\"two\"");
    }

    /** Runs without {@code --force}: repositories of other tests may be gone too. */
    @Test
    void stacksOfADeletedRepositoryAreListedFromAnywhere() throws IOException {
        add("one");
        Path root = ajj.repository.root();
        Path moved = ajj.repository.beside("moved");
        Files.move(root, moved);
        try {
            assertThat(reasons(ajj.runIn(directory, "cleanup", "--all", "--json")))
                    .contains("its repository is gone: " + root);
            assertThat(reasons(ajj.runIn(moved, "cleanup", "--all", "--json")))
                    .as("its registry has moved with it")
                    .doesNotContain("its repository is gone: " + root);
        } finally {
            Files.move(moved, root);
        }
        assertThat(reasons(ajj.run("cleanup", "--all", "--json"))).doesNotContain("its repository is gone: " + root);
        assertThat(ajj.engine()).contains("-one-web running");
    }

    /** The moved workspace still points to the old path of the repository. */
    @Test
    void aMovedWorkspaceOfAMovedRepositoryIsNotAnOrphan() throws IOException {
        Path feature = ajj.repository.beside("feature");
        Files.move(add("one"), feature);
        ajj.runIn(feature, "list").orFail();
        Path root = ajj.repository.root();
        Path moved = ajj.repository.beside("moved");
        Files.move(root, moved);
        try {
            assertThat(reasons(ajj.runIn(moved, "cleanup", "--force", "--json")))
                    .isEmpty();
        } finally {
            Files.move(moved, root);
        }
        assertThat(ajj.engine()).contains("-one-web running");
    }

    private static List<String> reasons(PackagedAjj.Result result) {
        return result.orFail().json().get("orphans").findValuesAsText("reason");
    }

    /** A matching name is not enough, nor are labels of another repository. */
    @Test
    void unrelatedResourcesAreKept() throws Exception {
        ajj.config(NEVER_READY);
        killWhileWaiting("one");
        String namespace =
                ajj.run("list", "--json").json().findValue("namespace").asText();
        unrelated.create(namespace + "-web2", List.of());
        unrelated.create(
                namespace + "-other",
                List.of(
                        "--label=aether.managed=true",
                        "--label=aether.repo=ffffffffffffffff",
                        "--label=aether.repo-root=" + directory,
                        "--label=aether.workspace=one",
                        "--label=aether.namespace=" + namespace));
        unrelated.create(
                namespace + "-half",
                List.of(
                        "--label=aether.managed=true",
                        "--label=aether.repo-root=" + directory,
                        "--label=aether.namespace=" + namespace));

        ajj.run("cleanup", "--force").orFail();

        assertThat(ajj.engine()).isBlank();
        unrelated.assertAllThere();
    }

    private Path add(String name) {
        ajj.run("workspace", "add", "../" + name).orFail();
        return ajj.repository.beside(name);
    }

    private void killWhileWaiting(String name) throws Exception {
        Process add = addUntilWaiting(name);
        ProcessSignals.send("KILL", add);
        assertThat(add.waitFor()).isEqualTo(137);
    }

    /** Returns when the container runs and the jj workspace exists, because both are created concurrently. */
    private Process addUntilWaiting(String name) throws IOException {
        Process add = ajj.startIn(ajj.repository.root(), "workspace", "add", "-v", "../" + name);
        BufferedReader progress = add.errorReader(StandardCharsets.UTF_8);
        boolean started = false;
        boolean checkedOut = false;
        while (!started || !checkedOut) {
            String line = progress.readLine();
            assertThat(line).as("it ended").isNotNull();
            started |= line.contains("waiting until it answers");
            checkedOut |= line.contains("file list");
        }
        return add;
    }

    private String ledger() throws IOException {
        return Files.readString(directory.toRealPath().resolve("state/aether/ports.json"));
    }
}
