package dev.aether.ajj.cli.completion;

import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Model.ArgSpec;

/**
 * What a shell offers where a value is expected.
 *
 * @param label as help calls the value: {@code SERVICE}
 * @param words the words, for {@link Kind#WORDS}; else empty
 */
record Offer(Kind kind, String label, List<String> words) {

    /** Where the offered values come from. */
    enum Kind {
        /** A few fixed words. */
        WORDS,
        /** ajj knows the names. */
        SERVICES,
        /** ajj knows the names; a path is possible too. */
        WORKSPACES,
        FILE,
        DIRECTORY,
        /** A command of this machine and its arguments. */
        COMMAND,
        /** jj knows the values. */
        JJ,
        /** Whatever the user likes: nothing is offered. */
        TEXT;

        /** As the scripts call it. */
        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** The labels of the synopsis say what a value is, so a new command that uses them is completed at once. */
    private static final Map<String, Kind> BY_LABEL = Map.of(
            "SERVICE", Kind.SERVICES,
            "WORKSPACE", Kind.WORKSPACES,
            "FILE", Kind.FILE,
            "DIR", Kind.DIRECTORY,
            "DEST", Kind.DIRECTORY,
            "MODE", Kind.JJ,
            "REVSETS", Kind.JJ,
            "FILESET", Kind.JJ);

    /** A command runs on this machine when it comes first; after a service it runs in a container. */
    private static final String COMMAND_LABEL = "CMD";

    static Offer of(ArgSpec argument) {
        if (argument.completionCandidates() != null) {
            List<String> words = StreamSupport.stream(
                            argument.completionCandidates().spliterator(), false)
                    .toList();
            return new Offer(Kind.WORDS, argument.paramLabel(), words);
        }
        return new Offer(kind(argument), argument.paramLabel(), List.of());
    }

    private static Kind kind(ArgSpec argument) {
        boolean first = argument instanceof picocli.CommandLine.Model.PositionalParamSpec positional
                && positional.index().min() == 0;
        if (first && argument.paramLabel().equals(COMMAND_LABEL)) {
            return Kind.COMMAND;
        }
        return BY_LABEL.getOrDefault(argument.paramLabel(), Kind.TEXT);
    }
}
