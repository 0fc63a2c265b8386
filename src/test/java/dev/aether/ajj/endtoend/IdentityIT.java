package dev.aether.ajj.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aether.ajj.testing.NeedsDocker;
import dev.aether.ajj.testing.NeedsJj;
import dev.aether.ajj.testing.Shell;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Copies, moves and hostile files of a repository with services: no command acts on the services of another repository.
 */
@NeedsJj
@NeedsDocker
class IdentityIT {
    private static final String CONFIG = """
            [services.web]
            image = "busybox:1"
            command = ["sh", "-c", "echo hello >/tmp/index.html && exec httpd -f -p 80 -h /tmp"]
            init = true
            ports = ["80"]
            volumes = ["data:/data"]
            """;

    @TempDir
    Path directory;

    /** Copies the repository, renames the original, then runs cleanup and down in the copy. */
    @Test
    void aCopyDoesNotRemoveTheServicesOfItsMovedOriginal() {
        try (PackagedAjj ajj = repository()) {
            ajj.run("up").orFail();
            Path backup = move(ajj, "cp", "-a", ajj.repository.root(), "backup");
            Path work = move(ajj, "mv", ajj.repository.root(), "work");
            ajj.runIn(work, "workspace", "add", "../feature").orFail();
            String before = ajj.engine();
            assertThat(before).contains("-default-web running");

            PackagedAjj.Result copied = ajj.runIn(backup, "list").orFail();
            assertThat(copied.err()).contains("this repository is a copy of ", "ajj doctor --adopt");
            ajj.runIn(backup, "cleanup", "--force").orFail();
            ajj.runIn(backup, "down", "--volumes").orFail();
            ajj.runIn(backup, "cleanup", "--all", "--force").orFail();
            assertThat(ajj.runIn(backup, "doctor", "--adopt").out()).contains("there is nothing to adopt");

            assertThat(ajj.engine()).isEqualTo(before);
            assertThat(ajj.runIn(work, "list", "--json").orFail().json().toString())
                    .contains("\"feature\"")
                    .doesNotContain("missing");
            ajj.runIn(work, "workspace", "forget", "feature").orFail();
            move(ajj, "mv", work, "main");
        }
    }

    /** Runs `cleanup --all` in another repository, after this one was moved with its workspaces. */
    @Test
    void cleanupElsewhereDoesNotRemoveAMovedRepositorysServices() throws IOException {
        Path place = Files.createDirectory(directory.resolve("a"));
        Path other = directory.resolve("other");
        try (PackagedAjj ajj = new PackagedAjj(place)) {
            ajj.config(CONFIG);
            ajj.repository.jj("commit", "-m", "services");
            ajj.run("workspace", "add", "../one").orFail();
            String before = ajj.engine();
            ajj.environment.put("XDG_STATE_HOME", directory.resolve("state").toString());
            Path moved = directory.resolve("b");
            Shell.succeed(
                    Map.of(),
                    List.of(
                            "cp",
                            "-a",
                            place.resolve("state").toString(),
                            directory.resolve("state").toString()));
            Shell.succeed(Map.of(), List.of("mv", place.toString(), moved.toString()));
            Files.createDirectory(place); // for the output of commands
            assertThat(ajj.runIn(moved.resolve("one"), "up").orFail().out()).contains("up to date");

            Shell.succeed(ajj.environment, List.of("jj", "git", "init", other.toString()));
            JsonNode all = ajj.runIn(other, "cleanup", "--all", "--force", "--json")
                    .orFail()
                    .json();
            assertThat(all.get("removed").toString()).doesNotContain(place.toString());
            assertThat(ajj.runIn(other, "doctor").out()).doesNotContain("ajj cleanup --all");
            assertThat(ajj.engine()).isEqualTo(before);

            Files.delete(place);
            Shell.succeed(Map.of(), List.of("mv", moved.toString(), place.toString()));
        }
    }

    @Test
    void aRestoredRepositoryAdoptsItsStacksOnRequest() {
        try (PackagedAjj ajj = repository()) {
            ajj.config(CONFIG.replace("\"data:/data\"", "\"data:/data\", \"/usr:/u:ro\""));
            ajj.run("trust").orFail();
            ajj.run("up").orFail();
            Path root = ajj.repository.root();
            Path copy = move(ajj, "cp", "-a", root, "restored");
            Shell.succeed(Map.of(), List.of("rm", "-r", root.toString()));
            String before = ajj.engine();
            assertThat(ajj.runIn(copy, "cleanup", "--all", "--force").orFail().err())
                    .contains("the services of default belong to a former repository");
            assertThat(ajj.engine()).isEqualTo(before);
            Shell.succeed(Map.of(), List.of("mv", copy.toString(), root.toString()));

            assertThat(ajj.run("list").orFail().err())
                    .contains("the services of default belong to a former repository in this directory");
            PackagedAjj.Result cleaned = ajj.run("cleanup", "--all", "--force").orFail();
            assertThat(cleaned.out()).doesNotContain("-default");
            assertThat(cleaned.err()).contains("the services of default belong to a former repository in " + root);
            assertThat(ajj.run("doctor").out()).contains("the services of default remain from");
            assertThat(ajj.run("doctor", "--adopt").out()).contains("adopted the services of default");
            assertThat(ajj.run("up").err()).contains("which you have not allowed");
            ajj.run("trust").orFail();
            assertThat(ajj.run("up").orFail().out()).contains("up to date");
            ajj.run("down", "--volumes").orFail();
        }
    }

