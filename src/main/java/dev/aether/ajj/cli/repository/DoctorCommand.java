package dev.aether.ajj.cli.repository;

import dev.aether.ajj.cli.output.View;
import dev.aether.ajj.cli.session.Session;
import dev.aether.ajj.cli.session.SessionCommand;
import dev.aether.ajj.lifecycle.doctor.Diagnose;
import dev.aether.ajj.lifecycle.recovery.AdoptStacks;
import dev.aether.ajj.spi.report.Finding;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

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
            "Nothing is changed without --adopt. Each line says ok, warning or broken. The exit status is 1 when something is broken: then"
                    + " some command of ajj fails because of it."
        })
public final class DoctorCommand implements SessionCommand {
    private final Diagnose diagnose;
    private final AdoptStacks adoption;

    @Option(
            names = "--adopt",
            description =
                    "First take over the services that this repository had before it was restored from a backup or"
                            + " moved to another file system, and the workspace that ajj is called in.")
    boolean adopt;

    public DoctorCommand(Diagnose diagnose, AdoptStacks adoption) {
        this.diagnose = diagnose;
        this.adoption = adoption;
    }

    @Override
    public View run(Session session) {
        List<Finding> adopted =
                adopt ? List.of(adoption.adopt(session.directory(), session.config(), session.progress())) : List.of();
        return new DoctorView(diagnose.diagnose(session.directory(), session.config(), session.progress())
                .after(adopted));
    }
}
