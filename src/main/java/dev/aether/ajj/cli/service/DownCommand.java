package dev.aether.ajj.cli.service;

import dev.aether.ajj.cli.option.AbandonOption;
import dev.aether.ajj.cli.option.TimeoutOption;
import dev.aether.ajj.cli.output.View;
import dev.aether.ajj.cli.session.Session;
import dev.aether.ajj.cli.session.SessionCommand;
import dev.aether.ajj.lifecycle.up.DownRequest;
import dev.aether.ajj.lifecycle.up.DownWorkspace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ajj down}. */
@Command(
        name = "down",
        mixinStandardHelpOptions = true,
        description = {
            "Remove the current workspace's services.",
            "",
            "Removes the containers and the network, and withdraws the injected files. The host ports that ajj chose"
                    + " stay reserved, fixed ones are released, and the named volumes keep their data: `ajj up` recreates the services. Data outside"
                    + " named volumes is lost.",
            "",
            "To remove the workspace with its data: `ajj workspace forget`."
        })
public final class DownCommand implements SessionCommand {
    private final DownWorkspace downWorkspace;

    @Option(names = "--volumes", description = "Remove the named volumes too, with all their data.")
    boolean volumes;

    @Mixin
    AbandonOption abandon = new AbandonOption();

    @Mixin
    TimeoutOption timeout = new TimeoutOption();

    public DownCommand(DownWorkspace downWorkspace) {
        this.downWorkspace = downWorkspace;
    }

    @Override
    public String interrupted() {
        return "what it has not removed yet stays";
    }

    @Override
    public String activity() {
        return "querying the engine";
    }

    @Override
    public View run(Session session) {
        DownRequest request =
                new DownRequest(session.directory(), session.config(), volumes, abandon.isSet(), session.deadline());
        return new DownView(downWorkspace.down(request, session.progress()));
    }
}