    /** As in a container with the same paths and its own state. */
    @Test
    void servicesOfAnotherUserAtTheSamePathAreNotAdopted() throws IOException {
        try (PackagedAjj ajj = repository()) {
            ajj.run("up").orFail();
            Path root = ajj.repository.root();
            Path others = move(ajj, "mv", root, "others");
            Shell.succeed(ajj.repository.environment(), List.of("jj", "git", "init", root.toString()));
            String state = ajj.environment.get("XDG_STATE_HOME");
            Path own = Files.createDirectory(directory.resolve("own-state"));
            ajj.environment.put("XDG_STATE_HOME", own.toString());
            String before = ajj.engine();

            PackagedAjj.Result refused = ajj.run("doctor", "--adopt");

            assertThat(refused.err()).contains("only labels assign");
            assertThat(ajj.engine()).isEqualTo(before);
            ajj.environment.put("XDG_STATE_HOME", state);

            ajj.runIn(others, "list").orFail();
            Path elsewhere = move(ajj, "mv", others, "elsewhere");
            assertThat(ajj.run("doctor", "--adopt").err())
                    .as("it was seen in another place meanwhile")
                    .contains("only labels assign");
            assertThat(ajj.engine()).isEqualTo(before);
            Shell.succeed(Map.of(), List.of("rm", "-r", root.toString()));
            Shell.succeed(Map.of(), List.of("mv", elsewhere.toString(), root.toString()));
            ajj.run("down", "--volumes").orFail();
        }
    }

    /**
     * A copy adopts the services while the original is elsewhere. The original is then used with another state, which
     * is lost.
     */
    @Test
    void servicesAdoptedByACopyAreNotRemovedByTheOriginal() throws IOException {
        try (PackagedAjj ajj = repository()) {
            ajj.run("up").orFail();
            Path root = ajj.repository.root();
            Path away = move(ajj, "mv", root, "away");
            Shell.succeed(Map.of(), List.of("cp", "-a", away.toString(), root.toString()));
            ajj.run("doctor", "--adopt").orFail();
            ajj.run("up").orFail();
            String before = ajj.engine();
            String state = ajj.environment.get("XDG_STATE_HOME");
            ajj.environment.put(
                    "XDG_STATE_HOME",
                    Files.createDirectory(directory.resolve("own-state")).toString());

            assertThat(ajj.runIn(away, "down", "--volumes").err()).contains("has taken over this one's services");
            ajj.environment.put("XDG_STATE_HOME", state);

            assertThat(ajj.run("list").orFail().err()).isEmpty();
            assertThat(ajj.engine()).isEqualTo(before);
            ajj.run("down", "--volumes").orFail();
        }
    }

    /** A commit contains links with the file names of version 1.0, and one in place of a lock. */
    @Test
    void hostileLinksAreNotFollowed() throws IOException {
        try (PackagedAjj ajj = repository()) {
            Path state = Files.createDirectory(ajj.repository.root().resolve(".aether"));
            Path precious = Files.writeString(directory.resolve("precious"), "precious");
            for (String name : List.of("state.json", "state.lock", "jj.lock", "repository", "locks")) {
                Files.createSymbolicLink(state.resolve(name), precious);
            }
            ajj.repository.jj("commit", "-m", "hostile");
            ajj.run("workspace", "add", "../one").orFail();
            ajj.run("up").orFail();
            ajj.run("workspace", "forget", "one").orFail();
            assertThat(precious).hasContent("precious");

            ajj.run("down", "--volumes").orFail();
            Path own = ajj.repository.root().resolve(".jj/aether");
            Files.delete(own.resolve("state.lock"));
            Files.createSymbolicLink(own.resolve("state.lock"), precious);
            PackagedAjj.Result refused = ajj.run("up", "--json");
            assertThat(refused.status()).isEqualTo(3);
            assertThat(refused.json().at("/errors/0/message").asText()).contains("it is a symbolic link");
            assertThat(precious).hasContent("precious");
            Files.delete(own.resolve("state.lock"));
        }
    }

