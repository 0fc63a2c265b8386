package dev.aether.ajj.cli.overview;

import dev.aether.ajj.cli.output.View;
import dev.aether.ajj.cli.session.Session;
import dev.aether.ajj.cli.session.SessionCommand;
import dev.aether.ajj.lifecycle.overview.ShowStatus;
import dev.aether.ajj.lifecycle.overview.ShowStatus.StatusRequest;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code ajj status}, {@code ajj st}. */
@Command(
        name = "status",
        aliases = "st",
        mixinStandardHelpOptions = true,
        description = {
            "Show the output of `jj status`, and the state of the workspace's services.",
            "",
            "With --verbose, also show the memory of each service, which takes up to a second. `ajj st` is the same."
        })
public final class StatusCommand implements SessionCommand {
    private final ShowStatus showStatus;

    @Parameters(arity = "0..*", paramLabel = "FILESET", description = "Passed to `jj status`: which files to show.")
    List<String> filesets = List.of();

    public StatusCommand(ShowStatus showStatus) {
        this.showStatus = showStatus;
    }

    @Override
    public boolean isReadOnly() {
        return true;
    }

    @Override
    public String activity() {
        return "querying jj and the engine";
    }

    @Override
    public View run(Session session) {
        return new StatusView(showStatus.show(
                new StatusRequest(session.directory(), session.config(), filesets, session.color(), session.verbose()),
                session.progress()));
    }
}
