package dev.aether.ajj.lifecycle.doctor;

import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.ConfigProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.JjProblem;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.error.WorkspaceProblem;
import dev.aether.ajj.lifecycle.backend.Backends;
import dev.aether.ajj.lifecycle.backend.StackBackends;
import dev.aether.ajj.lifecycle.inject.SecrecyCheck;
import dev.aether.ajj.lifecycle.recovery.AdoptStacks;
import dev.aether.ajj.lifecycle.recovery.RepositoryLocator;
import dev.aether.ajj.lifecycle.task.Memo;
import dev.aether.ajj.model.config.AetherConfig;
import dev.aether.ajj.model.config.BackendSpec;
import dev.aether.ajj.model.text.ShellWord;
import dev.aether.ajj.spi.backend.Backend;
import dev.aether.ajj.spi.backend.Stack;
import dev.aether.ajj.spi.config.ConfigSource;
import dev.aether.ajj.spi.directory.Directories;
import dev.aether.ajj.spi.machine.PortProbe;
import dev.aether.ajj.spi.report.Check;
import dev.aether.ajj.spi.report.Finding;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.spi.state.StateFiles;
import dev.aether.ajj.spi.vcs.Repository;
import dev.aether.ajj.spi.vcs.Tools;
import dev.aether.ajj.spi.vcs.Vcs;
import dev.aether.ajj.spi.vcs.Vcs.VcsWorkspace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code ajj doctor}: checks everything that ajj depends on. Changes nothing, and continues after each fault. */
public record Diagnose(
        Vcs vcs,
        Tools tools,
        StateFiles files,
        ConfigSource configs,
        Backends backends,
        PortProbe probe,
        Directories directories,
        RepositoryLocator locator) {
    /** More than the timeout of an engine's first answer. */
    private static final Duration LIMIT = Duration.ofSeconds(15);

    private static final String REPOSITORY = "repository";
    private static final String CONFIGURATION = "configuration";

    /** A value that checks need, or the failure to get it. */
    private record Attempt<T>(Optional<T> result, Optional<Failure> failure) {
        static <T> Attempt<T> at(Supplier<T> work) {
            try {
                return new Attempt<>(Optional.of(work.get()), Optional.empty());
            } catch (Failure failure) {
                return new Attempt<>(Optional.empty(), Optional.of(failure));
            }
        }

        Check failing(String name) {
            return new Check(name, List.of(), failure.orElseThrow().first(), () -> {
                throw failure.orElseThrow();
            });
        }
    }

    /**
     * Checks the machine, and the repository around a directory if there is one.
     *
     * @throws Failure {@code INTERRUPTED}
     */
    public Diagnosis diagnose(Path directory, Optional<Path> explicitConfig, Progress progress) {
        Attempt<Repository> place = Attempt.at(() -> vcs.locate(directory));
        Path root = place.result().map(Repository::workspaceRoot).orElse(directory);
        Attempt<AetherConfig> config = Attempt.at(() -> configs.loadWithTemplates(explicitConfig, directory, root));
        BackendSpec spec = config.result().map(AetherConfig::backend).orElse(BackendSpec.DEFAULT);
        Attempt<Backend> backend = Attempt.at(() -> backends.open(spec, progress));
        List<Check> checks = new ArrayList<>(tools.checks(place.result()));
        checks.add(repository(directory, place));
        if (place.result().isPresent() || explicitConfig.isPresent()) {
            checks.add(configuration(config, explicitConfig));
        }
        backend.result()
                .ifPresentOrElse(
                        found -> checks.addAll(found.checks()), () -> checks.add(backend.failing(Backend.CHECK)));
        checks.addAll(files.checks(place.result()));
        Optional<StackBackends> open =
                place.result().map(here -> backends.forStacks(here, explicitConfig, directory, progress));
        place.result().ifPresent(here -> checks.addAll(ofRepository(here, config.result(), open.orElseThrow())));
        try {
            return new Diagnosis(new CheckRun(LIMIT).of(checks));
        } finally {
            // In the background: an engine that hangs would delay the exit.
            Thread.ofPlatform().daemon().start(() -> {
                backend.result().ifPresent(Backend::close);
                open.ifPresent(StackBackends::close);
            });
        }
    }

    private List<Check> ofRepository(Repository here, Optional<AetherConfig> config, StackBackends open) {
        Memo<Snapshot> snapshot = new Memo<>(() -> Snapshot.read(here, open, files, vcs));
        List<Check> checks = new ArrayList<>(new ConsistencyChecks(here, snapshot, files, directories, probe).all());
        checks.add(identity(here, snapshot));
        checks.add(new SecrecyCheck(here, config, vcs, tools, files).check());
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

    private Check repository(Path directory, Attempt<Repository> place) {
        Problem late = new JjProblem.ToolUnusable(
                "jj does not list its workspaces in time",
                List.of("find the cause: jj --ignore-working-copy workspace list"),
                Map.of());
        if (place.result().isPresent()) {
            Repository here = place.result().get();
            return Check.of(REPOSITORY, List.of(Tools.JJ), late, () -> workspaces(here));
        }
        Problem none = new WorkspaceProblem.NotInWorkspace(directory);
        return place.failure().orElseThrow().first().equals(none)
                ? Check.of(
                        REPOSITORY,
                        List.of(),
                        late,
                        () -> Finding.ok(REPOSITORY, none.message() + ": only the machine is checked"))
                : place.failing(REPOSITORY);
    }

    private Finding workspaces(Repository here) {
        List<VcsWorkspace> workspaces = vcs.workspaces(here);
        Map<String, Object> details = Map.of(
                "root", here.mainRoot().toString(),
                "id", here.id(),
                "workspaces", workspaces.stream().map(VcsWorkspace::name).toList());
        String message =
                (workspaces.size() == 1 ? "1 workspace" : workspaces.size() + " workspaces") + " of " + here.mainRoot();
        return workspaces.stream().anyMatch(VcsWorkspace::current)
                ? Finding.ok(REPOSITORY, message, details)
                : Finding.warning(
                        REPOSITORY,
                        message + ", and jj does not know the one in " + here.workspaceRoot(),
                        List.of("see all workspaces: ajj list", "add another one: ajj workspace add ../NAME"),
                        details);
    }

    private Check configuration(Attempt<AetherConfig> config, Optional<Path> explicit) {
        Optional<Problem> problem = config.failure().map(Failure::first);
        if (problem.filter(ConfigProblem.NotFound.class::isInstance).isPresent() && explicit.isEmpty()) {
            Problem missing = problem.get();
            return Check.of(
                    CONFIGURATION,
                    List.of(),
                    missing,
                    () -> Finding.warning(CONFIGURATION, missing.message(), missing.hints()));
        }
        if (problem.isPresent()) {
            return config.failing(CONFIGURATION);
        }
        AetherConfig found = config.result().orElseThrow();
        Problem late = new ConfigProblem.NotFound(
                found.file() + " is not read in time",
                List.of("check the file: cat " + ShellWord.quoted(found.file().toString())),
                Map.of("file", found.file().toString()));
        return Check.of(CONFIGURATION, List.of(), late, () -> declared(found));
    }

    private Finding declared(AetherConfig config) {
        List<String> services = List.copyOf(config.services().keySet());
        return Finding.ok(
                CONFIGURATION,
                config.file() + " declares " + (services.isEmpty() ? "no services" : String.join(", ", services)),
                Map.of("file", config.file().toString(), "services", services));
    }
}
