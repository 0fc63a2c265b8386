package dev.aether.ajj.cli.completion;

import dev.aether.ajj.model.text.Word;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The completions of a value.
 *
 * @param label the value's name in the help text: {@code SERVICE}
 * @param words the words for {@link Kind#WORDS}; else empty
 */
record Offer(Kind kind, String label, List<String> words) {

    /** The source of the completions. */
    enum Kind implements Word {
        /** A few fixed words. */
        WORDS,
        /** Names from ajj. */
        SERVICES,
        /** Names from ajj; a path is possible too. */
        WORKSPACES,
        FILE,
        DIRECTORY,
        /** A command of this machine and its arguments. */
        COMMAND,
        /** Values from jj. */
        JJ,
        /** Free text without completions. */
        TEXT
    }

    /** The labels of the synopsis determine the kind, so a new command with these labels needs no entry here. */
    private static final Map<String, Kind> BY_LABEL = Map.of(
            "SERVICE", Kind.SERVICES,
            "WORKSPACE", Kind.WORKSPACES,
            "FILE", Kind.FILE,
            "DIR", Kind.DIRECTORY,
            "DEST", Kind.DIRECTORY,
            "MODE", Kind.JJ,
            "REVSETS", Kind.JJ,
            "FILESET", Kind.JJ);

    /** As the first argument, a command of this machine; after a service, a command in a container. */
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
        boolean first = argument instanceof PositionalParamSpec positional
                && positional.index().min() == 0;
        if (first && argument.paramLabel().equals(COMMAND_LABEL)) {
            return Kind.COMMAND;
        }
        return BY_LABEL.getOrDefault(argument.paramLabel(), Kind.TEXT);
    }
}
