package dev.aether.ajj.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class TreeDeletionTest {
    @TempDir
    Path directory;

    private Path tree;
    private Path precious;

    @BeforeEach
    void makeTree() throws IOException {
        tree = directory.resolve("tree");
        precious = Files.createDirectory(directory.resolve("precious"));
        Files.createDirectories(tree.resolve("a/b"));
        Files.createDirectories(tree.resolve("empty"));
        for (String file : List.of("one", "a/two", "a/b/three", "a/b/four")) {
            Files.writeString(tree.resolve(file), "x");
        }
        for (String file : List.of("three", "four")) {
            Files.writeString(precious.resolve(file), "precious");
        }
        Files.createSymbolicLink(tree.resolve("link"), precious);
    }

    @Test
    void deletesEverythingWithoutFollowingLinks() throws IOException {
        TreeDeletion.all(tree);
        TreeDeletion.all(tree);
        TreeDeletion.all(directory.resolve("missing/tree"));

        assertThat(tree).doesNotExist();
        assertThat(precious.resolve("three")).hasContent("precious");
    }

    @Test
    void deletesALinkInsteadOfItsTarget() throws IOException {
        TreeDeletion.all(tree.resolve("link"));

        assertThat(tree.resolve("link")).doesNotExist();
        assertThat(precious.resolve("three")).hasContent("precious");
    }

    /** A container that mounts the directory can do this. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void doesNotFollowALinkThatReplacesADirectoryMeanwhile() {
        List<TreeDeletion.Failed> failures = TreeDeletion.delete(tree, (path, _) -> exchanged(path));

        assertThat(precious.resolve("three")).hasContent("precious");
        assertThat(precious.resolve("four")).hasContent("precious");
        assertThat(directory.resolve("moved")).as("what was held was emptied").isEmptyDirectory();
        assertThat(failures).isNotEmpty();
    }

    private boolean exchanged(Path asked) {
        Path place = tree.resolve("a/b");
        try {
            if (asked.startsWith(place) && !Files.exists(directory.resolve("moved"))) {
                Files.move(place, directory.resolve("moved"));
                Files.createSymbolicLink(place, precious);
            }
            return true;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aTreeThatIsTooDeepIsAFailure() throws IOException, InterruptedException {
        Process deep = new ProcessBuilder("sh", "-c", "for i in $(seq 1200); do mkdir d && cd d || exit 1; done")
                .directory(tree.toFile())
                .start();
        assertThat(deep.waitFor()).isZero();

        assertThat(TreeDeletion.delete(tree, (_, _) -> true)).isNotEmpty();

        assertThat(tree.resolve("one")).as("the others are gone").doesNotExist();
        assertThat(new ProcessBuilder("rm", "-r", tree.toString()).start().waitFor())
                .isZero();
    }

    @Test
    void keepsUnwantedFilesAndTheirDirectories() throws IOException {
        TreeDeletion.some(tree, (path, _) -> !path.endsWith("three"));

        assertThat(tree.resolve("a/b/three")).exists();
        assertThat(tree.resolve("a/b")).isDirectoryNotContaining("glob:**four");
        assertThat(tree.resolve("one")).doesNotExist();
        assertThat(tree.resolve("empty")).doesNotExist();
    }

    @Test
    void aDirectoryThatGetsANewFileMeanwhileIsAFailure() {
        assertThat(TreeDeletion.delete(tree, (path, _) -> filled(path))
                        .getFirst()
                        .reason())
                .isInstanceOf(DirectoryNotEmptyException.class);
        assertThat(tree.resolve("empty/new")).exists();
    }

    private boolean filled(Path asked) {
        try {
            if (asked.endsWith("empty")) {
                Files.writeString(asked.resolve("new"), "x");
            }
            return true;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
