package dev.aether.ajj.cli.repository;

import dev.aether.ajj.cli.option.TimeoutOption;
import dev.aether.ajj.cli.output.View;
import dev.aether.ajj.cli.session.Session;
import dev.aether.ajj.cli.session.SessionCommand;
import dev.aether.ajj.lifecycle.cleanup.CleanUp;
import dev.aether.ajj.lifecycle.cleanup.CleanUpRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ajj cleanup}. */
@Command(
        name = "cleanup",
        mixinStandardHelpOptions = true,
        description = {
            "List orphaned resources, or remove them with --force.",
            "",
            "Orphaned resources are: containers, networks and volumes that ajj created in this repository and no workspace"
                    + " owns; workspaces that jj has forgotten, whose directory is gone, or that ajj left unfinished when"
                    + " it died; and the ports of all these. Resources that ajj did not create, or that a running ajj uses,"
                    + " stay.",
            "",
            "The data in removed resources is lost. A directory is only deleted if ajj died while adding its workspace and"
                    + " jj has recorded its content, or if ajj died while removing it and nothing has changed since."
        })
public final class CleanupCommand implements SessionCommand {
    private final CleanUp cleanUp;

    @Option(names = "--force", description = "Remove the resources. Default: only list them.")
    boolean force;

    @Option(names = "--all", description = "Include resources of repositories whose main directory no longer exists.")
    boolean all;

    @Mixin
    TimeoutOption timeout = new TimeoutOption();

    public CleanupCommand(CleanUp cleanUp) {
        this.cleanUp = cleanUp;
    }

    @Override
    public String interrupted() {
        return "removals in progress were finished, the rest is unchanged";
    }

    @Override
    public String activity() {
        return "searching for orphaned resources";
    }

    @Override
    public View run(Session session) {
        CleanUpRequest request =
                new CleanUpRequest(session.directory(), session.config(), force, all, session.deadline());
        return new CleanupView(cleanUp.cleanUp(request, session.progress()));
    }
}
