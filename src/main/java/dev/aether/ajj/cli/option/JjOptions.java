package dev.aether.ajj.cli.option;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * Options that jj has for all its commands, and that ajj's commands pass through to every jj that they call. Users need
 * not know whose a command is. jj's {@code --config NAME=VALUE} is not among them: ajj's is a file.
 */
public final class JjOptions {

    @Option(
            names = "--no-pager",
            hidden = true,
            scope = ScopeType.INHERIT,
            description = "Taken for jj's sake: ajj never uses a pager.")
    boolean noPager;

    @Option(
            names = "--ignore-working-copy",
            hidden = true,
            scope = ScopeType.INHERIT,
            description = "Handed to jj: do not snapshot the working copy.")
    boolean ignoreWorkingCopy;

    @Option(
            names = "--ignore-immutable",
            hidden = true,
            scope = ScopeType.INHERIT,
            description = "Handed to jj: immutable commits may be rewritten.")
    boolean ignoreImmutable;

    @Option(names = "--debug", hidden = true, scope = ScopeType.INHERIT, description = "Handed to jj: log more.")
    boolean debug;

    @Option(
            names = {"--at-operation", "--at-op"},
            hidden = true,
            paramLabel = "OPERATION",
            scope = ScopeType.INHERIT,
            description = "Handed to jj: look at the repository as it was then.")
    @Nullable
    String operation;

    @Option(
            names = "--config-file",
            hidden = true,
            paramLabel = "PATH",
            scope = ScopeType.INHERIT,
            description = "Handed to jj: read this configuration of jj's too.")
    List<String> configFiles = List.of();

    /**
     * Refuses options that make jj ignore the working copy where a command changes something: files that jj has not
     * recorded would be lost.
     *
     * @param readOnly whether the command changes nothing
     * @throws Failure {@code USAGE}
     */
    public void check(boolean readOnly) {
        if (!readOnly && (ignoreWorkingCopy || operation != null)) {
            String option = ignoreWorkingCopy ? "--ignore-working-copy" : "--at-operation";
            throw new Failure(new Problem.Usage(
                    option + " is for commands that only look, such as `ajj list` and `ajj status`",
                    List.of("leave " + option + " out")));
        }
    }

    /** As they are written on jj's command line, each in one word. */
    public List<String> words() {
        List<String> words = new ArrayList<>();
        if (ignoreWorkingCopy) {
            words.add("--ignore-working-copy");
        }
        if (ignoreImmutable) {
            words.add("--ignore-immutable");
        }
        if (debug) {
            words.add("--debug");
        }
        if (operation != null) {
            words.add("--at-operation=" + operation);
        }
        configFiles.forEach(file -> words.add("--config-file=" + file));
        return words;
    }
}
