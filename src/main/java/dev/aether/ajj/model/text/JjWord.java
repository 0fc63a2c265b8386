package dev.aether.ajj.model.text;

/** Text in jj's own languages. */
public final class JjWord {
    private JjWord() {}

    /** A string literal of jj's revset, fileset and template languages. */
    public static String literal(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /**
     * The fileset of a file, or of all files below a directory; the current directory does not matter.
     *
     * @param path relative to the workspace's root
     */
    public static String below(String path) {
        return "root:" + literal(path);
    }
}
