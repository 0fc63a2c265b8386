package dev.aether.ajj.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.testing.NeedsDocker;
import dev.aether.ajj.testing.NeedsJj;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ajj run}: arguments, streams, signals and the exit status are those of the command. */
@NeedsJj
@NeedsDocker
class RunIT {
    @TempDir
    Path directory;

    private PackagedAjj ajj;
    private Path root;

    @BeforeEach
    void workspace() {
        ajj = new PackagedAjj(directory);
        ajj.config("""
                [injection]
                file = ".env"
                template = "FROM_FILE=file"
                """);
        ajj.run("workspace", "add", "../one").orFail();
        root = ajj.repository.beside("one");
    }

    @AfterEach
    void clean() {
        ajj.close();
    }

    @Test
    void argumentsAreUnchanged() throws IOException {
        Files.writeString(root.resolve("words"), "other");
        String script = "for word; do printf '[%s]' \"$word\"; done";
        assertThat(ajj.runIn(
                                root,
                                "run",
                                "--",
                                "sh",
                                "-c",
                                script,
                                "sh",
                                "-DskipTests",
                                "-Xmx1g",
                                "--json",
                                "",
                                "--",
                                "@words",
                                "ü")
                        .orFail()
                        .out())
                .isEqualTo("[-DskipTests][-Xmx1g][--json][][--][@words][ü]");
        assertThat(ajj.runIn(root, "run", "sh", "-c", "echo $#", "sh", "-q")
                        .orFail()
                        .out())
                .as("without -- the command's options are its own too")
                .isEqualTo("1\n");
    }

    @Test
    void theExitStatusIsThatOfTheCommand() {
        assertThat(ajj.runIn(root, "run", "--", "sh", "-c", "exit 42").status()).isEqualTo(42);
        assertThat(ajj.runIn(root, "run", "--", "sh", "-c", "kill -TERM $$").status())
                .isEqualTo(143);
        assertThat(ajj.runIn(root, "run", "--", "no-such-command").status()).isEqualTo(127);
        assertThat(ajj.runIn(root, "run", "--", "/etc/passwd").status()).isEqualTo(126);
        assertThat(ajj.runIn(root, "run").status()).isEqualTo(125);
    }

    @Test
    void theEnvironmentOverridesTheFile() throws IOException {
        Files.writeString(root.resolve(".env"), """
                export OWN='single $quoted'   # and a comment
                MANY="one
                two\\tlines"
                HOME=/nowhere
                """, java.nio.file.StandardOpenOption.APPEND);
        assertThat(ajj.runIn(root, "run", "printenv", "FROM_FILE", "OWN", "MANY")
                        .orFail()
                        .out())
                .isEqualTo("file\nsingle $quoted\none\ntwo\tlines\n");
        assertThat(ajj.runIn(root, "run", "printenv", "HOME").out()).isNotEqualTo("/nowhere\n");
        ajj.environment.put("FROM_FILE", "environment");
        assertThat(ajj.runIn(root, "run", "printenv", "FROM_FILE").out()).isEqualTo("environment\n");
    }

    @Test
    void anUnreadableLineIsIgnoredWithoutShowingIt() throws IOException {
        Files.writeString(
                root.resolve(".env"),
                "A=1\nMIIEpAIBAAKCAQEAsecret\nB='secret\nC=3\n",
                java.nio.file.StandardOpenOption.APPEND);
        PackagedAjj.Result result = ajj.runIn(root, "run", "printenv", "FROM_FILE", "A", "C");
        assertThat(result.orFail().out()).isEqualTo("file\n1\n3\n");
        assertThat(result.err())
                .contains(".env, line 5 is ignored: the variable's name is not followed by =")
                .contains(".env, line 6 is ignored: the quoted value is not closed")
                .doesNotContain("secret");
        assertThat(ajj.runIn(root, "env", "--json").orFail().out()).doesNotContain("secret");
    }

    @Test
    void anUnreadableInjectedLineIsAnErrorThatDoesNotShowIt() throws IOException {
        Path file = root.resolve(".env");
        Files.writeString(file, Files.readString(file).replace("FROM_FILE=file", "secret"));
        PackagedAjj.Result result = ajj.runIn(root, "run", "true");
        assertThat(result.status()).isEqualTo(125);
        assertThat(result.err())
                .contains(".env, line 2: the variable's name is not followed by =")
                .doesNotContain("secret");
    }

    /** As in Laravel's .env. */
    @Test
    void referencesAreExpanded() throws IOException {
        Files.writeString(root.resolve(".env"), """
                APP_NAME="My Shop"
                VITE_APP_NAME="${APP_NAME}"
                DSN=mysql://u:p@localhost/${APP_NAME:-x}
                LIT='${APP_NAME}'
                """, java.nio.file.StandardOpenOption.APPEND);
        assertThat(ajj.runIn(root, "run", "printenv", "VITE_APP_NAME", "DSN", "LIT")
                        .orFail()
                        .out())
                .isEqualTo("My Shop\nmysql://u:p@localhost/My Shop\n${APP_NAME}\n");
    }

    @Test
    void valuesOfAnotherWorkspaceAreReplaced() {
        ajj.config("""
                [injection]
                file = ".env"
                template = "FROM_FILE={{ workspace.name }}\\nONLY_TWO=2"
                """);
        ajj.run("workspace", "add", "../two").orFail();
        Path two = ajj.repository.beside("two");
        String show = "echo $FROM_FILE $ONLY_TWO $MINE; ";
        ajj.environment.put("MINE", "mine");
        ajj.environment.put("ONE", root.toString());
        ajj.environment.put("AJJ", PackagedAjj.BINARY.toString());

        assertThat(ajj.runIn(two, "run", "sh", "-c", show + "cd $ONE; \"$AJJ\" run sh -c '" + show + "'")
                        .orFail()
                        .out())
                .as("a command in another")
                .isEqualTo("two 2 mine\nfile mine\n");
        String load = "eval \"$(\"$AJJ\" env --format shell)\"; ";
        assertThat(ajj.runIn(two, "run", "sh", "-c", "cd $ONE; " + load + show)
                        .orFail()
                        .out())
                .as("a shell that loads the other")
                .isEqualTo("file mine\n");
        assertThat(ajj.runIn(two, "run", "sh", "-c", "FROM_FILE=x; cd $ONE; \"$AJJ\" run sh -c '" + show + "'")
                        .orFail()
                        .out())
                .as("a value that the user changed is kept")
                .isEqualTo("x mine\n");
    }

    @Test
    void standardInputAndSignalsReachTheCommand() throws Exception {
        Process process = ajj.startIn(root, "run", "--", "sh", "-c", "trap 'exit 7' TERM; echo ready; cat; exit 0");
        var out = process.inputReader(StandardCharsets.UTF_8);
        assertThat(out.readLine()).isEqualTo("ready");
        var in = process.outputWriter(StandardCharsets.UTF_8);
        in.write("through\n");
        in.flush();
        assertThat(out.readLine()).isEqualTo("through");
        process.destroy();
        in.close();
        assertThat(process.waitFor()).as("its own trap, in ajj's own process").isEqualTo(7);
    }

    @Test
    void runOutsideAWorkspaceIsRefused() {
        assertThat(ajj.runIn(directory, "run", "true").status()).isEqualTo(125);
        assertThat(ajj.run("run", "true").err()).contains("has no services yet");
    }
}
