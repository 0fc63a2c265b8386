package dev.aether.ajj.lifecycle.overview;

import dev.aether.ajj.lifecycle.inject.EnvironmentMark;
import dev.aether.ajj.lifecycle.inject.InjectedVariables;
import dev.aether.ajj.lifecycle.inject.InjectedVariables.Injected;
import dev.aether.ajj.model.variable.VariableChanges;
import dev.aether.ajj.spi.report.Progress;
import java.nio.file.Path;
import java.util.Map;
import java.util.SequencedMap;

/** {@code ajj env}: shows the variables of {@code ajj run}, including those that the environment overrides. */
public record ShowEnvironment(InjectedVariables variables) {
    /**
     * The environment of a workspace.
     *
     * @param variables in the order of the injected files
     * @param forShell changes for a shell: sets the variables and ajj's mark, and removes variables of another
     *     workspace
     */
    public record Shown(SequencedMap<String, String> variables, VariableChanges forShell) {}

    /**
     * Returns the variables of the workspace around a directory. Uses neither jj nor the engine if avoidable.
     *
     * @throws dev.aether.ajj.error.Failure {@code NOT_IN_WORKSPACE}, {@code WORKSPACE_NOT_FOUND}, {@code SERVICE_NOT_READY},
     *     {@code CONTEXT_INJECTION_FAILED}
     */
    public Shown show(Path directory, Map<String, String> environment, Progress progress) {
        EnvironmentMark mark = new EnvironmentMark(environment);
        Injected injected = variables.of(directory, mark.withoutAjj(), progress);
        SequencedMap<String, String> found = injected.variables();
        return new Shown(found, mark.changes(injected.entry().namespace(), found));
    }
}
