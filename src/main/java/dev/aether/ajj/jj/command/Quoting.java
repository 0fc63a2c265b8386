package dev.aether.ajj.jj.command;

import dev.aether.ajj.model.text.JjWord;
import dev.aether.ajj.model.text.ShellWord;
import java.util.List;
import java.util.stream.Collectors;

/** Quotes names for jj's revsets and filesets, and commands for a shell. */
public final class Quoting {
    private Quoting() {}

    /** Returns the revset of a workspace's working-copy commit. */
    public static String workingCopyOf(String workspace) {
        return JjWord.literal(workspace) + "@";
    }

    /** Returns the fileset of exactly one file. */
    public static String file(String relativeToRoot) {
        return "root-file:" + JjWord.literal(relativeToRoot);
    }

    /** Returns a command as it is typed into a shell. */
    public static String shell(List<String> command) {
        return command.stream().map(ShellWord::quoted).collect(Collectors.joining(" "));
    }
}
