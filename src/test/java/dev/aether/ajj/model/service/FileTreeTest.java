package dev.aether.ajj.model.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.aether.ajj.model.service.FileTree.Kind;
import dev.aether.ajj.model.service.FileTree.Node;
import dev.aether.ajj.testing.Shell;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTreeTest {
    @TempDir
    private Path temporary;

    private Path root;

    @BeforeEach
    void makeTree() throws IOException {
        root = Files.createDirectories(temporary.resolve("conf"));
        write("b.conf", "bb");
        write("a/x.sql", "select 1");
        permit("a/x.sql", "rw-r--r--");
        permit("b.conf", "rwxr-x---");
        permit("a", "rwxr-xr-x");
        permit("", "rwxr-xr-x");
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(root.resolve(name).getParent());
        Files.writeString(root.resolve(name), text);
    }

    private void permit(String name, String permissions) throws IOException {
        Files.setPosixFilePermissions(root.resolve(name), PosixFilePermissions.fromString(permissions));
    }

    private String digest() throws IOException {
        return FileTree.read(root).digest();
    }

    private static String text(Node node) {
        return new String(node.content(), StandardCharsets.UTF_8);
    }

    @Test
    void aDirectoryComesBeforeItsContent() throws IOException {
        FileTree tree = FileTree.read(root);
        assertThat(tree.nodes())
                .extracting(Node::path, Node::kind, node -> Integer.toOctalString(node.mode()), FileTreeTest::text)
                .containsExactly(
                        tuple("", Kind.DIRECTORY, "755", ""),
                        tuple("a", Kind.DIRECTORY, "755", ""),
                        tuple("a/x.sql", Kind.FILE, "644", "select 1"),
                        tuple("b.conf", Kind.FILE, "750", "bb"));
        assertThat(tree.bytes()).isEqualTo(10);
        assertThat(tree.nodes())
                .extracting(Node::user)
                .containsOnly(((Number) Files.getAttribute(root, "unix:uid")).longValue());
    }

    @Test
    void readsASingleFile() throws IOException {
        FileTree tree = FileTree.read(root.resolve("b.conf"));
        assertThat(tree.nodes())
                .extracting(Node::path, Node::kind, FileTreeTest::text)
                .containsExactly(tuple("", Kind.FILE, "bb"));
        assertThat(tree.bytes()).isEqualTo(2);
    }

    @Test
    void linksAreKeptAndNotFollowed() throws IOException {
        Path large = Files.write(temporary.resolve("large"), new byte[(int) FileTree.MAX_BYTES + 1]);
        Files.createSymbolicLink(root.resolve("out"), large);
        Files.createSymbolicLink(root.resolve("c"), Path.of("a"));
        Files.createSymbolicLink(root.resolve("loop"), Path.of("."));
        assertThat(FileTree.read(root).nodes())
                .filteredOn(node -> node.kind() == Kind.LINK)
                .extracting(Node::path, FileTreeTest::text)
                .containsExactly(tuple("c", "a"), tuple("loop", "."), tuple("out", large.toString()));
    }

    @Test
    void refusesSpecialFiles() throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            Path socket = root.resolve("a/engine.sock");
            server.bind(UnixDomainSocketAddress.of(socket));
            assertRefused(() -> FileTree.read(root), "is neither a file nor a directory");
            Files.delete(socket);
        }
        String _ =
                Shell.succeed(Map.of(), List.of("mkfifo", root.resolve("a/pipe").toString()));
        assertRefused(() -> FileTree.read(root), "is neither a file nor a directory");
        assertRefused(() -> FileTree.read(Path.of("/dev/null")), "is neither a file nor a directory");
    }

    @Test
    void refusesMoreThanOneMebibyte() throws IOException {
        Files.write(root.resolve("large"), new byte[(int) FileTree.MAX_BYTES - 10]);
        assertThat(FileTree.read(root).bytes()).isEqualTo(FileTree.MAX_BYTES);
        write("more", "x");
        assertRefused(() -> FileTree.read(root), "is larger than 1 MiB or has more than 1000 files");
    }

    @Test
    void refusesMoreThanAThousandFiles() throws IOException {
        for (int number = 4; number < 1000; number++) {
            Files.createFile(root.resolve("n" + number));
        }
        assertThat(FileTree.read(root).nodes()).hasSize(1000);
        write("more", "");
        assertRefused(() -> FileTree.read(root), "is larger than 1 MiB or has more than 1000 files");
    }

    private static void assertRefused(ThrowingCallable read, String reason) {
        assertThatThrownBy(read)
                .isInstanceOfSatisfying(
                        FileSystemException.class,
                        refused -> assertThat(refused.getReason()).isEqualTo(reason));
    }

    @Test
    void refusesAMissingPath() {
        assertThatThrownBy(() -> FileTree.read(root.resolve("none"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void digestChangesWithTheContentOfACopy() throws IOException {
        String before = digest();
        assertThat(digest()).isEqualTo(before).hasSize(16);

        write("b.conf", "bc");
        assertThat(digest()).as("content").isNotEqualTo(before);
        write("b.conf", "bb");
        assertThat(digest()).as("the same again").isEqualTo(before);

        permit("b.conf", "rwxr-xr-x");
        assertThat(digest()).as("mode").isNotEqualTo(before);
        permit("b.conf", "rwxr-x---");

        Files.move(root.resolve("b.conf"), root.resolve("c.conf"));
        assertThat(digest()).as("name").isNotEqualTo(before);
        Files.move(root.resolve("c.conf"), root.resolve("b.conf"));
        assertThat(digest()).isEqualTo(before);

        Files.createDirectory(root.resolve("empty"));
        assertThat(digest()).as("an empty directory").isNotEqualTo(before);
        Files.delete(root.resolve("empty"));

        Files.createSymbolicLink(root.resolve("link"), Path.of("a"));
        String one = digest();
        Files.delete(root.resolve("link"));
        Files.createSymbolicLink(root.resolve("link"), Path.of("b"));
        assertThat(digest()).as("the target of a link").isNotEqualTo(one).isNotEqualTo(before);
    }

    /** The end of one name or content could be the beginning of the next. */
    @Test
    void digestSeparatesNodes() {
        Node first = new Node("a", Kind.FILE, 0644, 0, 0, "b1:c FILE 420 0:0 0:".getBytes(StandardCharsets.UTF_8));
        Node second = new Node("a", Kind.FILE, 0644, 0, 0, "b".getBytes(StandardCharsets.UTF_8));
        Node third = new Node("c", Kind.FILE, 0644, 0, 0, new byte[0]);
        assertThat(new FileTree(List.of(first), 20).digest())
                .isNotEqualTo(new FileTree(List.of(second, third), 1).digest());
    }
}