    /** Version 1.0 kept its state in the working tree. It is imported if jj does not track it. */
    @Test
    void stateOfVersionOneIsImportedOnce() throws IOException {
        try (PackagedAjj ajj = repository()) {
            ajj.run("up").orFail();
            Path former = asVersionOne(ajj);
            Files.writeString(former.resolve(".gitignore"), "*\n");

            PackagedAjj.Result up = ajj.run("up").orFail();
            assertThat(up.out()).contains("up to date");
            assertThat(up.err()).doesNotContain("damaged");
            assertThat(former).doesNotExist();
            assertThat(Files.readString(ajj.repository.root().resolve(".jj/aether/state.json")))
                    .contains("\"version\" : \"1.1\"", "\"location\"");
            ajj.run("down", "--volumes").orFail();
        }
    }

    @Test
    void trackedStateOfVersionOneIsIgnored() throws IOException {
        try (PackagedAjj ajj = repository()) {
            ajj.run("workspace", "add", "--no-services", "../one").orFail();
            Path former = asVersionOne(ajj);
            ajj.repository.jj("commit", "-m", "by mistake");

            assertThat(ajj.run("list", "--json").orFail().json().toString()).doesNotContain("namespace");
            assertThat(former.resolve("state.json")).exists();
            assertThat(ajj.run("doctor").out()).contains("jj tracks .aether/");
        }
    }

    /** Git accepts files below `.jj`, and jj takes such a clone for a repository. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void stateCommittedToGitIsIgnored(boolean named) throws IOException {
        try (PackagedAjj ajj = repository();
                ServerSocket engine = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            ajj.run("up").orFail();
            Path root = ajj.repository.root();
            Path state = root.resolve(".jj/aether/state.json");
            String brought = Files.readString(state)
                    .replaceAll(
                            "\"address\" : \"[^\"]*\"",
                            "\"address\" : \"tcp://127.0.0.1:" + engine.getLocalPort() + "\"");
            assertThat(brought).contains("tcp://");
            Path clone =
                    clone(ajj, named ? brought : brought.replaceAll("(?s),\\s*\"repository\" : \"[0-9a-f]*\"", ""));

            PackagedAjj.Result listed = ajj.runIn(clone, "list").orFail();
            assertThat(listed.out()).containsPattern("\\* default +- +- ");
            ajj.runIn(clone, "cleanup", "--force").orFail();
            ajj.runIn(clone, "up").orFail();
            ajj.runIn(clone, "down", "--volumes").orFail();

            engine.setSoTimeout(1);
            assertThatThrownBy(engine::accept).isInstanceOf(SocketTimeoutException.class);
            assertThat(ajj.engine()).contains("-default-web running");
            ajj.run("down", "--volumes").orFail();
        }
    }

    /** Returns a Git clone of a repository whose `.jj` was committed, with the given state. */
    private static Path clone(PackagedAjj ajj, String state) throws IOException {
        Path source = move(ajj, "cp", "-a", ajj.repository.root(), "source");
        Files.writeString(source.resolve(".jj/aether/state.json"), state);
        Files.deleteIfExists(source.resolve(".jj/.gitignore"));
        git(source, "add", "-f", "-A", ".");
        git(source, "-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-qm", "all");
        return move(ajj, "git", "clone", "-q", source, "clone");
    }

    private static void git(Path directory, String... arguments) {
        List<String> command = new ArrayList<>(List.of("git", "-C", directory.toString()));
        command.addAll(List.of(arguments));
        Shell.succeed(Map.of(), command);
    }

    private static Path asVersionOne(PackagedAjj ajj) throws IOException {
        Path root = ajj.repository.root();
        Path own = root.resolve(".jj/aether");
        Path former = Files.createDirectory(root.resolve(".aether"));
        String id = ajj.run("doctor", "--json")
                .json()
                .at("/checks")
                .findValuesAsText("id")
                .getFirst();
        String state = Files.readString(own.resolve("state.json"))
                .replace("\"1.1\"", "\"1.0\"")
                .replaceAll("(?s),\\s*\"location\" : \\{[^}]*}", "")
                .replaceAll("(?s),\\s*\"repository\" : \"[0-9a-f]*\"", "");
        Files.writeString(former.resolve("state.json"), state);
        String key = String.valueOf(Files.readAttributes(root.resolve(".jj/repo"), BasicFileAttributes.class)
                .fileKey());
        Files.writeString(former.resolve("repository"), id + "\n" + key + "\n" + root + "\n");
        Shell.succeed(Map.of(), List.of("rm", "-r", own.toString()));
        return former;
    }

    private PackagedAjj repository() {
        PackagedAjj ajj = new PackagedAjj(directory);
        ajj.config(CONFIG);
        ajj.repository.jj("commit", "-m", "services");
        return ajj;
    }

    private static Path move(PackagedAjj ajj, String program, Object... arguments) {
        List<String> command = new ArrayList<>(List.of(program));
        for (int index = 0; index < arguments.length - 1; index++) {
            command.add(arguments[index].toString());
        }
        Path to = ajj.repository.beside(arguments[arguments.length - 1].toString());
        command.add(to.toString());
        Shell.succeed(Map.of(), command);
        return to;
    }
}
