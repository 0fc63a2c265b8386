package dev.aether.ajj.cli.completion;

import dev.aether.ajj.cli.output.View;
import dev.aether.ajj.cli.session.Session;
import dev.aether.ajj.cli.session.SessionCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ajj completion SHELL}. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = {
            "Print a script by which a shell completes command lines of ajj.",
            "",
            "It completes commands, options and their values, and the names of workspaces and services. For jj's commands,"
                    + " it offers what jj offers.",
        },
        footer = {
            "",
            "Install for bash, with the package bash-completion:",
            "  mkdir -p ~/.local/share/bash-completion/completions",
            "  ajj completion bash > ~/.local/share/bash-completion/completions/ajj",
            "Without that package, in ~/.bashrc:",
            "  eval \"$(ajj completion bash)\"",
            "",
            "Install for zsh:",
            "  mkdir -p ~/.zfunc",
            "  ajj completion zsh > ~/.zfunc/_ajj",
            "and in ~/.zshrc, before an existing `compinit`:",
            "  fpath=(~/.zfunc $fpath)",
            "  autoload -Uz compinit && compinit",
            "",
            "Install for fish:",
            "  mkdir -p ~/.config/fish/completions",
            "  ajj completion fish > ~/.config/fish/completions/ajj.fish",
            "",
            "Then start a new shell. After an update of ajj, print the script again."
        })
public final class CompletionCommand implements SessionCommand {

    @Spec
    CommandSpec spec;

    @Parameters(paramLabel = "SHELL", description = "The shell: ${COMPLETION-CANDIDATES}.")
    Shell shell = Shell.bash;

    @Override
    public View run(Session session) {
        return new CompletionView(shell, shell.script(spec.root()));
    }
}
