package dev.aether.ajj.cli.workspace;

import dev.aether.ajj.cli.overview.ListCommand;
import picocli.CommandLine.Command;

/** {@code ajj workspace}: the ones of jj's commands for workspaces that ajj adds something to. */
@Command(
        name = "workspace",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Add, list, rename, forget and remove workspaces with their services.",
            "",
            "The other `workspace` commands are jj's: see `jj workspace --help`."
        },
        subcommands = {
            AddCommand.class,
            ListCommand.class,
            RenameCommand.class,
            ForgetCommand.class,
            RemoveCommand.class
        })
public final class WorkspaceCommand {}
