package dev.aether.ajj.cli.repository;

import dev.aether.ajj.cli.output.View;
import dev.aether.ajj.cli.session.Session;
import dev.aether.ajj.cli.session.SessionCommand;
import dev.aether.ajj.lifecycle.init.InitConfig;
import dev.aether.ajj.lifecycle.init.InitRequest;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ajj init}. */
@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        description = {
            "Write an aether.toml, from a compose file where there is one.",
            "",
            "Looks for compose.yaml, compose.yml, docker-compose.yml and docker-compose.yaml in the current directory and"
                    + " above it, up to the workspace's root, as docker compose does, and reads it as docker compose does."
                    + " What aether.toml has nothing for stands in it as a comment. Without a compose file: an example to"
                    + " begin with.",
            "",
            "The file goes next to .jj, or where -c says. One that is there already stays."
        })
public final class InitCommand implements SessionCommand {
    private final InitConfig initConfig;

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description = "The compose file. May be given several times: later ones go over earlier ones.")
    List<Path> from = List.of();

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = "Take over the services of this compose profile too. May be given several times.")
    List<String> profiles = List.of();

    @Option(names = "--force", description = "Replace the file if there is one; what was in it is lost.")
    boolean force;

    public InitCommand(InitConfig initConfig) {
        this.initConfig = initConfig;
    }

    @Override
    public String interrupted() {
        return "nothing was written";
    }

    @Override
    public View run(Session session) {
        InitRequest request = new InitRequest(
                session.directory(),
                session.config(),
                from.stream().map(session::path).toList(),
                profiles,
                force);
        return new InitView(initConfig.init(request));
    }
}
