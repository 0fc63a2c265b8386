package dev.aether.ajj.cli;

import dev.aether.ajj.cli.completion.CompletionCommand;
import dev.aether.ajj.cli.completion.NamesCommand;
import dev.aether.ajj.cli.help.HelpCommand;
import dev.aether.ajj.cli.option.GlobalOptions;
import dev.aether.ajj.cli.option.JjOptions;
import dev.aether.ajj.cli.overview.ListCommand;
import dev.aether.ajj.cli.overview.StatusCommand;
import dev.aether.ajj.cli.repository.CleanupCommand;
import dev.aether.ajj.cli.repository.DoctorCommand;
import dev.aether.ajj.cli.repository.InitCommand;
import dev.aether.ajj.cli.repository.TrustCommand;
import dev.aether.ajj.cli.service.DownCommand;
import dev.aether.ajj.cli.service.EnvCommand;
import dev.aether.ajj.cli.service.ExecCommand;
import dev.aether.ajj.cli.service.LogsCommand;
import dev.aether.ajj.cli.service.RunCommand;
import dev.aether.ajj.cli.service.UpCommand;
import dev.aether.ajj.cli.workspace.WorkspaceCommand;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ajj} itself: its commands, and the options that all of them have. */
@Command(
        name = "ajj",
        mixinStandardHelpOptions = true,
        versionProvider = AjjVersion.class,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Jujutsu workspaces, each with its own services.",
            "",
            "A workspace added with ajj gets the services that aether.toml declares, in containers with their own"
                    + " network, volumes and host ports, and an .env with their addresses.",
            "",
            "Every command that is not listed here goes to jj unchanged: `ajj log` is `jj log`. Options that jj has for all"
                    + " its commands, such as `--no-pager`, may be given to those listed here too: they are passed to every"
                    + " jj command that ajj runs. `--ignore-working-copy` and `--at-operation` are for `list` and `status` only."
        },
        footer = {
            "",
            "Start: ajj init, commit the aether.toml that it writes, then",
            "  ajj workspace add ../feature && cd ../feature && ajj run -- YOUR COMMAND"
        })
public final class AjjCommand {
    /**
     * The commands, in the order of the help text. Not in the annotation, with which picocli would model all of them
     * for each call. That takes longer than most calls.
     */
    static final List<Class<?>> COMMANDS = List.of(
            InitCommand.class,
            WorkspaceCommand.class,
            UpCommand.class,
            DownCommand.class,
            RunCommand.class,
            ExecCommand.class,
            LogsCommand.class,
            EnvCommand.class,
            ListCommand.class,
            StatusCommand.class,
            TrustCommand.class,
            CleanupCommand.class,
            DoctorCommand.class,
            CompletionCommand.class,
            NamesCommand.class,
            HelpCommand.class);

    @Mixin
    GlobalOptions options = new GlobalOptions();

    @Mixin
    JjOptions jjOptions = new JjOptions();
}
