package dev.aether.ajj.cli.workspace;

import dev.aether.ajj.cli.option.TimeoutOption;
import dev.aether.ajj.cli.output.View;
import dev.aether.ajj.cli.session.Session;
import dev.aether.ajj.cli.session.SessionCommand;
import dev.aether.ajj.lifecycle.workspace.RenameWorkspace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ajj workspace rename NAME}. */
@Command(
        name = "rename",
        mixinStandardHelpOptions = true,
        description = {
            "Rename the current workspace.",
            "",
            "Runs `jj workspace rename`, and records the new name. The directory, the containers and the host ports do not"
                    + " change."
        })
public final class RenameCommand implements SessionCommand {
    private final RenameWorkspace renameWorkspace;

    @Parameters(paramLabel = "NAME", description = "The new name.")
    String name = "";

    @Mixin
    TimeoutOption timeout = new TimeoutOption();

    public RenameCommand(RenameWorkspace renameWorkspace) {
        this.renameWorkspace = renameWorkspace;
    }

    @Override
    public String operation() {
        return "workspace_rename";
    }

    @Override
    public View run(Session session) {
        return new RenameView(
                renameWorkspace.rename(session.directory(), name, session.deadline(), session.progress()));
    }
}
