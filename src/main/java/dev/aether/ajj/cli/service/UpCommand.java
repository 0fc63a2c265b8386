package dev.aether.ajj.cli.service;

import dev.aether.ajj.cli.option.TimeoutOption;
import dev.aether.ajj.cli.output.View;
import dev.aether.ajj.cli.session.Session;
import dev.aether.ajj.cli.session.SessionCommand;
import dev.aether.ajj.lifecycle.up.UpRequest;
import dev.aether.ajj.lifecycle.up.UpWorkspace;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ajj up [--dry-run] [SERVICE...]}. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = {
            "Make the current workspace match aether.toml.",
            "",
            "What is missing is created, what died is started, what has changed in aether.toml is made anew, and what it"
                    + " does not declare any more is taken away. Then it waits until all services answer, and writes the"
                    + " injected files. When nothing is to be done, nothing is touched.",
            "",
            "Host ports stay the same, and so does the data in named volumes. What a container keeps elsewhere goes when"
                    + " it is made anew. When a service fails, the others stay up: mend it and run `ajj up` again."
        })
public final class UpCommand implements SessionCommand {
    private final UpWorkspace upWorkspace;

    @Parameters(
            arity = "0..*",
            paramLabel = "SERVICE",
            description = "Only these and what they depend on. Default: all services.")
    List<String> services = List.of();

    @Option(
            names = "--dry-run",
            description = "Show what would be created, started, recreated and removed, and why. Change nothing.")
    boolean dryRun;

    @Option(
            names = "--build",
            description =
                    "Build the images again that are built from the workspace's files (`build:` of a compose file).")
    boolean build;

    @Mixin
    TimeoutOption timeout = new TimeoutOption();

    public UpCommand(UpWorkspace upWorkspace) {
        this.upWorkspace = upWorkspace;
    }

    @Override
    public String interrupted() {
        return "what is up stays, and the rest is done when it is run again";
    }

    @Override
    public View run(Session session) {
        UpRequest request = new UpRequest(
                session.directory(), session.config(), services, session.deadline(), !session.json(), build);
        return dryRun
                ? new PlanView(upWorkspace.plan(request, session.progress()))
                : new UpView(upWorkspace.up(request, session.progress()));
    }
}
