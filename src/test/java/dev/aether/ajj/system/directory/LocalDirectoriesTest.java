package dev.aether.ajj.system.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.aether.ajj.spi.directory.Directories.NotDeleted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalDirectoriesTest {
    @TempDir
    Path directory;

    private final LocalDirectories directories = new LocalDirectories();
    private final Set<Path> recorded = new HashSet<>();
    private Path root;

    @BeforeEach
    void workspace() throws IOException {
        root = Files.createDirectories(directory.resolve("w"));
        Files.createDirectories(root.resolve(".jj"));
        Files.createDirectories(root.resolve("a/kept"));
        Files.writeString(root.resolve("a/kept/file"), "");
        Files.createDirectories(root.resolve("z"));
        Files.writeString(root.resolve("z/file"), "");
    }

    private boolean isRecorded(Path bare) {
        return recorded.contains(bare);
    }

    @AfterEach
    void release() throws IOException, InterruptedException {
        protect("-i", "u+w");
    }

    @Test
    void deletesEverything() {
        directories.delete(root, ".jj", this::isRecorded);
        assertThat(root).doesNotExist();
    }

    @Test
    void keepsANestedRepositoryAndAllElse() throws IOException {
        Path git = Files.createDirectories(root.resolve("a/vendored/.git"));
        Files.writeString(git.resolve("HEAD"), "ref: refs/heads/main");
        assertThat(directories.obstacle(root, this::isRecorded))
                .hasValueSatisfying(found -> assertThat(found.what()).endsWith("/w/a/vendored"));
        for (Runnable deletion : List.<Runnable>of(
                () -> directories.delete(root, ".jj", this::isRecorded), () -> directories.delete(root, false))) {
            NotDeleted failure = catchThrowableOfType(NotDeleted.class, deletion::run);
            assertThat(failure.getMessage()).contains("the repository in ");
        }
        assertThat(root.resolve("z/file")).exists();

        Files.delete(git.resolve("HEAD"));
        Files.createDirectories(root.resolve("a/.jj/repo"));
        assertThat(directories.obstacle(root, this::isRecorded)).isPresent();
        Files.delete(root.resolve("a/.jj/repo"));
        Path submodule = Files.writeString(root.resolve("a/.git"), "gitdir: /elsewhere/modules/a");
        assertThat(directories.obstacle(root, this::isRecorded))
                .as("a submodule")
                .isPresent();
        Files.delete(submodule);
        Files.writeString(root.resolve(".git"), "gitdir: /elsewhere/worktrees/w");
        Files.createDirectories(root.resolve(".jj/repo"));
        assertThat(directories.obstacle(root, this::isRecorded)).as("its own").isEmpty();
        assertThat(directories.obstacle(root.resolve("none"), this::isRecorded)).isEmpty();
    }

    @Test
    void keepsAGitRepositoryInTheRoot() throws IOException {
        Path git = Files.createDirectories(root.resolve(".git"));
        assertThat(directories.obstacle(root, this::isRecorded)).as("no HEAD").isEmpty();
        Files.writeString(git.resolve("HEAD"), "ref: refs/heads/main");

        assertThat(directories.obstacle(root, this::isRecorded)).hasValueSatisfying(found -> {
            assertThat(found.what()).endsWith("/w/.git");
            assertThat(found.hint()).endsWith("rm -r " + found.path()).endsWith("/w/.git");
        });
        NotDeleted failure =
                catchThrowableOfType(NotDeleted.class, () -> directories.delete(root, ".jj", this::isRecorded));
        assertThat(failure.getMessage()).contains("the repository in ");
        assertThat(root.resolve("z/file")).exists();
    }

    @Test
    void keepsABareRepositoryUnlessJjHasRecordedIt() throws IOException {
        Path bare = Files.createDirectories(root.resolve("build/mirror.git"));
        Files.createDirectory(bare.resolve("objects"));
        Files.createDirectory(bare.resolve("refs"));
        assertThat(directories.obstacle(root, this::isRecorded)).as("no HEAD").isEmpty();
        Files.writeString(bare.resolve("HEAD"), "ref: refs/heads/main");

        assertThat(directories.obstacle(root, this::isRecorded))
                .hasValueSatisfying(found -> assertThat(found.what()).endsWith("/w/build/mirror.git"));
        NotDeleted failure =
                catchThrowableOfType(NotDeleted.class, () -> directories.delete(root, ".jj", this::isRecorded));
        assertThat(failure.getMessage()).contains("the repository in ");
        assertThat(root.resolve("z/file")).exists();

        recorded.add(Path.of("build/mirror.git"));
        assertThat(directories.obstacle(root, this::isRecorded)).isEmpty();
        directories.delete(root, ".jj", this::isRecorded);
        assertThat(root).doesNotExist();
    }

    @Test
    void keepsMountedFileSystems() throws IOException, InterruptedException {
        Path elsewhere = Files.createDirectory(directory.resolve("else where"));
        Files.writeString(elsewhere.resolve("precious"), "");
        Path mount = Files.createDirectory(root.resolve("a/mount point"));
        Process mounting = new ProcessBuilder("mount", "--bind", elsewhere.toString(), mount.toString())
                .redirectErrorStream(true)
                .start();
        mounting.getInputStream().readAllBytes();
        assumeTrue(mounting.waitFor() == 0, "nothing can be mounted by this user");
        try {
            NotDeleted failure =
                    catchThrowableOfType(NotDeleted.class, () -> directories.delete(root, ".jj", this::isRecorded));
            assertThat(failure.getMessage()).contains("a file system that is mounted at ");
            assertThat(elsewhere.resolve("precious")).exists();
            assertThat(root.resolve("z/file")).exists();
        } finally {
            // Lazily: another process may look at it at this moment.
            assertThat(new ProcessBuilder("umount", "-l", mount.toString())
                            .start()
                            .waitFor())
                    .isZero();
        }
    }

    @Test
    void ignoresAMissingDirectory() {
        directories.delete(root.resolve("none"), ".jj", this::isRecorded);
        directories.delete(root.resolve("none"), false);
    }

    /** Like files that a container has created as root. */
    @Test
    void reportsUndeletableFilesAndDeletesTheRest() throws IOException, InterruptedException {
        assumeTrue(protect("+i", "a-w"), "nothing can be protected from this user");

        NotDeleted failure =
                catchThrowableOfType(NotDeleted.class, () -> directories.delete(root, ".jj", this::isRecorded));

        assertThat(failure.getMessage())
                .matches("cannot delete " + root + "/a/kept/file: (permission denied|operation not permitted)");
        assertThat(failure.denied()).isTrue();
        assertThat(root.resolve("z")).doesNotExist();
        assertThat(root.resolve(".jj")).as("tells what the rest is").exists();
    }

    /** Root may do anything except what the file system itself forbids. */
    private boolean protect(String attribute, String mode) throws IOException, InterruptedException {
        Path kept = root.resolve("a/kept");
        if (!Files.exists(kept)) {
            return false;
        }
        run("chmod", mode, kept.toString());
        run("chattr", attribute, kept.toString());
        return run("sh", "-c", "! touch \"$0/probe\"", kept.toString()) == 0;
    }

    private static int run(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException absent) {
            if (command[0].equals("chattr")) {
                return 1;
            }
            throw absent;
        }
    }
}
