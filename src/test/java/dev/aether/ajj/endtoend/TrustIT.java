package dev.aether.ajj.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aether.ajj.testing.NeedsDocker;
import dev.aether.ajj.testing.NeedsJj;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hostile aether.toml gets nothing without the user's permission. */
@NeedsJj
@NeedsDocker
class TrustIT {
    private static final String ENTER = "\r";

    @TempDir
    Path directory;

    private PackagedAjj ajj;

    @BeforeEach
    void repository() throws IOException {
        ajj = new PackagedAjj(directory);
        ajj.environment.put("AJJ_TRUST", "");
        Files.createSymbolicLink(ajj.repository.root().resolve("link"), Path.of("/etc"));
        Files.createDirectory(ajj.repository.beside("shared"));
        Files.writeString(ajj.repository.beside("shared").resolve("secret"), "hunter2\n");
    }

    @AfterEach
    void clean() {
        ajj.environment.put("AJJ_TRUST", "all");
        ajj.close();
    }

    private void mounts(String mounts) {
        config(mounts, "");
    }

    private void config(String mounts, String more) {
        ajj.config("""
                [services.pwn]
                image = "busybox:1"
                command = ["sleep", "600"]
                volumes = [%s]
                %s
                """.formatted(mounts, more));
    }

    /** The service needed no permission, because another file declares it. */
    @Test
    void aConfigThatAServiceOfAnotherDeclarationCanWriteIsRefused() throws IOException {
        Path app = Files.createDirectory(ajj.repository.root().resolve("app"));
        Files.writeString(app.resolve("compose.yaml"), """
                services:
                  db: {image: "busybox:1", cap_add: [SYS_ADMIN], command: [sleep, "600"]}
                """);
        Files.writeString(app.resolve("aether.toml"), "[compose]\nfile = \"compose.yaml\"\n");
        mounts("\"./app:/app\"");
        ajj.repository.jj("commit", "-m", "services");
        ajj.run("up").orFail();
        String before = ajj.engine();
        ajj.environment.put("AJJ_TRUST", "all");

        PackagedAjj.Result add = ajj.runIn(app, "workspace", "add", "../../two");
        PackagedAjj.Result up = ajj.runIn(app, "up", "--config", "aether.toml");

        assertThat(add.err()).contains("service pwn can write to " + app.resolve("aether.toml"));
        assertThat(up.err()).contains("service pwn can write to " + app.resolve("aether.toml"));
        assertThat(ajj.engine()).isEqualTo(before);
        assertThat(ajj.repository.beside("two")).doesNotExist();
        ajj.run("down", "--volumes").orFail();
        ajj.runIn(app, "workspace", "add", "../../two").orFail();
        ajj.run("workspace", "remove", "--yes", "two").orFail();
    }

    private List<String> kinds(PackagedAjj.Result result) {
        JsonNode errors = result.json().get("errors");
        assertThat(errors.findValuesAsText("code")).containsOnly("CONFIG_UNTRUSTED");
        assertThat(result.status()).isEqualTo(1);
        return errors.findValuesAsText("kind");
    }

    @Test
    void hostileKeysNeedPermission() {
        config("\"/:/host\", \"/var/run/docker.sock:/s\", \"../..:/up:ro\", \"./link:/l:ro\", \"./:/src\"", """
                privileged = true
                devices = ["/dev/null"]
                cap_add = ["SYS_ADMIN"]
                security_opt = ["no-new-privileges", "seccomp=unconfined"]
                """);
        String before = ajj.world();
        List<String> kinds = List.of(
                "engine_socket",
                "engine_socket",
                "mount_read",
                "mount_read",
                "mount_replaceable",
                "mount_repository",
                "privileged",
                "device",
                "capability",
                "security_option");
        assertThat(kinds(ajj.run("up", "--json"))).containsExactlyElementsOf(kinds);
        assertThat(kinds(ajj.run("workspace", "add", "../one", "--json"))).containsExactlyElementsOf(kinds);
        assertThat(ajj.world()).isEqualTo(before);
        assertThat(ajj.engine()).isBlank();
        for (String harmless : List.of("list", "status", "down", "cleanup", "trust --list")) {
            ajj.run(harmless.split(" ")).orFail();
        }
    }

