package dev.aether.ajj.lifecycle.doctor;

import dev.aether.ajj.error.JjProblem;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.error.WorkspaceProblem;
import dev.aether.ajj.lifecycle.inject.SecrecyCheck;
import dev.aether.ajj.model.config.AetherConfig;
import dev.aether.ajj.spi.report.Check;
import dev.aether.ajj.spi.report.Finding;
import dev.aether.ajj.spi.state.StateFiles;
import dev.aether.ajj.spi.vcs.Repository;
import dev.aether.ajj.spi.vcs.Tools;
import dev.aether.ajj.spi.vcs.Vcs;
import dev.aether.ajj.spi.vcs.Vcs.VcsWorkspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks of jj and git, of the repository around a directory, and whether its secrets stay out of the history. */
public record RepositoryChecks(Vcs vcs, Tools tools, StateFiles files) {
    private static final String REPOSITORY = "repository";

    Attempt<Repository> locate(Path directory) {
        return Attempt.at(() -> vcs.locate(directory));
    }

    List<Check> of(Path directory, Attempt<Repository> place) {
        List<Check> checks = new ArrayList<>(tools.checks(place.result()));
        checks.add(repository(directory, place));
        return checks;
    }

    Check secrecy(Repository here, Optional<AetherConfig> config) {
        return new SecrecyCheck(here, config, vcs, tools, files).check();
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
}
