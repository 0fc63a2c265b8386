package dev.aether.ajj.cli.completion;

import dev.aether.ajj.cli.output.View;
import dev.aether.ajj.cli.session.Session;
import dev.aether.ajj.cli.session.SessionCommand;
import dev.aether.ajj.lifecycle.workspace.KnownNames;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code ajj __complete KIND}: returns names to the scripts of {@code ajj completion}. */
@Command(
        name = "__complete",
        hidden = true,
        mixinStandardHelpOptions = true,
        description = "Print names for a shell to offer, one on each line.")
public final class NamesCommand implements SessionCommand {
    private final KnownNames knownNames;

    /** The kind of the names. */
    public enum Kind {
        services,
        workspaces
    }

    @Parameters(paramLabel = "KIND", description = "Names of what: ${COMPLETION-CANDIDATES}.")
    Kind kind = Kind.workspaces;

    public NamesCommand(KnownNames knownNames) {
        this.knownNames = knownNames;
    }

    @Override
    public String operation() {
        return "complete";
    }

    @Override
    public View run(Session session) {
        return new NamesView(
                switch (kind) {
                    case services -> knownNames.services(session.directory(), session.config());
                    case workspaces -> knownNames.workspaces(session.directory());
                });
    }
}
