package dev.aether.ajj.inject.file;

import java.util.Locale;
import java.util.Optional;

/** The syntax of a comment line; {@code closing} is empty if the comment ends with the line. */
record CommentStyle(String opening, String closing) {
    static final CommentStyle HASH = new CommentStyle("#", "");
    private static final CommentStyle SLASHES = new CommentStyle("//", "");
    private static final CommentStyle DASHES = new CommentStyle("--", "");
    private static final CommentStyle SEMICOLON = new CommentStyle(";", "");
    private static final CommentStyle STAR = new CommentStyle("/*", " */");

    /** Returns the style of a file; empty if such files have no comments, so that ajj has to own the whole file. */
    static Optional<CommentStyle> of(String file) {
        String name = file.substring(file.lastIndexOf('/') + 1);
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return switch (extension) {
            case "js", "mjs", "cjs", "ts", "mts", "cts", "jsonc", "json5" -> Optional.of(SLASHES);
            case "java", "kt", "kts", "gradle", "scala", "go", "rs", "swift", "dart" -> Optional.of(SLASHES);
            case "c", "h", "cc", "cpp", "cs" -> Optional.of(SLASHES);
            case "sql", "lua", "hs" -> Optional.of(DASHES);
            case "ini" -> Optional.of(SEMICOLON);
            case "css", "scss" -> Optional.of(STAR);
            case "json", "xml", "html", "htm", "svg", "md", "txt", "csv", "tsv" -> Optional.empty();
            case "pem", "crt", "key", "php" -> Optional.empty();
            default -> Optional.of(HASH);
        };
    }

    String line(String text) {
        return opening + " " + text + closing;
    }
}
