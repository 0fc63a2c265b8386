package dev.aether.ajj.cli.repository;

import dev.aether.ajj.cli.output.View;
import dev.aether.ajj.cli.session.Session;
import dev.aether.ajj.cli.session.SessionCommand;
import dev.aether.ajj.lifecycle.init.InitConfig;
import dev.aether.ajj.lifecycle.init.InitRequest;
import dev.aether.ajj.spi.config.ConfigDrafts;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ajj init}. */
@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        description = {
            "Write an aether.toml for the compose file of the repository, or an example.",
            "",
            "Finds the compose file as Docker Compose does: compose.yaml, compose.yml, docker-compose.yml or"
                    + " docker-compose.yaml in the current directory or above it, up to the workspace's root. The new"
                    + " aether.toml names it, and proposes an [injection] with the variables that the project uses.",
            "",
            "The file is written next to .jj, or to the path given with -c. An existing file is kept."
        })
public final class InitCommand implements SessionCommand {
    private final InitConfig initConfig;

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description = "The compose file. May be given several times: later files override earlier ones.")
    List<Path> from = List.of();

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = "Include the services of this compose profile. May be given several times.")
    List<String> profiles = List.of();

    @Option(
            names = "--copy",
            description =
                    "Copy the services into aether.toml, so that the compose file is not needed any more. A compose file"
                            + " outside of the workspace needs an absolute path in --from.")
    boolean copy;

    @Option(names = "--force", description = "Overwrite an existing file.")
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
                new ConfigDrafts.Choice(
                        from.stream().map(session::path).toList(),
                        profiles,
                        copy,
                        from.stream().allMatch(Path::isAbsolute)),
                force);
        return new InitView(initConfig.init(request));
    }
}
