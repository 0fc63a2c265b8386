package dev.aether.ajj.lifecycle.inject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.lifecycle.environment.Environment;
import dev.aether.ajj.model.config.AetherConfig;
import dev.aether.ajj.testing.Declarations;
import dev.aether.ajj.testing.FakeWorld;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Injectable files, on a real file system. */
class InjectedFilesTest {
    @TempDir
    private Path root;

    private InjectedFiles files(String file) throws IOException {
        Files.createDirectories(root.resolve("conf"));
        Files.createFile(root.resolve(file));
        AetherConfig config = Declarations.injecting(file, Declarations.config());
        FakeWorld world = new FakeWorld(config, root);
        return new InjectedFiles(
                new Environment(world.repository, "default", root, Optional.of(config), "ajj up"), world, world);
    }

    @ParameterizedTest
    @ValueSource(strings = {".gitignore", "conf/.gitignore"})
    void refusesTheTargetOfAGitignoreLink(String ignore) throws IOException {
        InjectedFiles files = files("conf/rules");
        Files.createSymbolicLink(root.resolve("hop"), root.resolve("conf/rules"));
        Files.createSymbolicLink(root.resolve(ignore), root.resolve("hop"));

        assertThatThrownBy(files::prepare)
                .isInstanceOf(Failure.class)
                .hasMessageContaining("a .gitignore of the repository is a link to it");
    }

    @Test
    void acceptsAFileNextToAGitignoreLink() throws IOException {
        InjectedFiles files = files("conf/.env");
        Files.createSymbolicLink(root.resolve(".gitignore"), Files.createFile(root.resolve("rules")));

        assertThatCode(files::prepare).doesNotThrowAnyException();
        assertThat(files.areUntracked()).isTrue();
    }
}
