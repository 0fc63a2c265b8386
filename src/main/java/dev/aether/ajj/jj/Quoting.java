package dev.aether.ajj.jj;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Puts any text into the languages that jj and people read: jj's string literals, a shell's words. */
final class Quoting {
    private static final Pattern PLAIN_WORD = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    private Quoting() {}

    /** A string literal of jj's revset, fileset and template languages. */
    static String literal(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** The revset of a workspace's working-copy commit. */
    static String workingCopyOf(String workspace) {
        return literal(workspace) + "@";
    }

    /** The fileset of exactly one file. */
    static String file(String relativeToRoot) {
        return "root-file:" + literal(relativeToRoot);
    }

    /** The fileset of a file, or of all files below a directory. */
    static String below(String relativeToRoot) {
        return "root:" + literal(relativeToRoot);
    }

    /** A command as it could be typed into a shell. */
    static String shell(List<String> command) {
        return command.stream().map(Quoting::shellWord).collect(Collectors.joining(" "));
    }

    private static String shellWord(String word) {
        return PLAIN_WORD.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
