package dev.aether.ajj.cli.service;

import dev.aether.ajj.cli.output.View;
import dev.aether.ajj.cli.session.Session;
import dev.aether.ajj.cli.session.SessionCommand;
import dev.aether.ajj.lifecycle.overview.ShowEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ajj env}. */
@Command(
        name = "env",
        mixinStandardHelpOptions = true,
        description = {
            "Print the workspace's environment.",
            "",
            "These are the variables of the injected .env files. `ajj run` gives them to commands, except for those that you have set yourself.",
            "",
            "With --format shell, the output also unsets variables that ajj has set in the shell for another workspace."
        },
        footer = {
            "",
            "In a shell (sh, bash, zsh), or as a line of .envrc for direnv:",
            "  eval \"$(ajj env --format shell)\""
        })
public final class EnvCommand implements SessionCommand {
    private final ShowEnvironment showEnvironment;

    /** The syntax of the output. */
    public enum Format {
        dotenv,
        shell,
        json
    }

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "How to write them: ${COMPLETION-CANDIDATES}. Default: dotenv. json is the same as --json.")
    Format format = Format.dotenv;

    public EnvCommand(ShowEnvironment showEnvironment) {
        this.showEnvironment = showEnvironment;
    }

    @Override
    public boolean isJsonRequested() {
        return format == Format.json;
    }

    @Override
    public View run(Session session) {
        return new EnvView(
                showEnvironment.show(session.directory(), session.process().environment(), session.progress()),
                format == Format.shell);
    }
}
