package dev.aether.ajj.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aether.ajj.testing.NeedsDocker;
import dev.aether.ajj.testing.NeedsJj;
import dev.aether.ajj.testing.Shell;
import dev.aether.ajj.testing.TemporaryRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ajj workspace remove} and {@code rename}, and renames by plain jj. */
@NeedsJj
@NeedsDocker
class RemoveAndRenameIT {
    private static final String CONFIG = """
            [services.web]
            image = "busybox:1"
            command = ["httpd", "-f", "-p", "80", "-h", "/"]
            init = true
            ports = ["80"]
            volumes = ["data:/data"]

            [injection]
            file = ".env"
            template = "PORT={{ services.web.ports.80 }}"
            """;

    @TempDir
    Path directory;

    private PackagedAjj ajj;

    @BeforeEach
    void repository() {
        ajj = new PackagedAjj(directory);
        ajj.config(CONFIG);
        ajj.repository.jj("commit", "-m", "services");
    }

    @AfterEach
    void clean() {
        ajj.close();
    }

    @Test
    void removeDeletesTheWorkspaceAndKeepsItsChanges() throws IOException {
        Path root = add("one");
        Files.writeString(root.resolve("work.txt"), "precious");
        Files.writeString(root.resolve(".gitignore"), "build/\n");
        Files.createDirectories(root.resolve("build"));
        Files.writeString(root.resolve("build/out"), "made");

        JsonNode removed =
                ajj.run("workspace", "remove", "--json", "one").orFail().json();

        assertThat(removed.get("operation").asText()).isEqualTo("workspace_remove");
        assertThat(removed.get("resources_destroyed").asInt()).isEqualTo(1);
        assertThat(removed.findValue("directory_removed").asBoolean()).isTrue();
        assertThat(root).doesNotExist();
        assertThat(ajj.engine()).isBlank();
        assertThat(ajj.repository.jj("file", "show", "-r", "latest(files(root:'work.txt'))", "root:work.txt"))
                .isEqualTo("precious");
        assertThat(ajj.run("cleanup").out()).isEqualTo("No orphaned resources\n");
        assertThat(ajj.run("workspace", "add", "../one").orFail().out()).contains("is ready");
    }

    @Test
    void aDirectoryWithAnIgnoredBareRepositoryIsNotRemoved() throws IOException {
        Path root = add("one");
        Files.writeString(root.resolve(".gitignore"), "build/\n");
        Path ignored = root.resolve("build/mirror.git");
        Path recorded = root.resolve("fixtures/mirror.git");
        Path large = recorded.resolve("objects/pack/large.pack");
        Shell.succeed(Map.of(), List.of("git", "init", "-q", "--bare", ignored.toString()));
        Shell.succeed(Map.of(), List.of("git", "init", "-q", "--bare", recorded.toString()));

        PackagedAjj.Result refused = ajj.run("workspace", "remove", "one");

        assertThat(refused.err()).contains("holds the repository in ", "/build/mirror.git");
        assertThat(ignored.resolve("HEAD")).exists();
        Shell.succeed(Map.of(), List.of("rm", "-rf", ignored.toString()));

        Files.write(large, new byte[2 << 20]);
        PackagedAjj.Result partly = ajj.run("workspace", "remove", "--yes", "one");

        assertThat(partly.err()).contains("holds the repository in ", "/fixtures/mirror.git");
        assertThat(large).exists();
        Files.delete(large);
        ajj.run("workspace", "remove", "one").orFail();
        assertThat(root).doesNotExist();
    }

    @Test
    void theMainAndTheCurrentWorkspaceAreNotRemoved() {
        Path root = add("one");
        String before = ajj.world();

        PackagedAjj.Result main = ajj.run("workspace", "remove", "one", "default");
        PackagedAjj.Result current = ajj.runIn(root, "workspace", "remove", "one");

        assertThat(main.status()).isEqualTo(2);
        assertThat(main.err()).contains("holds the repository itself").contains("Hint: ");
        assertThat(current.status()).isEqualTo(2);
        assertThat(current.err()).contains("leave it first: cd " + ajj.repository.root());
        assertThat(ajj.world()).isEqualTo(before);
    }

