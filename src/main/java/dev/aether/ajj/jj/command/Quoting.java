package dev.aether.ajj.jj.command;

import dev.aether.ajj.model.text.ShellWord;
import java.util.List;
import java.util.stream.Collectors;

/** Puts any text into the languages that jj and people read: jj's string literals, a shell's words. */
public final class Quoting {
    private Quoting() {}

    /** A string literal of jj's revset, fileset and template languages. */
    public static String literal(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** The revset of a workspace's working-copy commit. */
    public static String workingCopyOf(String workspace) {
        return literal(workspace) + "@";
    }

    /** The fileset of exactly one file. */
    public static String file(String relativeToRoot) {
        return "root-file:" + literal(relativeToRoot);
    }

    /** The fileset of a file, or of all files below a directory. */
    public static String below(String relativeToRoot) {
        return "root:" + literal(relativeToRoot);
    }

    /** A command as it could be typed into a shell. */
    public static String shell(List<String> command) {
        return command.stream().map(ShellWord::quoted).collect(Collectors.joining(" "));
    }
}
