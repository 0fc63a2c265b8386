package dev.aether.ajj.jj.command;

import dev.aether.ajj.model.text.JjWord;
import dev.aether.ajj.model.text.ShellWord;
import java.util.List;
import java.util.stream.Collectors;

/** Puts any text into the languages that jj and people read: jj's string literals, a shell's words. */
public final class Quoting {
    private Quoting() {}

    /** The revset of a workspace's working-copy commit. */
    public static String workingCopyOf(String workspace) {
        return JjWord.literal(workspace) + "@";
    }

    /** The fileset of exactly one file. */
    public static String file(String relativeToRoot) {
        return "root-file:" + JjWord.literal(relativeToRoot);
    }

    /** A command as it could be typed into a shell. */
    public static String shell(List<String> command) {
        return command.stream().map(ShellWord::quoted).collect(Collectors.joining(" "));
    }
}