    @Test
    void anEngineNamedByTheRepositoryNeedsPermission() {
        ajj.config("[backend]\nsocket = \"tcp://127.0.0.1:9\"\n[services.db]\nimage = \"busybox:1\"\n");
        assertThat(kinds(ajj.run("up", "--json"))).containsExactly("engine");
        assertThat(kinds(ajj.run("workspace", "add", "../one", "--json"))).containsExactly("engine");
        ajj.config("");
    }

    /** It could control the service with more permissions. */
    @Test
    void writingToTheVariablesOfAnotherServiceNeedsPermission() throws IOException {
        Path sub = Files.createDirectory(ajj.repository.root().resolve("sub"));
        Files.writeString(sub.resolve("a.env"), "A=1\n");
        Files.writeString(sub.resolve("s"), "x\n");
        for (String key : List.of("env_file: sub/a.env", "secrets: [s]", "init: true")) {
            Files.writeString(ajj.repository.root().resolve("compose.yaml"), """
                    services:
                      a: {image: "busybox:1", command: sleep 600, %s}
                      b: {image: "busybox:1", command: sleep 600, volumes: ["./sub:/s"]}
                    secrets: {s: {file: sub/s}}
                    """.formatted(key));
            ajj.config("[compose]\nfile = \"compose.yaml\"\n");
            if (key.startsWith("init")) {
                ajj.run("up", "--dry-run").orFail();
            } else {
                assertThat(kinds(ajj.run("up", "--json"))).as(key).contains("mount_configuration");
            }
        }
    }

    /** Such as a clone with a pointer to this repository and its own compose file. */
    @Test
    void aDirectoryUnknownToJjHasNoPermissions() throws IOException {
        mounts("\"../shared:/shared\"");
        ajj.run("trust").orFail();
        Path clone = ajj.repository.beside("clone");
        ajj.repository.jj("workspace", "add", "--name", "clone", clone.toString());
        ajj.repository.jj("workspace", "forget", "clone");
        Files.copy(ajj.repository.root().resolve("aether.toml"), clone.resolve("aether.toml"));

        PackagedAjj.Result result = ajj.runIn(clone, "workspace", "add", "../two");
        assertThat(result.err()).contains("jj does not know the workspace in " + clone);
        assertThat(ajj.runIn(clone, "up").err()).contains("jj does not know the workspace in " + clone);
        assertThat(ajj.engine()).isBlank();
    }

    /** The container could replace the new workspace's .git, and so the commands that jj runs. */
    @Test
    void aWorkspaceInADirectoryThatAContainerCanWriteIsRefused() throws IOException {
        Path inside = Files.createDirectory(ajj.repository.root().resolve("trees"));
        mounts("\"./trees:/trees:ro\"");
        ajj.run("up").orFail();
        ajj.run("workspace", "add", "trees/one", "--no-services").orFail();
        ajj.run("workspace", "remove", "one", "--yes").orFail();

        mounts("\"./trees:/trees\"");
        ajj.run("up").orFail();
        for (String option : List.of("--no-services", "--name=three")) {
            assertThat(ajj.run("workspace", "add", "trees/two", option).err())
                    .contains("service pwn of the workspace in " + ajj.repository.root() + " can write to");
        }
        assertThat(inside).isEmptyDirectory();

        Path plain = inside.resolve("plain");
        ajj.repository.jj("workspace", "add", plain.toString());
        Files.writeString(plain.resolve("aether.toml"), "[services.x]\nimage = \"busybox:1\"\n");
        assertThat(ajj.runIn(plain, "up").err()).contains("can write to the workspace " + plain);

        ajj.run("down").orFail();
        ajj.run("workspace", "add", "trees/two", "--no-services").orFail();
        assertThat(kinds(ajj.run("up", "--json"))).containsExactly("mount_repository");
    }

