package dev.aether.ajj.model.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PathTrailTest {
    @TempDir
    Path directory;

    private Path root;
    private Path inner;

    @BeforeEach
    void workspaces() throws IOException {
        root = Files.createDirectory(directory.toRealPath().resolve("main"));
        Files.createDirectories(root.resolve(".jj/repo"));
        inner = Files.createDirectories(root.resolve("ws/inner"));
        Files.createDirectory(inner.resolve(".jj"));
        Files.writeString(root.resolve("compose.yaml"), "");
        Files.writeString(inner.resolve(".env"), "");
        Files.createSymbolicLink(root.resolve("link"), Path.of("ws/inner/.env"));
    }

    @Test
    void refusesAFileOfANestedWorkspace() throws IOException {
        Files.writeString(inner.resolve(".jj/repo"), "../../../.jj/repo");

        String fault = "leads into another workspace, " + inner;
        assertThat(PathTrail.fault(root, inner.resolve(".env"))).contains(fault);
        assertThat(PathTrail.fault(root, root.resolve("link"))).contains(fault);
        assertThat(PathTrail.fault(root, root.resolve("compose.yaml"))).isEmpty();
        assertThat(PathTrail.fault(inner, inner.resolve(".env"))).isEmpty();
    }

    /** A nested repository may hold parts of a project. Its mounts still need permission. */
    @Test
    void acceptsAFileOfANestedRepository() throws IOException {
        Files.createDirectory(inner.resolve(".jj/repo"));

        assertThat(PathTrail.fault(root, inner.resolve(".env"))).isEmpty();
        assertThat(PathTrail.of(inner.resolve(".env")).orElseThrow().staysInside(root))
                .isFalse();
    }
}
