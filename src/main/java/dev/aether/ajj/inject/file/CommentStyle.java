package dev.aether.ajj.inject.file;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The syntax of a comment line in a kind of file.
 *
 * @param opening text before the comment
 * @param closing text after the comment; empty if the comment ends with the line
 */
record CommentStyle(String opening, String closing) {
    static final CommentStyle HASH = new CommentStyle("#", "");
    private static final CommentStyle SLASHES = new CommentStyle("//", "");
    private static final CommentStyle DASHES = new CommentStyle("--", "");
    private static final CommentStyle SEMICOLON = new CommentStyle(";", "");
    private static final CommentStyle STAR = new CommentStyle("/*", " */");

    /** By file extension; other files use {@code #}. */
    private static final Map<String, CommentStyle> BY_EXTENSION = Map.ofEntries(
            Map.entry("js", SLASHES),
            Map.entry("mjs", SLASHES),
            Map.entry("cjs", SLASHES),
            Map.entry("ts", SLASHES),
            Map.entry("mts", SLASHES),
            Map.entry("cts", SLASHES),
            Map.entry("jsonc", SLASHES),
            Map.entry("json5", SLASHES),
            Map.entry("java", SLASHES),
            Map.entry("kt", SLASHES),
            Map.entry("kts", SLASHES),
            Map.entry("gradle", SLASHES),
            Map.entry("go", SLASHES),
            Map.entry("rs", SLASHES),
            Map.entry("swift", SLASHES),
            Map.entry("dart", SLASHES),
            Map.entry("c", SLASHES),
            Map.entry("h", SLASHES),
            Map.entry("cc", SLASHES),
            Map.entry("cpp", SLASHES),
            Map.entry("cs", SLASHES),
            Map.entry("scala", SLASHES),
            Map.entry("sql", DASHES),
            Map.entry("lua", DASHES),
            Map.entry("hs", DASHES),
            Map.entry("ini", SEMICOLON),
            Map.entry("css", STAR),
            Map.entry("scss", STAR));

    private static final Set<String> WITHOUT_COMMENTS =
            Set.of("json", "xml", "html", "htm", "svg", "md", "txt", "csv", "tsv", "pem", "crt", "key", "php");

    private static String extension(String name) {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    /** Returns the style of a file; empty if such files have no comments, so that ajj has to own the whole file. */
    static Optional<CommentStyle> of(String file) {
        String extension = extension(file.substring(file.lastIndexOf('/') + 1));
        return WITHOUT_COMMENTS.contains(extension)
                ? Optional.empty()
                : Optional.of(BY_EXTENSION.getOrDefault(extension, HASH));
    }

    String line(String text) {
        return opening + " " + text + closing;
    }
}
