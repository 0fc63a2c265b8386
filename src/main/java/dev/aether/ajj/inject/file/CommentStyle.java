package dev.aether.ajj.inject.file;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a file says that a line is a comment.
 *
 * @param opening what stands before the comment
 * @param closing what stands behind it, empty when the line's end does
 */
record CommentStyle(String opening, String closing) {
    static final CommentStyle HASH = new CommentStyle("#", "");
    private static final CommentStyle SLASHES = new CommentStyle("//", "");
    private static final CommentStyle DASHES = new CommentStyle("--", "");
    private static final CommentStyle SEMICOLON = new CommentStyle(";", "");
    private static final CommentStyle STAR = new CommentStyle("/*", " */");

    /** By the ending of the file's name; every other file takes {@code #}. */
    private static final Map<String, CommentStyle> BY_ENDING = Map.ofEntries(
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

    private static String ending(String name) {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    /** The style of a file; empty when there is none and ajj has to own the file as a whole. */
    static Optional<CommentStyle> of(String file) {
        String ending = ending(file.substring(file.lastIndexOf('/') + 1));
        return WITHOUT_COMMENTS.contains(ending) ? Optional.empty() : Optional.of(BY_ENDING.getOrDefault(ending, HASH));
    }

    String line(String text) {
        return opening + " " + text + closing;
    }
}
