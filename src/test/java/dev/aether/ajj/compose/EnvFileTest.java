package dev.aether.ajj.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.spi.config.CommittedFiles;
import dev.aether.ajj.testing.Committed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvFileTest {
    private Path main;
    private Path feature;

    @BeforeEach
    void workspaces(@TempDir Path directory) throws IOException {
        main = directory.toRealPath().resolve("main");
        feature = main.resolveSibling("feature");
        Files.createDirectories(main.resolve(".jj/repo"));
        Files.createDirectories(feature.resolve(".jj"));
        Files.writeString(feature.resolve(".jj/repo"), "../../main/.jj/repo");
        Files.createDirectories(main.resolve("docker"));
        Files.createDirectories(feature.resolve("docker"));
    }

    private List<Path> files(Path directory, Path root, Map<String, String> environment) {
        return files(directory, root, environment, Optional.empty());
    }

    private static List<Path> files(
            Path directory, Path root, Map<String, String> environment, Optional<CommittedFiles> committed) {
        return EnvFile.all(directory, root, environment, committed).stream()
                .map(EnvFile::file)
                .toList();
    }

    @Test
    void theWorkspacesFileOverridesTheMainWorkspaces() throws IOException {
        assertThat(files(feature, feature, Map.of())).isEmpty();
        Path common = Files.writeString(main.resolve(".env"), "A=main\n");
        assertThat(files(feature, feature, Map.of())).containsExactly(common);
        Path own = Files.writeString(feature.resolve(".env"), "A=own\n");
        assertThat(files(feature, feature, Map.of())).containsExactly(common, own);
        assertThat(files(main, main, Map.of())).containsExactly(common);
    }

    /** The untracked file of a workspace is its own, except for the main workspace's. */
    @Test
    void aRevisionHasItsOwnFile() throws IOException {
        Optional<CommittedFiles> without = Optional.of(Committed.of(Map.of()));
        Path own = feature.resolve(".env");
        Optional<CommittedFiles> with = Optional.of(Committed.of(Map.of(own, "A=1\n")));
        assertThat(files(feature, feature, Map.of(), with)).containsExactly(own);
        Files.writeString(own, "A=own\n");
        assertThat(files(feature, feature, Map.of(), without)).isEmpty();
        Path common = Files.writeString(main.resolve(".env"), "A=main\n");
        assertThat(files(feature, feature, Map.of(), without)).containsExactly(common);
        assertThat(files(feature, feature, Map.of(), with)).containsExactly(common, own);
        assertThat(files(main, main, Map.of(), without)).containsExactly(common);
    }

    /** A committed link would bring its target's values into containers. */
    @Test
    void ignoresALink() throws IOException {
        Path secrets = Files.writeString(main.resolve("secrets"), "A=1\n");
        Files.createSymbolicLink(feature.resolve(".env"), secrets);
        assertThat(files(feature, feature, Map.of())).isEmpty();
    }

    @Test
    void readsTheFileBesideTheComposeFile() throws IOException {
        Files.writeString(main.resolve(".env"), "A=1\n");
        Path common = Files.writeString(main.resolve("docker/.env"), "A=1\n");
        assertThat(files(feature.resolve("docker"), feature, Map.of())).containsExactly(common);
    }

    @Test
    void readsNoFileForAComposeFileOutsideTheWorkspace(@TempDir Path elsewhere) throws IOException {
        Files.writeString(main.resolve(".env"), "A=1\n");
        Path own = Files.writeString(elsewhere.resolve(".env"), "A=1\n");
        assertThat(files(elsewhere, feature, Map.of())).isEmpty();
        assertThat(files(elsewhere, feature, Map.of("AJJ_TRUST", "all"))).containsExactly(own);
    }

    @ParameterizedTest
    @CsvSource({
        "COMPOSE_ENV_FILES, ',', false",
        "COMPOSE_ENV_FILES, '', true",
        "COMPOSE_DISABLE_ENV_FILE, true, false",
        "COMPOSE_DISABLE_ENV_FILE, 1, false",
        "COMPOSE_DISABLE_ENV_FILE, 0, true",
        "COMPOSE_DISABLE_ENV_FILE, '', true",
    })
    void composesVariablesReplaceTheFiles(String name, String value, boolean used) throws IOException {
        Files.writeString(main.resolve(".env"), "A=1\n");
        assertThat(files(main, main, Map.of(name, value))).hasSize(used ? 1 : 0);
    }

    /** A commit can contain a link at a path that the user names for every repository. */
    @Test
    void refusesAUsersRelativePathThatLeadsElsewhere(@TempDir Path elsewhere) throws IOException {
        Path secret = Files.writeString(elsewhere.resolve("secret.env"), "A=1\n");
        Files.createSymbolicLink(main.resolve(".env.local"), secret);
        Map<String, String> relative = Map.of("COMPOSE_ENV_FILES", ".env,.env.local");
        assertThat(catchThrowableOfType(Failure.class, () -> files(main, main, relative)))
                .hasMessageContaining("which is outside the workspace");
        assertThat(files(main, main, Map.of("COMPOSE_ENV_FILES", secret.toString())))
                .containsExactly(secret);
    }

    @Test
    void ignoresABrokenPointer() throws IOException {
        Files.writeString(feature.resolve(".jj/repo"), "\u0000");
        assertThat(files(feature, feature, Map.of())).isEmpty();
        Files.writeString(feature.resolve(".jj/repo"), "/");
        assertThat(files(feature, feature, Map.of())).isEmpty();
    }
}
