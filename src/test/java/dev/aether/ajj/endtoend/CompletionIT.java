package dev.aether.ajj.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.testing.NeedsDocker;
import dev.aether.ajj.testing.NeedsJj;
import dev.aether.ajj.testing.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Completion in bash, with the real ajj and the real jj. */
@NeedsJj
@NeedsDocker
class CompletionIT {
    private static final String DRIVER = """
            eval "$(ajj completion bash)"
            COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_LINE=$*
            COMP_POINT=${#COMP_LINE}
            _ajj ajj "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
            printf '%s\\n' "${COMPREPLY[@]}"
            """;

    @TempDir
    Path directory;

    private PackagedAjj ajj;

    @BeforeEach
    void twoWorkspaces() throws IOException {
        ajj = new PackagedAjj(directory);
        ajj.config("""
                [services.postgres]
                image = "postgres:15"
                """);
        ajj.run("workspace", "add", "--no-services", "--name", "my work", "../one")
                .orFail();
        Path bin = Files.createDirectory(directory.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("ajj"), PackagedAjj.BINARY);
    }

    @AfterEach
    void clean() {
        ajj.close();
    }

    private List<String> complete(String... words) {
        Map<String, String> environment = new HashMap<>(ajj.environment);
        environment.put("PATH", directory.resolve("bin") + ":" + System.getenv("PATH"));
        List<String> command = new ArrayList<>(List.of(
                "bash",
                "--norc",
                "-c",
                "cd \"$1\" && shift\n" + DRIVER,
                "bash",
                ajj.repository.root().toString()));
        command.addAll(List.of(words));
        return Shell.succeed(environment, command).lines().toList();
    }

    @Test
    void completesNamesOfWorkspacesAndServices() {
        assertThat(complete("ajj", "workspace", "forget", "")).containsExactlyInAnyOrder("default", "my\\ work");
        assertThat(complete("ajj", "up", "p")).containsExactly("postgres");
        assertThat(complete("ajj", "-R", "../one", "workspace", "forget", "m")).containsExactly("my\\ work");
    }

    @Test
    void completesCommandsOfJj() {
        assertThat(complete("ajj", "log", "--no-gr")).containsExactly("--no-graph");
        assertThat(complete("ajj", "")).contains("workspace", "up", "log", "rebase");
    }
}
