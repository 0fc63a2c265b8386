package dev.aether.ajj.model.service;

import dev.aether.ajj.model.text.Hash;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A snapshot of a file, or of a directory with its content. Links are kept, and not followed.
 *
 * @param nodes a directory comes before its content
 * @param bytes total size of all files
 */
public record FileTree(List<Node> nodes, long bytes) {
    /** The limit for copies into a container: larger ones would make each start slow. */
    public static final long MAX_BYTES = 1L << 20;

    private static final int MAX_NODES = 1000;
    private static final int PERMISSIONS = 07777;
    private static final int DIGITS = 16;

    public enum Kind {
        FILE,
        DIRECTORY,
        LINK
    }

    /**
     * A file, directory or link.
     *
     * @param path relative to the tree's root, which has an empty path
     * @param mode permissions, 0 to 07777
     * @param content a file's content, or a link's target; empty for a directory
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Node(String path, Kind kind, int mode, long user, long group, byte[] content) {}

    /**
     * Reads a tree.
     *
     * @throws IOException when it cannot be read, contains special files, or is too large to copy
     */
    public static FileTree read(Path root) throws IOException {
        List<Node> nodes = new ArrayList<>();
        long bytes = add(root, root, nodes, 0);
        return new FileTree(List.copyOf(nodes), bytes);
    }

    /** Returns why a tree was not read, such as {@code it does not exist}. */
    public static String reason(IOException unread) {
        return unread instanceof NoSuchFileException
                ? "it does not exist"
                : unread instanceof FileSystemException system && system.getReason() != null
                        ? "it " + system.getReason()
                        : String.valueOf(unread.getMessage());
    }

    private static long add(Path root, Path path, List<Node> nodes, long before) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        Kind kind = kind(path, attributes);
        long bytes = before + (kind == Kind.FILE ? attributes.size() : 0);
        if (bytes > MAX_BYTES || nodes.size() == MAX_NODES) {
            throw new FileSystemException(
                    root.toString(), null, "is larger than 1 MiB or has more than " + MAX_NODES + " files");
        }
        nodes.add(new Node(
                root.relativize(path).toString(),
                kind,
                (int) number(path, "mode") & PERMISSIONS,
                number(path, "uid"),
                number(path, "gid"),
                content(path, kind)));
        if (kind == Kind.DIRECTORY) {
            List<Path> children;
            try (Stream<Path> files = Files.list(path)) {
                children = files.sorted().toList();
            }
            for (Path child : children) {
                bytes = add(root, child, nodes, bytes);
            }
        }
        return bytes;
    }

    private static long number(Path path, String attribute) throws IOException {
        return ((Number) Files.getAttribute(path, "unix:" + attribute, LinkOption.NOFOLLOW_LINKS)).longValue();
    }

    private static Kind kind(Path path, BasicFileAttributes attributes) throws IOException {
        if (attributes.isSymbolicLink()) {
            return Kind.LINK;
        }
        if (attributes.isDirectory()) {
            return Kind.DIRECTORY;
        }
        if (attributes.isRegularFile()) {
            return Kind.FILE;
        }
        throw new FileSystemException(path.toString(), null, "is neither a file nor a directory");
    }

    private static byte[] content(Path path, Kind kind) throws IOException {
        return switch (kind) {
            case DIRECTORY -> new byte[0];
            case LINK -> Files.readSymbolicLink(path).toString().getBytes(StandardCharsets.UTF_8);
            case FILE -> {
                try (InputStream input =
                        Files.newInputStream(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
                    yield input.readNBytes((int) MAX_BYTES + 1);
                }
            }
        };
    }

    /** Returns a hash of everything that a copy contains. */
    public String digest() {
        StringBuilder text = new StringBuilder();
        for (Node node : nodes) {
            text.append(node.path().length() + ":" + node.path() + " " + node.kind() + " " + node.mode() + " ")
                    .append(node.user() + ":" + node.group() + " " + node.content().length + ":")
                    .append(new String(node.content(), StandardCharsets.ISO_8859_1));
        }
        return Hash.of(text.toString(), DIGITS);
    }
}
