package dev.aether.ajj.docker.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aether.ajj.config.ConfigReader;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.inject.template.QuteTemplates;
import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.model.workspace.WorkspaceId;
import dev.aether.ajj.spi.backend.Stack;
import dev.aether.ajj.testing.NoCompose;
import dev.aether.ajj.testing.Repositories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MountSourcesTest {
    private Path root;
    private Path elsewhere;

    @BeforeEach
    void directories(@TempDir Path directory) throws IOException {
        root = Files.createDirectory(directory.resolve("workspace"));
        elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
    }

    private void create(String volume) {
        String toml = "[services.web]\nimage = \"web\"\nvolumes = [\"" + volume + "\"]\n";
        ServiceSpec service = Objects.requireNonNull(new ConfigReader(new QuteTemplates(), new NoCompose())
                .parse(root.resolve("aether.toml"), toml, root, root)
                .services()
                .get("web"));
        MountSources.create(new Stack(new WorkspaceId("1", "one", root), root, "aether-1-one"), service);
    }

    @Test
    void createsAllowedDirectories() {
        create("./a/b:/x:ro,create");
        assertThat(root.resolve("a/b")).isDirectory();
        create("./a/b:/x:create");
        create("./c:/x");
        assertThat(root.resolve("c")).doesNotExist();
    }

    @Test
    void keepsAFile() throws IOException {
        Files.writeString(root.resolve("file"), "x");
        create("./file:/x:create");
        assertThat(root.resolve("file")).hasContent("x");
    }

    @Test
    void createsNothingOutsideTheWorkspace() {
        create("../elsewhere/a:/x:create");
        create(elsewhere + "/b:/x:create");
        create("./../elsewhere/c:/x:create");
        assertThat(elsewhere).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".git/index.lock",
                ".GIT/index.lock",
                ".jj/working_copy/working_copy.lock",
                "sub/.git/refs/heads/main.lock",
                "sub/.jj",
                "store.git/index.lock"
            })
    void refusesDirectoriesOfJjAndGit(String path) throws IOException {
        Files.createDirectories(root.resolve(".git"));
        Files.createDirectories(root.resolve("sub/.git"));
        Files.createDirectories(root.resolve(".jj/working_copy"));
        Repositories.bare(root.resolve("store.git"));

        assertThatThrownBy(() -> create("./" + path + ":/x:ro,create"))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("ajj does not create directories in ");

        assertThat(root.resolve(path)).doesNotExist();
    }

    @Test
    void doesNotFollowLinks() throws IOException {
        Files.createSymbolicLink(root.resolve("link"), elsewhere);
        Files.createSymbolicLink(root.resolve("dangling"), elsewhere.resolve("new"));
        create("./link/a:/x:create");
        create("./dangling:/x:create");
        create("./dangling/b:/x:create");
        assertThat(elsewhere).isEmptyDirectory();
    }
}
