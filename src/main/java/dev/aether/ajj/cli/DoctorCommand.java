package dev.aether.ajj.cli;

import dev.aether.ajj.cli.output.View;
import dev.aether.ajj.lifecycle.Diagnose;
import picocli.CommandLine.Command;

/** {@code ajj doctor}. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Look for what is wrong with what ajj works with, and say how to mend it.",
            "",
            "On the machine: jj, git, the engine, its addresses for networks, disks, permissions, the ledger of host ports."
                    + " In a repository also: aether.toml, the registry, what is left over, containers that are missing,"
                    + " ports that another program took, and whether jj leaves injected files alone.",
            "",
            "Nothing is changed. Each line says ok, warning or broken. The exit status is 1 when something is broken: then"
                    + " some command of ajj fails because of it."
        })
public final class DoctorCommand implements SessionCommand {
    private final Diagnose diagnose;

    public DoctorCommand(Diagnose diagnose) {
        this.diagnose = diagnose;
    }

    @Override
    public String operation() {
        return "doctor";
    }

    @Override
    public View run(Session session) {
        return new View.Diagnosed(diagnose.diagnose(session.directory(), session.config(), session.progress()));
    }
}
