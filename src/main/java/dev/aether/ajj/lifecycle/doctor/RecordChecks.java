package dev.aether.ajj.lifecycle.doctor;

import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.lifecycle.backend.StackBackends;
import dev.aether.ajj.lifecycle.recovery.AdoptStacks;
import dev.aether.ajj.lifecycle.recovery.RepositoryLocator;
import dev.aether.ajj.lifecycle.task.Memo;
import dev.aether.ajj.spi.backend.Backend;
import dev.aether.ajj.spi.backend.Stack;
import dev.aether.ajj.spi.directory.Directories;
import dev.aether.ajj.spi.machine.PortProbe;
import dev.aether.ajj.spi.report.Check;
import dev.aether.ajj.spi.report.Finding;
import dev.aether.ajj.spi.state.StateFiles;
import dev.aether.ajj.spi.vcs.Repository;
import dev.aether.ajj.spi.vcs.Tools;
import dev.aether.ajj.spi.vcs.Vcs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Checks of ajj's own files, and whether what they record is in the engine, in jj and on this machine's ports. */
public record RecordChecks(
        Vcs vcs, StateFiles files, Directories directories, PortProbe probe, RepositoryLocator locator) {

    List<Check> ofFiles(Optional<Repository> repository) {
        return files.checks(repository);
    }

    List<Check> ofRepository(Repository here, StackBackends open) {
        Memo<Snapshot> snapshot = new Memo<>(() -> Snapshot.read(here, open, files, vcs));
        List<Check> checks = new ArrayList<>(new ConsistencyChecks(here, snapshot, files, directories, probe).all());
        checks.add(identity(here, snapshot));
        return checks;
    }

    private Check identity(Repository here, Supplier<Snapshot> snapshot) {
        Problem late = new BackendProblem.Unavailable(
                "the engine does not list its containers in time", List.of("check whether it answers: docker ps"));
        List<String> sources = List.of(Backend.CHECK, Tools.JJ, StateFiles.REGISTRY, StateFiles.LEDGER);
        return Check.of(AdoptStacks.IDENTITY, sources, late, () -> {
            List<Stack> stacks = snapshot.get().stacks();
            return locator.adoptable(here, stacks).stream()
                    .findFirst()
                    .map(
                            found -> Finding.warning(
                                    AdoptStacks.IDENTITY,
                                    AdoptStacks.names(stacks, found) + " remain from " + found.root()
                                            + ", and no repository that you have used on this machine uses them",
                                    List.of(
                                            "unless another machine or container with the same engine uses them, adopt them: ajj doctor --adopt")))
                    .orElseGet(() -> Finding.ok(AdoptStacks.IDENTITY, "this repository is " + here.id()));
        });
    }
}
