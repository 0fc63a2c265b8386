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
            "Make the current workspace match aether.toml or the compose file.",
            "",
            "Creates missing services, starts stopped ones, recreates those whose declaration has changed, and removes"
                    + " those that are no longer declared. Then waits until all services are ready, and writes the injected"
                    + " files. A workspace that matches already is not changed.",
            "",
            "Host ports and the data in named volumes stay. Data outside named volumes is lost when a container"
                    + " is recreated. When a service fails, the others stay up: fix it and run `ajj up` again."
        })
public final class UpCommand implements SessionCommand {
    private final UpWorkspace upWorkspace;

    @Parameters(
            arity = "0..*",
            paramLabel = "SERVICE",
            description = "Only these services and what they depend on. Default: all.")
    List<String> services = List.of();

    @Option(
            names = "--dry-run",
            description = "Show what would be created, started, recreated and removed, and why. Change nothing.")
    boolean dryRun;

    @Option(
            names = "--build",
            description = "Rebuild the images that are built from the workspace's files (`build:` of a compose file).")
    boolean build;

    @Mixin
    TimeoutOption timeout = new TimeoutOption();

    public UpCommand(UpWorkspace upWorkspace) {
        this.upWorkspace = upWorkspace;
    }

    @Override
    public String interrupted() {
        return "services that are up stay";
    }

    @Override
    public String activity() {
        return "reading the declaration of services";
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
