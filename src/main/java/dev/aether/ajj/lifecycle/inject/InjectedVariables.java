package dev.aether.ajj.lifecycle.inject;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.WorkspaceProblem;
import dev.aether.ajj.lifecycle.workspace.CurrentEntry;
import dev.aether.ajj.model.template.Injection;
import dev.aether.ajj.model.variable.IdentifyingVariables;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.spi.directory.Injector;
import dev.aether.ajj.spi.directory.Injector.References;
import dev.aether.ajj.spi.directory.Injector.Variables;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.spi.vcs.Repository;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;

/** Reads the variables in a workspace's injected files. */
public record InjectedVariables(CurrentEntry current, Injector injector) {
    /** The variables of one workspace, in the order of the files. */
    public record Injected(Repository repository, WorkspaceEntry entry, SequencedMap<String, String> variables) {}

    /**
     * Returns the variables of the workspace around a directory. The repository determines ajj's block, and a
     * container may have written the rest. Either could send the user's environment to another machine. So references
     * to the environment resolve only variables that identify the user or the machine.
     *
     * @param environment for references to variables outside the files
     * @param progress gets warnings about unreadable lines
     * @throws Failure {@code NOT_IN_WORKSPACE}, {@code WORKSPACE_NOT_FOUND}, {@code SERVICE_NOT_READY} after {@code
     *     ajj down}, {@code CONTEXT_INJECTION_FAILED}
     */
    public Injected of(Path directory, Map<String, String> environment, Progress progress) {
        Repository repository = current.vcs().locate(directory);
        WorkspaceEntry entry = current.find(repository).orElseThrow(() -> current.missing(repository));
        if (entry.phase() == WorkspaceEntry.Phase.DOWN) {
            throw new Failure(new WorkspaceProblem.ServicesDown(entry.name(), repository.workspaceRoot()));
        }
        SequencedMap<String, String> variables = new LinkedHashMap<>();
        Set<String> kept = new TreeSet<>();
        References references = (name, inFile) -> {
            Optional<String> inFiles = inFile.or(() -> Optional.ofNullable(variables.get(name)));
            Optional<String> outside = Optional.ofNullable(environment.get(name));
            if (inFiles.isEmpty() && outside.isPresent() && !IdentifyingVariables.include(name)) {
                kept.add(name);
                return Optional.empty();
            }
            return inFiles.or(() -> outside);
        };
        for (String file : entry.envFiles()) {
            if (Injection.isDotEnv(file)) {
                Variables found = injector.variables(repository.workspaceRoot(), file, references);
                found.ignored().forEach(progress::warn);
                variables.putAll(found.values());
            }
        }
        kept.forEach(
                name -> progress.warn(
                        "the injected file names " + name
                                + ", which ajj does not read from your environment: a repository could leak it. Set it in your own lines of the file"));
        variables.remove(EnvironmentMark.NAME);
        return new Injected(repository, entry, variables);
    }
}
