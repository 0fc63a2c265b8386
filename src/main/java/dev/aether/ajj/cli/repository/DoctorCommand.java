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
            "Find problems in what ajj depends on, and print how to fix them.",
            "",
            "On the machine: jj, git, the engine, its addresses for networks, disks, permissions, the ledger of host ports."
                    + " In a repository also: aether.toml, the registry, orphaned resources, missing containers,"
                    + " ports in use by other programs, and whether jj ignores injected files.",
            "",
            "Without --adopt it changes nothing. Each check is ok, warning or broken. A broken check makes some command of ajj"
                    + " fail; the exit status is then 1."
        })
public final class DoctorCommand implements SessionCommand {
    private final Diagnose diagnose;
    private final AdoptStacks adoption;

    @Option(
            names = "--adopt",
            description =
                    "First take over the services that this repository had before it was restored from a backup or"
                            + " moved to another file system, and the current workspace if it was moved.")
    boolean adopt;

    public DoctorCommand(Diagnose diagnose, AdoptStacks adoption) {
        this.diagnose = diagnose;
        this.adoption = adoption;
    }

    @Override
    public String activity() {
        return "checking";
    }

    @Override
    public View run(Session session) {
        List<Finding> adopted =
                adopt ? List.of(adoption.adopt(session.directory(), session.config(), session.progress())) : List.of();
        return new DoctorView(diagnose.diagnose(session.directory(), session.config(), session.progress())
                .after(adopted));
    }
}
