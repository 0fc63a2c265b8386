package dev.aether.ajj.cli.workspace;

import dev.aether.ajj.cli.option.TimeoutOption;
import dev.aether.ajj.cli.output.View;
import dev.aether.ajj.cli.session.Session;
import dev.aether.ajj.cli.session.SessionCommand;
import dev.aether.ajj.lifecycle.forget.ForgetWorkspace;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
            "As `ajj workspace forget`, and then deletes the directory. jj records what is in it first, so that changes are"
                    + " kept: `jj log` shows them. Files that jj ignores are lost. A workspace that jj has already forgotten"
                    + " goes only when you agree, or with --yes: jj records nothing there. The main workspace, and the one that you are in, are not removed. If a step fails, run it again."
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
        return "what it had begun is finished, the rest is as it was";
    }

    @Override
    public View run(Session session) {
        return removal.run(forgetWorkspace, session, workspaces, Optional.of(session.path(Path.of(""))), yes);
    }
}
