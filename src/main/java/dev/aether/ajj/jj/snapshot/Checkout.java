package dev.aether.ajj.jj.snapshot;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.aether.ajj.files.TreeDeletion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Compares the files in a workspace's directory with those that jj has recorded. */
public final class Checkout {
    /** Template that prints a file's path as JSON, because a path may contain a line break. */
    public static final String PATH_AS_JSON = "json(self.path()) ++ \"\\n\"";

    private final Path root;
    private final Set<Path> files = new HashSet<>();
    private final Set<Path> directories = new HashSet<>();

    /** @param recorded the files that jj has recorded, relative to the root */
    public Checkout(Path root, Collection<String> recorded) {
        this.root = root;
        directories.add(root);
        for (String name : recorded) {
            Path file = root.resolve(name);
            files.add(file);
            Path parent = file.getParent();
            while (parent != null && directories.add(parent)) {
                parent = parent.getParent();
            }
        }
    }

    /** Parses lines that {@link #PATH_AS_JSON} has printed. */
    public static List<String> paths(String jsonLines) {
        JsonFactory json = new JsonFactory();
        return jsonLines.lines().map(line -> text(json, line)).toList();
    }

    private static String text(JsonFactory json, String line) {
        try (JsonParser parser = json.createParser(line)) {
            String text = parser.nextTextValue();
            if (text == null) {
                throw new IOException("not a JSON string: " + line);
            }
            return text;
        } catch (IOException unexpected) {
            throw new UncheckedIOException("unexpected output of jj file list: " + line, unexpected);
        }
    }

    List<String> unrecorded() throws IOException {
        List<String> found = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                if (directories.contains(directory)) {
                    return FileVisitResult.CONTINUE;
                }
                if (!isOwn(directory) && holdsFiles(directory)) {
                    found.add(root.relativize(directory) + "/");
                }
                return FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (!files.contains(file) && !isOwn(file)) {
                    found.add(root.relativize(file).toString());
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return found.stream().sorted().toList();
    }

    /** jj records no directories, so a directory without files cannot lose anything. */
    private static boolean holdsFiles(Path directory) {
        try (Stream<Path> below = Files.walk(directory)) {
            return below.anyMatch(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS));
        } catch (IOException | UncheckedIOException unreadable) {
            return true; // assume the worst
        }
    }

    /** Whether a path is jj's own: {@code .jj} of a secondary workspace, or the {@code .git} file of a Git worktree. */
    private boolean isOwn(Path path) {
        if (path.equals(root.resolve(".jj"))) {
            return !Files.isDirectory(path.resolve("repo"), LinkOption.NOFOLLOW_LINKS);
        }
        return path.equals(root.resolve(".git")) && Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** Deletes recorded files and jj's own, and the directories that are empty then. Other files stay. */
    public void removeRecorded() throws IOException {
        TreeDeletion.some(root, this::isRecorded);
    }

    private boolean isRecorded(Path path, BasicFileAttributes found) {
        if (path.equals(root)) {
            return false;
        }
        boolean known = found.isDirectory() ? directories.contains(path) : files.contains(path) || isOwn(path);
        return known || isInOwnDirectory(path);
    }

    private boolean isInOwnDirectory(Path path) {
        Path own = root.resolve(".jj");
        return path.startsWith(own) && isOwn(own);
    }
}
