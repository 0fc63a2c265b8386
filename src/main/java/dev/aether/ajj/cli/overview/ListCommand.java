package dev.aether.ajj.cli.overview;

import dev.aether.ajj.cli.output.View;
import dev.aether.ajj.cli.session.Session;
import dev.aether.ajj.cli.session.SessionCommand;
import dev.aether.ajj.lifecycle.overview.ListWorkspaces;
import picocli.CommandLine.Command;

/** {@code ajj list}, {@code ajj workspace list}. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = {"List all workspaces with their services.", "", "The current one is marked with a star."})
public final class ListCommand implements SessionCommand {
    private final ListWorkspaces listWorkspaces;

    public ListCommand(ListWorkspaces listWorkspaces) {
        this.listWorkspaces = listWorkspaces;
    }

    @Override
    public boolean isReadOnly() {
        return true;
    }

    @Override
    public View run(Session session) {
        return new ListView(listWorkspaces.list(session.directory(), session.config(), session.progress()));
    }
}
