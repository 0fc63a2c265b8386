package dev.aether.ajj.model.text;

/** Quotes text for jj's languages. */
public final class JjWord {
    private JjWord() {}

    /** Returns a string literal for jj's revset, fileset and template languages. */
    public static String literal(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** Returns the revset of a workspace's working-copy commit. */
    public static String workingCopyOf(String workspace) {
        return literal(workspace) + "@";
    }

    /** Returns the fileset of exactly one file, relative to the workspace's root. */
    public static String file(String path) {
        return "root-file:" + literal(path);
    }

    /**
     * Returns the fileset of a file, or of all files below a directory, from any current directory.
     *
     * @param path relative to the workspace's root
     */
    public static String below(String path) {
        return "root:" + literal(path);
    }
}
