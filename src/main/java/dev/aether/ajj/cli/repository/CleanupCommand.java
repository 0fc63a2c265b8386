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
            "Find what is left over and belongs to nobody, and remove it with --force.",
            "",
            "These are: containers, networks and volumes that ajj made in this repository and no workspace owns; workspaces"
                    + " that jj has forgotten, whose directory is gone, or that ajj died at; and the ports of them all."
                    + " Nothing is touched that ajj has not made, or that an ajj is at work on.",
            "",
            "The data of what is removed is lost. A directory goes only where ajj died while adding the workspace, and jj has"
                    + " recorded all that is in it; or where ajj died while removing it, and nothing in it has changed since."
        })
public final class CleanupCommand implements SessionCommand {
    private final CleanUp cleanUp;

    @Option(names = "--force", description = "Remove what is found. Without it, it is only named.")
    boolean force;

    @Option(
            names = "--all",
            description = "Also what was made for repositories whose main directory does not exist any more.")
    boolean all;

    @Mixin
    TimeoutOption timeout = new TimeoutOption();

    public CleanupCommand(CleanUp cleanUp) {
        this.cleanUp = cleanUp;
    }

    @Override
    public String interrupted() {
        return "what it had begun is finished, the rest is as it was";
    }

    @Override
    public View run(Session session) {
        CleanUpRequest request =
                new CleanUpRequest(session.directory(), session.config(), force, all, session.deadline());
        return new CleanupView(cleanUp.cleanUp(request, session.progress()));
    }
}
