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

/** {@code ajj workspace forget WS...}. */
@Command(
        name = "forget",
        mixinStandardHelpOptions = true,
        description = {
            "Forget workspaces and remove their services.",
            "",
            "Removes the containers, the network and the volumes with all their data, and makes jj forget the workspace."
                    + " Its directory stays, as in jj. If a step fails, run it again."
        })
public final class ForgetCommand implements SessionCommand {
    private final ForgetWorkspace forgetWorkspace;

    @Parameters(
            arity = "0..*",
            paramLabel = "WORKSPACE",
            description = "Names or paths of workspaces. Default: the current one.")
    List<String> workspaces = List.of();

    @Option(
            names = {"-y", "--yes"},
            description =
                    "Do not ask, even when data in volumes is lost. Without a terminal, or with --json, ajj does not ask.")
    boolean yes;

    @Mixin
    RemovalOptions removal = new RemovalOptions();

    @Mixin
    TimeoutOption timeout = new TimeoutOption();

    public ForgetCommand(ForgetWorkspace forgetWorkspace) {
        this.forgetWorkspace = forgetWorkspace;
    }

    @Override
    public String operation() {
        return "workspace_forget";
    }

    @Override
    public String interrupted() {
        return "removals in progress were finished, the rest is unchanged";
    }

    @Override
    public View run(Session session) {
        return removal.run(forgetWorkspace, session, workspaces, false, yes);
    }
}
