package dev.aether.ajj.lifecycle.add;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.spi.vcs.Repository;
import dev.aether.ajj.spi.vcs.Vcs.RevisionFile;
import dev.aether.ajj.testing.Declarations;
import dev.aether.ajj.testing.FakeWorld;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RevisionTreeTest {
    private static final Path ROOT = Path.of("/repo/main");

    private final FakeWorld world = new FakeWorld(Declarations.config());

    private RevisionTree tree(String path, Optional<String> text) {
        world.committed = Optional.of(new RevisionFile(path, "1f2e3d4c5b6a", text));
        return new RevisionTree(world, new Repository(ROOT, ROOT, "a4f3b00000000000"), List.of("old"));
    }

    @Test
    void findsAFile() {
        RevisionTree tree = tree("a/b.yaml", Optional.of("x"));
        Path file = ROOT.resolve("a/b.yaml");
        assertThat(tree.content(file))
                .hasValueSatisfying(bytes -> assertThat(bytes).asString().isEqualTo("x"));
        assertThat(tree.first(List.of(ROOT.resolve("none"), file))).contains(file);
        assertThat(tree.content(ROOT.resolve("none"))).isEmpty();
        assertThat(tree.content(Path.of("/elsewhere"))).isEmpty();
        assertThat(tree.hasUnreadable()).isFalse();
    }

    @Test
    void aLinkIsUnreadable() {
        RevisionTree tree = tree("b.yaml", Optional.empty());
        assertThat(tree.content(ROOT.resolve("b.yaml"))).isEmpty();
        assertThat(tree.hasUnreadable()).isTrue();
    }

    /** The checkout can have the file. */
    @Test
    void aFileBelowALinkIsUnreadable() {
        RevisionTree found = tree("a", Optional.empty());
        assertThat(found.first(List.of(ROOT.resolve("a/b/c.yaml")))).isEmpty();
        assertThat(found.hasUnreadable()).isTrue();

        RevisionTree read = tree("a/b", Optional.empty());
        assertThat(read.content(ROOT.resolve("a/b/c.yaml"))).isEmpty();
        assertThat(read.hasUnreadable()).isTrue();
    }

    @Test
    void aFileInPlaceOfADirectoryHasNoFiles() {
        RevisionTree tree = tree("a", Optional.of("x"));
        assertThat(tree.content(ROOT.resolve("a/b.yaml"))).isEmpty();
        assertThat(tree.first(List.of(ROOT.resolve("a/b.yaml")))).isEmpty();
        assertThat(tree.hasUnreadable()).isFalse();
    }
}
