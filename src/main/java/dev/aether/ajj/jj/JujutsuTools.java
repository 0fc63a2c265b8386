package dev.aether.ajj.jj;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.JjProblem;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.jj.command.JujutsuCommand;
import dev.aether.ajj.jj.snapshot.FileExposure;
import dev.aether.ajj.spi.report.Check;
import dev.aether.ajj.spi.report.Finding;
import dev.aether.ajj.spi.vcs.Repository;
import dev.aether.ajj.spi.vcs.Tools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks of jj, and of the Git that jj runs. */
public class JujutsuTools implements Tools {
    private static final String GIT = "git";
    private static final List<String> INSTALL_JJ =
            List.of("install a newer Jujutsu: https://docs.jj-vcs.dev/latest/install-and-setup/");

    private final JujutsuCommand jujutsu;

    public JujutsuTools(JujutsuCommand jujutsu) {
        this.jujutsu = jujutsu.unlimited();
    }

    @Override
    public List<Check> checks(Optional<Repository> repository) {
        return List.of(
                Check.of(JJ, List.of(), late("jj --version"), this::jj),
                Check.of(GIT, List.of(), late("git --version"), () -> git(repository)));
    }

    private static Problem late(String command) {
        return new JjProblem.ToolUnusable(
                "`" + command + "` does not exit", List.of("run it to see why: " + command), Map.of());
    }

    private Finding jj() {
        String output = jujutsu.runGlobal("--version").strip();
        Optional<ToolVersion> version = ToolVersion.in(output);
        if (version.isEmpty()) {
            return Finding.warning(JJ, "`jj --version` printed no version: \"" + output + "\"", INSTALL_JJ);
        }
        List<String> lacks = JujutsuVersions.lacks(version.get());
        Map<String, Object> details = Map.of("version", output.replaceFirst("^jj ", ""), "lacks", lacks);
        if (version.get().isBefore(JujutsuVersions.LOWEST)) {
            return Finding.broken(
                    JJ,
                    new JjProblem.ToolUnusable(
                            output + " is too old: ajj needs " + JujutsuVersions.LOWEST + " or newer",
                            INSTALL_JJ,
                            details));
        }
        return lacks.isEmpty()
                ? Finding.ok(JJ, output, details)
                : Finding.warning(JJ, output + " lacks " + String.join("; ", lacks), INSTALL_JJ, details);
    }

    private Finding git(Optional<Repository> repository) {
        Optional<ToolVersion> jj =
                Failure.orEmpty(() -> jujutsu.runGlobal("--version")).flatMap(ToolVersion::in);
        ToolVersion needed = jj.map(JujutsuVersions::gitFor).orElse(JujutsuVersions.LOWEST_GIT);
        boolean needsWorktrees = jj.filter(JujutsuVersions::makesWorktrees).isPresent()
                && repository.filter(this::isColocated).isPresent();
        String executable = setting("git.executable-path", GIT);
        try {
            String output = jujutsu.of(executable).runGlobal("--version").strip();
            Map<String, Object> details = Map.of("version", output.replaceFirst("^git version ", ""));
            boolean old = ToolVersion.in(output)
                    .filter(version -> version.isBefore(needed))
                    .isPresent();
            return old
                    ? unfit(output + " is too old: this jj needs " + needed, needed, needsWorktrees, details)
                    : Finding.ok(GIT, output, details);
        } catch (Failure failure) {
            if (failure.first() instanceof Problem.Interrupted) {
                throw failure;
            }
            return unfit("jj cannot run " + executable, needed, needsWorktrees, Map.of());
        }
    }

    /** An error only where workspaces become Git worktrees; elsewhere ajj works without Git. */
    private static Finding unfit(
            String reason, ToolVersion needed, boolean needsWorktrees, Map<String, Object> details) {
        List<String> hints = List.of(
                "install Git " + needed + " or newer: https://git-scm.com/downloads",
                "or configure another one: jj config set --user git.executable-path PATH");
        return needsWorktrees
                ? Finding.broken(
                        GIT,
                        new JjProblem.ToolUnusable(
                                reason + "; jj needs it to add a workspace to a colocated repository", hints, details))
                : Finding.warning(GIT, reason + "; jj git fetch and push fail", hints, details);
    }

    private boolean isColocated(Repository repository) {
        return Files.exists(repository.workspaceRoot().resolve(".git"))
                && !setting("git.colocate", "true").equals("false");
    }

    private String setting(String name, String otherwise) {
        return Failure.orEmpty(() -> jujutsu.runGlobal("config", "get", name).strip())
                .orElse(otherwise);
    }

    @Override
    public Exposure exposure(Repository repository, Path workspaceRoot, Collection<String> files) {
        return new FileExposure(jujutsu, repository, workspaceRoot).of(files);
    }
}
