package dev.aether.ajj.cli.service;

import dev.aether.ajj.cli.output.View;
import dev.aether.ajj.cli.session.Session;
import dev.aether.ajj.cli.session.SessionCommand;
import dev.aether.ajj.error.ExitStatus;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.lifecycle.overview.RunInWorkspace;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code ajj run -- CMD...}. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Run a command with the workspace's environment.",
            "",
            "The variables come from the injected .env files. A variable that you have set yourself keeps its value. One"
                    + " that ajj has set for another workspace is replaced by this workspace's, or removed. The command"
                    + " replaces ajj's process: terminal, signals and exit status are its own."
        },
        exitCodeListHeading = "%nExit status: the command's, or%n",
        exitCodeList = {
            "125:ajj failed before the command was started",
            "126:the command was found but cannot be executed",
            "127:the command was not found"
        })
public final class RunCommand implements SessionCommand {
    private final RunInWorkspace runInWorkspace;

    @Parameters(arity = "1..*", paramLabel = "CMD", description = "The command and its arguments.")
    List<String> command = List.of();

    public RunCommand(RunInWorkspace runInWorkspace) {
        this.runInWorkspace = runInWorkspace;
    }

    @Override
    public boolean runsAnotherProgram() {
        return true;
    }

    @Override
    public View run(Session session) {
        return new ExitView(runInWorkspace.run(
                session.directory(), command, session.process().environment(), session.progress()));
    }

    /** Distinguishes a command that was not started from one that failed, as {@code env} does. */
    @Override
    public int exitStatus(Failure failure) {
        return failure.first() instanceof Problem.CannotStart cannotStart
                ? cannotStart.exitStatus()
                : ExitStatus.RUN_FAILED;
    }
}
