package dev.aether.ajj.system.directory;

import dev.aether.ajj.files.RegularFile;
import dev.aether.ajj.spi.directory.Directories.Mark;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A file in {@code .jj} of a workspace that is being removed. It records the directory and the start of the removal, by
 * the clock of the workspace's file system.
 */
final class RemovalMark {
    /** jj and git record nothing below {@code .jj}. */
    private static final String FILE = "ajj-removal";

    /** With longer ticks, a file written in the same tick counts as changed since. */
    private static final Duration LONGEST_TICK = Duration.ofMillis(50);

    private final Path root;
    private final Path file;

    RemovalMark(Path root) {
        this.root = root;
        this.file = root.resolve(".jj").resolve(FILE);
    }

    void set(Mark mark) {
        Optional<FileTime> begun = mark == Mark.RECORDED ? read().map(Content::time) : Optional.empty();
        try {
            Files.deleteIfExists(file);
            if (mark == Mark.ENDING || begun.isPresent()) {
                Files.createFile(file);
                FileTime time = begun.isPresent() ? begun.get() : nextTime();
                Files.writeString(file, mark + " " + time.toInstant() + " " + key());
            }
        } catch (IOException | UnsupportedOperationException impossible) {
            // Without a mark, the directory is kept when this process is killed.
        }
    }

    /** Waits for the next tick of the file system's clock, so that earlier files are older than the mark. */
    private FileTime nextTime() throws IOException {
        FileTime first = changed(file);
        FileTime now = first;
        for (long end = System.nanoTime() + LONGEST_TICK.toNanos(); now.equals(first) && System.nanoTime() < end; ) {
            Files.write(file, new byte[1]);
            now = changed(file);
        }
        return now;
    }

    Mark get() {
        return read().map(Content::mark).orElse(Mark.NONE);
    }

    /** See {@link dev.aether.ajj.spi.directory.Directories#changes}. */
    List<String> changes() {
        try {
            Optional<Content> content = read().filter(found -> found.mark() == Mark.RECORDED);
            return content.isPresent() ? new ChangeSearch(root, content.get().time()).changes() : entries();
        } catch (NoSuchFileException gone) {
            return List.of();
        } catch (IOException unreadable) {
            return List.of("./");
        }
    }

    private List<String> entries() throws IOException {
        TreeSet<String> names = new TreeSet<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root, entry -> !ChangeSearch.isMetadata(entry))) {
            for (Path entry : entries) {
                boolean isDirectory = Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS);
                names.add(entry.getFileName() + (isDirectory ? "/" : ""));
            }
        }
        return List.copyOf(names);
    }

    private record Content(Mark mark, FileTime time) {}

    /** Returns empty for a mark that a killed process has not finished. */
    private Optional<Content> read() {
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                return Optional.empty();
            }
            String[] words = RegularFile.text(file).split(" ", 3);
            return words.length == 3 && words[2].equals(key())
                    ? Optional.of(new Content(Mark.valueOf(words[0]), FileTime.from(Instant.parse(words[1]))))
                    : Optional.empty();
        } catch (IOException | IllegalArgumentException | DateTimeException invalid) {
            return Optional.empty();
        }
    }

    /** Returns the directory's inode, which a copy does not share. */
    private String key() throws IOException {
        return String.valueOf(Files.getAttribute(root.toRealPath(), "unix:ino"));
    }

    /** Returns when content, name, owner or permissions of a file changed last. No program can set this time. */
    static FileTime changed(Path file) throws IOException {
        return (FileTime) Files.getAttribute(file, "unix:ctime", LinkOption.NOFOLLOW_LINKS);
    }
}