    @Test
    void aPermissionHoldsForAllWorkspacesUntilTheDeclarationChanges() {
        mounts("\"../shared:/shared:ro\"");
        assertThat(kinds(ajj.run("up", "--json"))).containsExactly("mount_read");
        assertThat(ajj.run("trust").orFail().out()).contains("aether.toml:4:12: service pwn mounts ");
        ajj.run("up").orFail();
        assertThat(ajj.run("exec", "pwn", "--", "cat", "/shared/secret")
                        .orFail()
                        .out())
                .isEqualTo("hunter2\n");
        ajj.run("workspace", "add", "../one").orFail();

        config("\"../shared:/shared:ro\"", "env = { A = \"1\" }\n[injection]\nfile = \".env\"\ntemplate = \"A=1\"");
        ajj.run("up").orFail();
        mounts("\"../shared:/shared\"");
        assertThat(kinds(ajj.run("up", "--json"))).containsExactly("mount_write");
        mounts("\"../shared:/shared:ro\"");
        ajj.run("up").orFail();

        ajj.run("trust", "--revoke").orFail();
        assertThat(kinds(ajj.run("up", "--json"))).containsExactly("mount_read");
        ajj.run("exec", "pwn", "--", "true").orFail();
    }

    @Test
    void aChangedLinkNeedsPermissionAgain() throws IOException {
        mounts("\"./link:/l:ro\"");
        ajj.run("trust").orFail();
        ajj.run("up").orFail();
        Files.delete(ajj.repository.root().resolve("link"));
        Files.createSymbolicLink(ajj.repository.root().resolve("link"), Path.of("/usr"));
        assertThat(kinds(ajj.run("up", "--json"))).containsExactly("mount_read");
    }

    /** The calling workspace has a directory where the checked-out revision has a link. */
    @Test
    void aLinkInTheRevisionNeedsPermission() throws IOException {
        ajj.repository.jj("commit", "-m", "evil");
        String evil = ajj.repository
                .jj("log", "--no-graph", "-r", "@-", "-T", "commit_id")
                .strip();
        Files.delete(ajj.repository.root().resolve("link"));
        Files.createDirectory(ajj.repository.root().resolve("link"));
        mounts("\"./link:/l:ro\"");
        ajj.repository.jj("status");
        String before = ajj.world();
        PackagedAjj.Result result = ajj.run("workspace", "add", "../one", "-r", evil, "--json");
        assertThat(kinds(result)).containsExactly("mount_read");
        assertThat(result.out()).contains("./link -> /etc");
        assertThat(ajj.world()).isEqualTo(before);
        ajj.run("up").orFail();
    }

    @Test
    void aCloneNeedsItsOwnPermission() throws IOException {
        mounts("\"/usr:/u:ro\"");
        ajj.run("trust").orFail();
        Path clone = ajj.repository.beside("clone");
        ajj.repository.jj("git", "clone", ajj.repository.root().toString(), clone.toString());
        Files.copy(ajj.repository.root().resolve("aether.toml"), clone.resolve("aether.toml"));
        assertThat(kinds(ajj.runIn(clone, "up", "--json"))).containsExactly("mount_read");
    }

    @Test
    void theUserIsAskedAtATerminal() throws Exception {
        mounts("\"/usr:/u:ro\"");
        try (PseudoTerminal terminal = terminal()) {
            terminal.await("line 4: service pwn mounts /usr at /u (read-only)");
            terminal.await("it can read these files of this machine");
            terminal.await("[y/N] ");
            terminal.type("n" + ENTER);
            terminal.await("aether.toml is not trusted");
            terminal.awaitEnd();
        }
        assertThat(ajj.engine()).isBlank();
        try (PseudoTerminal terminal = terminal()) {
            terminal.await("[y/N] ");
            terminal.type("y" + ENTER);
            terminal.await("Workspace default is up");
            terminal.awaitEnd();
        }
        ajj.run("up").orFail();
    }

    private PseudoTerminal terminal() throws IOException {
        return new PseudoTerminal(ajj.repository.root(), ajj.environment, PackagedAjj.BINARY + " up");
    }

    @Test
    void trustFromTheEnvironmentIsNotRecorded() {
        mounts("\"/usr:/u:ro\"");
        ajj.environment.put("AJJ_TRUST", "all");
        ajj.run("up").orFail();
        assertThat(directory.resolve("state/aether/trust.json")).doesNotExist();
    }
}
