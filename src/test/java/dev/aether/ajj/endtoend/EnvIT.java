package dev.aether.ajj.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.testing.NeedsDocker;
import dev.aether.ajj.testing.NeedsJj;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code ajj env}, evaluated by a shell. */
@NeedsJj
@NeedsDocker
class EnvIT extends RedisWorkspace {

    /** The next {@code up} writes the file without the lines of the test. */
    @AfterEach
    void removeFile() throws IOException {
        Files.delete(file(".env"));
    }

    @Test
    void evalSetsTheVariablesOfRun() throws IOException {
        Files.writeString(file(".env"), "export OWN=\"it's\\n\\$HOME\"\n", StandardOpenOption.APPEND);
        String script = "eval \"$(\"$AJJ\" env --format shell)\"; printenv REDIS_PORT OWN";
        assertThat(ajj.shell(script)).isEqualTo(port() + "\nit's\n$HOME\n");
        assertThat(ajj.shell("REDIS_PORT=1; export REDIS_PORT; " + script))
                .as("a variable that is already set is replaced")
                .startsWith(port() + "\n");
        assertThat(ajj.run("run", "printenv", "REDIS_PORT", "OWN").orFail().out())
                .isEqualTo(port() + "\nit's\n$HOME\n");
    }

    /** The repository wrote the template, and could send its variables anywhere. */
    @Test
    void theUsersVariablesAreNotExpanded() throws IOException {
        String config = Files.readString(file("aether.toml"));
        Files.writeString(
                file("aether.toml"),
                "[injection]\nfile = \".env\"\ntemplate = \"A=${MY_TOKEN}-${HOME}\\nB=${OWN:-no}\"\n");
        Files.writeString(file(".env"), "OWN=$MY_TOKEN/x\n"); // a container may also have written it
        ajj.environment.put("MY_TOKEN", "hunter2");
        ajj.run("up").orFail();
        PackagedAjj.Result result = ajj.run("env").orFail();
        assertThat(result.out().lines())
                .contains("A=-" + ajj.environment.getOrDefault("HOME", System.getenv("HOME")), "B=/x", "OWN=/x");
        assertThat(result.err()).contains("MY_TOKEN, which ajj does not read from your environment");
        Files.writeString(file("aether.toml"), config);
        ajj.run("up").orFail();
    }

    @Test
    void runReadsThePrintedFile() throws IOException {
        Files.writeString(file(".env"), "OWN=\"it's\\n\\$HOME\"\n", StandardOpenOption.APPEND);
        String printed = ajj.run("env").orFail().out();
        Files.writeString(file(".env"), printed);
        assertThat(ajj.run("env").orFail().out()).isEqualTo(printed);
        assertThat(ajj.run("env", "--json")
                        .orFail()
                        .json()
                        .at("/environment/REDIS_PORT")
                        .asText())
                .isEqualTo(Integer.toString(port()));
    }
}
