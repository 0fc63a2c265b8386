package dev.aether.ajj.cli.option;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * jj's global options, which ajj's commands pass to every jj that they call, so that users need not know which program
 * runs a command. jj's {@code --config NAME=VALUE} is missing, because ajj's {@code --config} is a file.
 */
public final class JjOptions {

    @Option(
            names = "--no-pager",
            hidden = true,
            scope = ScopeType.INHERIT,
            description = "Accepted as in jj: ajj never uses a pager.")
    boolean noPager;

    @Option(
            names = "--ignore-working-copy",
            hidden = true,
            scope = ScopeType.INHERIT,
            description = "Passed to jj: do not snapshot the working copy.")
    boolean ignoreWorkingCopy;

    @Option(
            names = "--ignore-immutable",
            hidden = true,
            scope = ScopeType.INHERIT,
            description = "Passed to jj: allow rewriting immutable commits.")
    boolean ignoreImmutable;

    @Option(
            names = "--debug",
            hidden = true,
            scope = ScopeType.INHERIT,
            description = "Passed to jj: enable debug logging.")
    boolean debug;

    @Option(
            names = {"--at-operation", "--at-op"},
            hidden = true,
            paramLabel = "OPERATION",
            scope = ScopeType.INHERIT,
            description = "Passed to jj: load the repository at this operation.")
    @Nullable
    String operation;

    @Option(
            names = "--config-file",
            hidden = true,
            paramLabel = "PATH",
            scope = ScopeType.INHERIT,
            description = "Passed to jj: load this jj configuration file too.")
    List<String> configFiles = List.of();

    /**
     * Refuses options that make jj ignore the working copy for commands that change something: files that jj has not
     * recorded would be lost.
     *
     * @throws Failure {@code USAGE}
     */
    public void check(boolean readOnly) {
        if (!readOnly && (ignoreWorkingCopy || operation != null)) {
            String option = ignoreWorkingCopy ? "--ignore-working-copy" : "--at-operation";
            throw new Failure(new Problem.Usage(
                    option + " is only for commands that change nothing, such as `ajj list` and `ajj status`",
                    List.of("leave " + option + " out")));
        }
    }

    /** Returns the options for jj's command line, one word each. */
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