    @Test
    void aLinkedDirectoryIsNotRemoved() throws IOException {
        Path root = add("one");
        Path real = ajj.repository.beside("real");
        Files.move(root, real);
        Files.createSymbolicLink(root, real.getFileName());
        String before = ajj.world();

        PackagedAjj.Result refused = ajj.run("workspace", "remove", "one");

        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).contains("is a link to " + real, "Hint: replace the link by the directory");
        assertThat(ajj.world()).isEqualTo(before);
        Files.delete(root);
        Files.move(real, root);
        ajj.run("workspace", "remove", "one").orFail();
        assertThat(root).doesNotExist();
    }

    @Test
    void filesStayIgnoredInAMovedPlainWorkspace() throws IOException {
        add("one");
        ajj.repository.jj("workspace", "add", ajj.repository.beside("plain").toString());
        Path moved = ajj.repository.beside("moved");
        Files.move(ajj.repository.beside("plain"), moved);
        Files.writeString(moved.resolve(".env"), "SECRET=mine");

        ajj.run("workspace", "remove", "one").orFail();

        assertThat(ajj.repository.jj("-R", moved.toString(), "status")).contains("The working copy has no changes");
    }

    /** For this name, jj reports the directory of the forgotten workspace. */
    @Test
    void renamingToAForgottenNameKeepsServicesAndDirectories() {
        Path one = add("one");
        Path two = add("two");
        ajj.run("workspace", "forget", "one").orFail();
        ajj.repository.jj("-R", two.toString(), "workspace", "rename", "one");
        String before = ajj.engine();

        PackagedAjj.Result cleaned = ajj.run("cleanup", "--force");
        PackagedAjj.Result refused = ajj.run("workspace", "remove", "one");

        assertThat(cleaned.err()).contains("the workspace two was renamed", "Its services are kept");
        assertThat(refused.err()).contains("two directories claim to be the workspace \"one\"");
        assertThat(ajj.engine()).isEqualTo(before);
        assertThat(one).isDirectory();
        ajj.repository.jj("-R", two.toString(), "workspace", "rename", "third");
        ajj.runIn(two, "up").orFail();
        ajj.runIn(two, "down", "--volumes").orFail();
    }

    @Test
    void aWorkspaceWithTheFormerNameOfAnotherHasItsOwnServices() {
        Path one = add("one");
        ajj.runIn(one, "exec", "web", "sh", "-c", "echo precious > /data/x").orFail();
        ajj.repository.jj("-R", one.toString(), "workspace", "rename", "two");
        Path other = ajj.repository.beside("other");
        ajj.repository.jj("workspace", "add", "--name", "one", other.toString());

        ajj.runIn(other, "up").orFail();
        assertThat(ajj.runIn(other, "exec", "web", "cat", "/data/x").status()).isNotZero();
        ajj.run("workspace", "remove", "one").orFail();

        assertThat(ajj.runIn(one, "exec", "web", "cat", "/data/x").orFail().out())
                .isEqualTo("precious\n");
    }

    /** jj notices neither the move nor that both workspaces have the same path. */
    @Test
    void aWorkspaceWithTheFormerNameAndPathOfAnotherIsDistinguished(@TempDir Path plain) throws IOException {
        try (PackagedAjj apart = new PackagedAjj(TemporaryRepository.plain(plain))) {
            apart.config(CONFIG);
            apart.repository.jj("commit", "-m", "services");
            Path one = apart.repository.beside("one");
            Path moved = apart.repository.beside("moved");
            apart.run("workspace", "add", "../one").orFail();
            apart.runIn(one, "exec", "web", "sh", "-c", "echo precious > /data/x")
                    .orFail();
            Files.move(one, moved);
            apart.repository.jjIn(moved, "workspace", "rename", "two");
            apart.repository.jj("workspace", "add", one.toString(), "--name", "one");
            String before = apart.engine();

            for (PackagedAjj.Result refused : List.of(
                    apart.run("workspace", "remove", "--yes", "one"),
                    apart.run("workspace", "forget", "--yes", "one"),
                    apart.runIn(one, "up"),
                    apart.runIn(one, "down", "--volumes"),
                    apart.runIn(one, "run", "--", "true"))) {
                assertThat(refused.err())
                        .contains("It may have been moved", "jj knows \"two\" there, too", "doctor --adopt");
            }
            assertThat(apart.run("cleanup", "--force").orFail().out()).isEqualTo("No orphaned resources\n");
            assertThat(apart.engine()).isEqualTo(before);

            apart.runIn(moved, "up").orFail();
            assertThat(apart.runIn(moved, "exec", "web", "cat", "/data/x")
                            .orFail()
                            .out())
                    .isEqualTo("precious\n");
            apart.runIn(one, "up").orFail();
            apart.run("workspace", "remove", "one").orFail();
            assertThat(apart.runIn(moved, "exec", "web", "cat", "/data/x")
                            .orFail()
                            .out())
                    .isEqualTo("precious\n");
        }
    }

    /** jj knows another workspace at this path, which might own the services. */
    @Test
    void aWorkspaceRestoredFromABackupCanBeAdopted(@TempDir Path plain) throws IOException {
        try (PackagedAjj apart = new PackagedAjj(TemporaryRepository.plain(plain))) {
            apart.config(CONFIG);
            apart.repository.jj("commit", "-m", "services");
            Path one = apart.repository.beside("one");
            apart.repository.jj("workspace", "add", one.toString(), "--name", "before");
            Files.move(one, apart.repository.beside("elsewhere"));
            apart.run("workspace", "add", "../one").orFail();
            apart.runIn(one, "exec", "web", "sh", "-c", "echo precious > /data/x")
                    .orFail();
            apart.runIn(one, "up").orFail();
            Path backup = apart.repository.beside("backup");
            Shell.succeed(Map.of(), List.of("cp", "-a", one.toString(), backup.toString()));
            Shell.succeed(Map.of(), List.of("rm", "-r", one.toString()));
            Shell.succeed(Map.of(), List.of("cp", "-a", backup.toString(), one.toString()));

            assertThat(apart.runIn(one, "up").err()).contains("ajj doctor --adopt");
            assertThat(apart.runIn(one, "doctor", "--adopt").orFail().out()).contains("adopted the services of " + one);

            apart.runIn(one, "up").orFail();
            assertThat(apart.runIn(one, "exec", "web", "cat", "/data/x")
                            .orFail()
                            .out())
                    .isEqualTo("precious\n");
        }
    }

    /** Its containers are labelled with its former name, which another workspace has now. */
    @Test
    void theRenamedMainWorkspaceKeepsItsServicesWhenTheRegistryIsLost() throws IOException {
        ajj.run("up").orFail();
        ajj.run("exec", "web", "sh", "-c", "echo precious > /data/x").orFail();
        ajj.run("workspace", "rename", "trunk").orFail();
        ajj.run("workspace", "add", "--no-services", "../other", "--name", "default")
                .orFail();
        Path other = ajj.repository.beside("other");
        Files.delete(ajj.repository.root().resolve(".jj/aether/state.json"));

        ajj.runIn(other, "down", "--volumes").orFail();
        ajj.run("workspace", "forget", "default").orFail();

        assertThat(ajj.run("exec", "web", "cat", "/data/x").orFail().out()).isEqualTo("precious\n");
        ajj.run("down", "--volumes").orFail();
    }

    /** Only its volumes exist, and the registry is lost. */
    @Test
    void volumesOfARenamedWorkspaceAreNotUsedByAnotherWithItsFormerName() throws IOException {
        ajj.run("up").orFail();
        ajj.run("exec", "web", "sh", "-c", "echo main > /data/x").orFail();
        ajj.run("workspace", "rename", "trunk").orFail();
        ajj.run("down").orFail();
        Path moved = ajj.repository.beside("moved");
        Files.move(add("one"), moved);
        ajj.runIn(moved, "up").orFail();
        ajj.runIn(moved, "exec", "web", "sh", "-c", "echo one > /data/x").orFail();
        ajj.runIn(moved, "workspace", "rename", "two").orFail();
        ajj.runIn(moved, "down").orFail();
        ajj.run("workspace", "add", "--no-services", "../other", "--name", "default")
                .orFail();
        ajj.run("workspace", "add", "--no-services", "../another", "--name", "one")
                .orFail();
        Files.delete(ajj.repository.root().resolve(".jj/aether/state.json"));

        for (String name : List.of("other", "another")) {
            Path other = ajj.repository.beside(name);
            ajj.runIn(other, "up").orFail();
            assertThat(ajj.runIn(other, "exec", "web", "ls", "/data").orFail().out())
                    .isEmpty();
            ajj.runIn(other, "down", "--volumes").orFail();
        }

        ajj.run("up").orFail();
        assertThat(ajj.run("exec", "web", "cat", "/data/x").orFail().out()).isEqualTo("main\n");
        ajj.runIn(moved, "up").orFail();
        assertThat(ajj.runIn(moved, "exec", "web", "cat", "/data/x").orFail().out())
                .isEqualTo("one\n");
    }

    /** ajj has recorded the new path, jj has not. */
    @Test
    void aMovedWorkspaceIsNotAnOrphan() throws IOException {
        Path moved = ajj.repository.beside("moved");
        Files.move(add("one"), moved);
        ajj.runIn(moved, "list").orFail();
        String before = ajj.engine();

        assertThat(ajj.run("cleanup", "--force").orFail().out()).isEqualTo("No orphaned resources\n");
        ajj.repository.jjIn(moved, "workspace", "rename", "two");
        ajj.runIn(moved, "list").orFail();
        assertThat(ajj.run("workspace", "forget", "--yes", "one").err()).contains("there is no workspace \"one\"");
        assertThat(ajj.run("cleanup", "--force").orFail().out()).isEqualTo("No orphaned resources\n");

        assertThat(ajj.engine()).isEqualTo(before);
    }

    /** jj has forgotten the first workspace, whose directory still exists. */
    @Test
    void aWorkspaceWithTheNameOfAForgottenOneDoesNotGetItsServices() throws IOException {
        Path one = add("one");
        ajj.repository.jj("workspace", "forget", "one");
        Path other = ajj.repository.beside("other");
        ajj.repository.jj("workspace", "add", other.toString(), "--name", "one");
        String before = ajj.engine();

        for (PackagedAjj.Result refused : List.of(
                ajj.runIn(other, "up"),
                ajj.runIn(other, "down", "--volumes"),
                ajj.run("workspace", "remove", "--yes", "one"))) {
            assertThat(refused.err())
                    .contains(
                            "were made for another directory than " + other + ". It was " + one, "ajj doctor --adopt");
        }
        assertThat(ajj.runIn(one, "up").err()).contains("jj does not know the workspace in " + one);
        assertThat(ajj.run("cleanup", "--force").orFail().out()).isEqualTo("No orphaned resources\n");
        assertThat(ajj.run("list").orFail().out()).containsPattern("one +- +- ").containsPattern("one .*unknown to jj");
        assertThat(ajj.engine()).isEqualTo(before);

        ajj.runIn(other, "doctor", "--adopt").orFail();
        ajj.runIn(other, "up").orFail();
        ajj.run("workspace", "remove", "one").orFail();
        assertThat(ajj.engine()).isBlank();
    }

    /** Both directories claim the same name, and jj reports an outdated path of the current workspace. */
    @Test
    void theDirectoryOfAForgottenWorkspaceIsNotItsSuccessor() throws IOException {
        Path left = add("left");
        ajj.run("workspace", "forget", "left").orFail();
        ajj.run("workspace", "add", "../later", "--name", "left").orFail();
        Files.move(ajj.repository.beside("later"), ajj.repository.beside("moved"));
        String before = ajj.engine();

        for (PackagedAjj.Result refused : List.of(
                ajj.runIn(left, "down", "--volumes"),
                ajj.runIn(left, "up"),
                ajj.run("-R", left.toString(), "workspace", "remove", "--yes", "left"))) {
            assertThat(refused.status()).isNotZero();
        }

        assertThat(ajj.engine()).isEqualTo(before);
        assertThat(left).isDirectory();
        assertThat(ajj.runIn(ajj.repository.beside("moved"), "up").orFail().out())
                .contains("up to date");
    }

    /** The command deletes the directory that {@code -R} names. */
    @Test
    void theWorkspaceNamedByAnOptionIsRemoved() {
        Path one = add("one");

        JsonNode removed = ajj.run("--json", "-R", one.toString(), "workspace", "remove", "one")
                .orFail()
                .json();

        assertThat(removed.findValue("directory_removed").asBoolean()).isTrue();
        assertThat(ajj.engine()).isBlank();
        assertThat(ajj.repository.root().resolve(".git/info/exclude")).content().doesNotContain(".env");
    }

    /** Restored entries record their directories too. */
    @Test
    void servicesAreKeptAfterALostRegistryAMoveAndARename() throws IOException {
        Path two = ajj.repository.beside("two");
        Path three = ajj.repository.beside("three");
        Files.move(add("one"), two);
        ajj.runIn(two, "up").orFail();
        Files.delete(ajj.repository.root().resolve(".jj/aether/state.json"));
        ajj.runIn(two, "list").orFail();
        Files.move(two, three);
        ajj.runIn(three, "list").orFail();
        Shell.succeed(
                ajj.repository.environment(), List.of("jj", "-R", three.toString(), "workspace", "rename", "gamma"));

        assertThat(ajj.runIn(three, "up").orFail().out()).contains("up to date");

        ajj.runIn(three, "down", "--volumes").orFail();
        assertThat(ajj.engine()).isBlank();
    }

    /** The registry still records the first workspace at the path of the second. */
    @Test
    void servicesAreKeptWhenAnotherWorkspaceTakesThePath() throws IOException {
        Path third = ajj.repository.beside("third");
        Path fourth = ajj.repository.beside("fourth");
        Path two = add("two");
        Files.move(add("one"), third);
        ajj.runIn(third, "up").orFail();
        Files.move(third, fourth);
        Files.move(two, third);
        ajj.runIn(third, "up").orFail();

        assertThat(ajj.runIn(fourth, "up").orFail().out()).contains("up to date");

        ajj.runIn(fourth, "down", "--volumes").orFail();
        assertThat(ajj.engine()).contains("-two-").doesNotContain("-one-");
    }

    /** jj does not notice the move. */
    @Test
    void aCopyOfAMovedWorkspaceIsDistinguished() throws IOException {
        Path moved = ajj.repository.beside("moved");
        Files.move(add("one"), moved);
        ajj.runIn(moved, "up").orFail();
        Path copy = ajj.repository.beside("copy");
        Shell.succeed(Map.of(), List.of("cp", "-a", moved.toString(), copy.toString()));
        String before = ajj.engine();

        List<List<String>> commands =
                List.of(List.of("down", "--volumes"), List.of("workspace", "forget"), List.of("up"));
        assertThat(ajj.runIn(copy, "doctor", "--adopt").status()).isNotZero();
        for (List<String> command : commands) {
            PackagedAjj.Result refused = ajj.runIn(copy, command.toArray(String[]::new));
            assertThat(refused.err()).contains("is a copy of the workspace \"one\", which is in " + moved);
        }

        assertThat(ajj.engine()).isEqualTo(before);
        ajj.runIn(moved, "down", "--volumes").orFail();
    }

    /** A container may write into a directory of the main workspace. */
    @Test
    void aDirectoryThatClaimsToBeAWorkspaceIsRefused() throws IOException {
        Path one = add("one");
        Path forged = Files.createDirectories(ajj.repository.root().resolve("src/forged"));
        Shell.succeed(Map.of(), List.of("cp", "-a", one + "/.jj", forged + "/.jj"));
        Files.writeString(
                forged.resolve(".jj/repo"),
                ajj.repository.root().resolve(".jj/repo").toString());
        Files.writeString(forged.resolve("aether.toml"), CONFIG);
        Shell.succeed(Map.of(), List.of("rm", "-r", one.toString()));
        String before = ajj.engine();

        for (List<String> command : List.of(
                List.of("up"),
                List.of("run", "--", "true"),
                List.of("trust"),
                List.of("down", "--volumes"),
                List.of("workspace", "remove", "one"),
                List.of("workspace", "add", "../two"))) {
            PackagedAjj.Result refused = ajj.runIn(forged, command.toArray(String[]::new));
            assertThat(refused.status()).isNotZero();
            assertThat(refused.err())
                    .contains(forged + " claims to be the workspace \"one\", which jj knows in " + one);
        }

        assertThat(ajj.engine()).isEqualTo(before);
        assertThat(forged.resolve(".jj")).isDirectory();
        ajj.run("workspace", "forget", "one", "--yes").orFail();
    }

    /** Only the labels of the volumes record the declaring file. */
    @Test
    void dataOfAnotherDeclarationIsNotUsedAfterDownAndALostRegistry() throws IOException {
        Path root = add("one");
        ajj.runIn(root, "down").orFail();
        Files.delete(ajj.repository.root().resolve(".jj/aether/state.json"));
        Path other = Files.createDirectories(root.resolve("other"));
        Files.writeString(other.resolve("aether.toml"), CONFIG);

        PackagedAjj.Result refused = ajj.runIn(other, "up");

        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).contains("the services of this workspace are declared in " + root);
        ajj.runIn(root, "up").orFail();
        ajj.runIn(root, "down", "--volumes").orFail();
    }

    @Test
    void swappedDirectoriesKeepTheirServices() throws IOException {
        Path one = add("one");
        Path two = add("two");
        String portOfTwo = port(two);
        Path third = ajj.repository.beside("third");
        Files.move(one, third);
        Files.move(two, one);
        Files.writeString(one.resolve("notes.txt"), "of two");

        PackagedAjj.Result refused = ajj.run("workspace", "remove", "one");
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).contains("the workspace \"two\" is in " + one + " now");
        assertThat(ajj.runIn(one, "status", "--json")
                        .json()
                        .get("workspace")
                        .get("name")
                        .asText())
                .isEqualTo("two");

        Files.move(third, two);
        ajj.runIn(one, "up").orFail();
        assertThat(port(one)).isEqualTo(portOfTwo);
        ajj.run("workspace", "remove", "one").orFail();
        assertThat(two).doesNotExist();
        assertThat(one.resolve("notes.txt")).hasContent("of two");
        assertThat(ajj.runIn(one, "run", "true").status()).isZero();
        assertThat(ajj.engine()).contains("two-data").doesNotContain("one-data");
        ajj.runIn(one, "workspace", "forget").orFail();
        assertThat(ajj.engine()).isBlank();
    }

    @Test
    void aCopyOfTheRepositoryDoesNotRemoveTheOriginalsWorkspaces() {
        Path one = add("one");
        Path copy = ajj.repository.beside("copy");
        Shell.succeed(Map.of(), List.of("cp", "-a", ajj.repository.root().toString(), copy.toString()));

        PackagedAjj.Result refused = ajj.runIn(copy, "workspace", "remove", "one");

        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).contains("is not removed").contains("ajj workspace forget one");
        assertThat(one).exists();
    }

    @Test
    void aRenamedWorkspaceKeepsItsServicesAndFreesItsName() {
        Path root = add("one");
        String port = port(root);

        JsonNode renamed =
                ajj.runIn(root, "workspace", "rename", "uno", "--json").orFail().json();
        add("one", "other");

        assertThat(renamed.findValue("former_name").asText()).isEqualTo("one");
        assertThat(port(root)).isEqualTo(port);
        assertThat(ajj.runIn(root, "up").orFail().out()).contains("everything is up to date");
        assertThat(ajj.run("workspace", "forget", "one").orFail().out()).contains("Forgot workspace one");
        assertThat(port(root)).isEqualTo(port);
        assertThat(ajj.engine()).contains("running");
        ajj.run("workspace", "forget", "uno").orFail();
        assertThat(ajj.engine()).isBlank();
    }

    @Test
    void theFormerNameIsFreeAfterARenameByPlainJj() {
        Path root = add("one");
        String port = port(root);
        ajj.repository.jjIn(root, "workspace", "rename", "uno");

        Path other = add("one", "other");

        assertThat(port(root)).isEqualTo(port);
        assertThat(port(other)).isNotEqualTo(port);
        assertThat(ajj.run("list").out()).contains("uno", "one", "healthy");
    }

    private Path add(String name) {
        return add(name, name);
    }

    private Path add(String name, String place) {
        Path root = ajj.repository.beside(place);
        ajj.run("workspace", "add", "--name", name, root.toString()).orFail();
        return root;
    }

    private String port(Path root) {
        return ajj.runIn(root, "run", "printenv", "PORT").orFail().out();
    }
}
