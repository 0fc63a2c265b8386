package dev.aether.ajj.jj.git;

import dev.aether.ajj.files.AtomicFile;
import dev.aether.ajj.files.RegularFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The {@code info/exclude} files of a jj repository's Git backend. They ignore files, and are never committed. */
public final class GitExcludes {
    private static final String HEADING = "# Files that ajj writes into workspaces";
    private static final Pattern SPECIAL = Pattern.compile("[\\\\*?\\[\\]]|\\s$");

    private GitExcludes() {}

    /**
     * Returns the exclude files. There are two when jj was initialised inside a Git worktree: jj reads the worktree's file, Git
     * the common one.
     *
     * @param repo the {@code .jj/repo} directory
     * @throws IOException when the repository has no Git backend
     */
    public static List<Path> of(Path repo) throws IOException {
        return GitDirectories.of(repo).stream()
                .map(git -> git.resolve("info").resolve("exclude"))
                .toList();
    }

    /**
     * Returns the line that ignores exactly this file in every workspace.
     *
     * @throws IOException when the name has a line break
     */
    public static String pattern(String file) throws IOException {
        if (file.contains("\n") || file.contains("\r")) {
            throw new IOException("a name with a line break cannot be ignored");
        }
        return "/" + SPECIAL.matcher(file).replaceAll(match -> "\\\\\\" + match.group());
    }

    /** Returns the {@link #pattern} of each file. */
    public static List<String> patterns(Collection<String> files) throws IOException {
        List<String> patterns = new ArrayList<>();
        for (String file : files) {
            patterns.add(pattern(file));
        }
        return patterns;
    }

    /**
     * Appends the lines that are missing. Does so in one write, so the user's text stays, in any encoding. The caller holds the
     * repository's lock.
     *
     * @param owner names the section: other jj repositories on the same Git repository have their own
     */
    public static void append(Path exclude, Collection<String> patterns, String owner) throws IOException {
        String content = Files.exists(exclude) ? RegularFile.text(exclude, StandardCharsets.ISO_8859_1) : "";
        Set<String> present = new HashSet<>();
        String section = "";
        for (String line : content.lines().toList()) {
            section = sectionOf(line, section);
            if (section.isEmpty() || section.equals(heading(owner))) {
                present.add(line);
            }
        }
        List<String> missing = new ArrayList<>(patterns.stream()
                .map(GitExcludes::asBytes)
                .distinct()
                .filter(line -> !present.contains(line))
                .toList());
        if (missing.isEmpty()) {
            return;
        }
        if (!section.equals(heading(owner))) {
            missing.addFirst(heading(owner));
        }
        String start = content.isEmpty() || content.endsWith("\n") ? "" : "\n";
        Files.createDirectories(exclude.getParent());
        Files.writeString(
                exclude,
                start + String.join("\n", missing) + "\n",
                StandardCharsets.ISO_8859_1,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    /**
     * Removes lines that {@link #append} has added, and the heading when no line is left below it. Replaces the file atomically;
     * other bytes stay. The caller holds the repository's lock.
     */
    public static void remove(Path exclude, Collection<String> patterns, String owner) throws IOException {
        if (!Files.exists(exclude)) {
            return;
        }
        String content = RegularFile.text(exclude, StandardCharsets.ISO_8859_1);
        Set<String> unwanted = patterns.stream().map(GitExcludes::asBytes).collect(Collectors.toSet());
        List<String> kept = new ArrayList<>();
        String section = "";
        for (String line : content.split("(?<=\n)", -1)) {
            String text = line.stripTrailing();
            String before = section;
            section = sectionOf(text, section);
            if (!section.equals(before)) {
                dropEmpty(kept, owner);
            }
            if (!section.equals(heading(owner)) || !unwanted.contains(text)) {
                kept.add(line);
            }
        }
        dropEmpty(kept, owner);
        String rest = String.join("", kept);
        if (!rest.equals(content)) {
            AtomicFile.replaceShared(exclude, rest.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    private static void dropEmpty(List<String> lines, String owner) {
        if (!lines.isEmpty() && lines.getLast().stripTrailing().equals(heading(owner))) {
            lines.removeLast();
        }
    }

    private static String heading(String owner) {
        return HEADING + " (" + owner + "):";
    }

    /** Returns the heading of the section that a line is in; empty for a line of the user's. */
    private static String sectionOf(String line, String section) {
        if (line.startsWith(HEADING)) {
            return line;
        }
        return line.startsWith("/") ? section : "";
    }

    /** Reads the line's UTF-8 bytes as Latin-1, like the file, so that lines compare byte by byte. */
    private static String asBytes(String line) {
        return new String(line.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
