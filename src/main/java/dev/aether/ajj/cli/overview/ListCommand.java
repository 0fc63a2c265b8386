package dev.aether.ajj.cli.overview;

import dev.aether.ajj.cli.output.View;
import dev.aether.ajj.cli.session.Session;
import dev.aether.ajj.cli.session.SessionCommand;
import dev.aether.ajj.lifecycle.overview.ListWorkspaces;
import dev.aether.ajj.spi.report.Progress;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ajj list}, {@code ajj workspace list}. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = {
            "List all workspaces with their services.",
            "",
            "A star marks the current workspace. AGE is the time since ajj added it, and CHANGE is its working-copy change. PATH"
                    + " is relative to the current or the home directory. A narrow terminal shows no AGE and no CHANGE."
        })
public final class ListCommand implements SessionCommand {
    /** Short for a user who waits, and long compared to a query's 0.1 s. */
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private final ListWorkspaces listWorkspaces;

    @Option(
            names = {"-w", "--watch"},
            description = "On a terminal, check every 2 seconds and redraw the list when it changes, until Ctrl-C.")
    boolean watch;

    public ListCommand(ListWorkspaces listWorkspaces) {
        this.listWorkspaces = listWorkspaces;
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
        return watch
                ? new WatchView(() -> list(session, Progress.SILENT), INTERVAL)
                : list(session, session.progress());
    }

    private ListView list(Session session, Progress progress) {
        return new ListView(
                listWorkspaces.list(session.directory(), session.config(), progress), session.path(Path.of("")));
    }
}
