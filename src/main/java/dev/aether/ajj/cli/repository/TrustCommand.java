package dev.aether.ajj.cli.repository;

import dev.aether.ajj.cli.output.View;
import dev.aether.ajj.cli.session.Session;
import dev.aether.ajj.cli.session.SessionCommand;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.lifecycle.trust.TrustRepository;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ajj trust}. */
@Command(
        name = "trust",
        mixinStandardHelpOptions = true,
        description = {
            "Allow what aether.toml or a compose file asks for beyond private services.",
            "",
            "Containers, their network, named volumes and mounts inside the workspace need no permission. Mounts of other"
                    + " files, of the engine's socket or of the whole workspace do, and so does an engine that you have not"
                    + " chosen. Without permission, `ajj up` and `ajj workspace add` ask on a terminal, and fail elsewhere.",
            "",
            "Everything that it asks for now is allowed and printed, for all workspaces of the repository. A new"
                    + " request, a clone or a copy needs permission again."
        },
        footer = {"", "In CI, the environment variable AJJ_TRUST=all allows everything."})
public final class TrustCommand implements SessionCommand {
    private final TrustRepository trustRepository;

    @Option(names = "--list", description = "List what you have allowed, for all repositories.")
    boolean list;

    @Option(names = "--revoke", description = "Revoke everything that this repository may do.")
    boolean revoke;

    public TrustCommand(TrustRepository trustRepository) {
        this.trustRepository = trustRepository;
    }

    @Override
    public View run(Session session) {
        if (list && revoke) {
            throw new Failure(new Problem.Usage(
                    "--list and --revoke exclude each other",
                    List.of("list everything: ajj trust --list", "revoke for this repository: ajj trust --revoke")));
        }
        if (list) {
            return new TrustView(trustRepository.list());
        }
        return new TrustView(
                revoke
                        ? trustRepository.revoke(session.directory())
                        : trustRepository.allow(session.directory(), session.config()));
    }
}
