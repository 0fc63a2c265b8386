package dev.aether.ajj.cli.workspace;

import dev.aether.ajj.cli.option.TimeoutOption;
import dev.aether.ajj.cli.output.View;
import dev.aether.ajj.cli.session.Session;
import dev.aether.ajj.cli.session.SessionCommand;
import dev.aether.ajj.lifecycle.forget.ForgetWorkspace;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ajj workspace remove WS...}. */
@Command(
        name = "remove",
        mixinStandardHelpOptions = true,
        description = {
            "Remove workspaces: their services, and their directories too.",
            "",
            "Does the same as `ajj workspace forget`, then deletes the directory. jj records its files first, so that changes"
                    + " are kept: `jj log` shows them. Files that jj ignores are lost. A workspace that jj has already"
                    + " forgotten is only removed when you confirm it, or with --yes, because jj records nothing there. The"
                    + " main and the current workspace are not removed. If a step fails, run it again."
        })
public final class RemoveCommand implements SessionCommand {
    private final ForgetWorkspace forgetWorkspace;

    @Parameters(arity = "1..*", paramLabel = "WORKSPACE", description = "Names or paths of workspaces.")
    List<String> workspaces = List.of();

    @Option(
            names = {"-y", "--yes"},
            description =
                    "Do not ask, even when files or data are lost. Without a terminal, or with --json, ajj does not ask.")
    boolean yes;

    @Mixin
    RemovalOptions removal = new RemovalOptions();

    @Mixin
    TimeoutOption timeout = new TimeoutOption();

    public RemoveCommand(ForgetWorkspace forgetWorkspace) {
        this.forgetWorkspace = forgetWorkspace;
    }

    @Override
    public String operation() {
        return "workspace_remove";
    }

    @Override
    public String interrupted() {
        return "removals in progress were finished, the rest is unchanged";
    }

    @Override
    public View run(Session session) {
        return removal.run(forgetWorkspace, session, workspaces, true, yes);
    }
}
