package dev.aether.ajj.lifecycle.overview;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.lifecycle.backend.Backends;
import dev.aether.ajj.lifecycle.backend.StackBackends;
import dev.aether.ajj.lifecycle.inject.EnvironmentMark;
import dev.aether.ajj.lifecycle.inject.InjectedVariables;
import dev.aether.ajj.lifecycle.inject.InjectedVariables.Injected;
import dev.aether.ajj.model.variable.VariableChanges;
import dev.aether.ajj.spi.machine.Handover;
import dev.aether.ajj.spi.report.Progress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** {@code ajj run}: runs a command with the workspace's environment. Uses neither jj nor the engine if avoidable. */
public record RunInWorkspace(InjectedVariables variables, Handover handover, Backends backends) {
    /**
     * Replaces this process by the command if the platform can; otherwise returns the command's exit status.
     *
     * @throws Failure {@code NOT_IN_WORKSPACE}, {@code WORKSPACE_NOT_FOUND}, {@code SERVICE_NOT_READY},
     *     {@code CONTEXT_INJECTION_FAILED}, or with {@link Problem.CannotStart}
     */
    public int run(Path directory, List<String> command, Map<String, String> environment, Progress progress) {
        return handover.exec(command, changes(directory, environment, progress));
    }

    /** Returns the environment that {@link #run} would give to a command. */
    public Map<String, String> environment(Path directory, Map<String, String> environment, Progress progress) {
        VariableChanges changes = changes(directory, environment, progress);
        Map<String, String> changed = new HashMap<>(environment);
        changed.keySet().removeAll(changes.unset());
        changed.putAll(changes.set());
        return changed;
    }

    /** Makes services on another machine reachable. Only warns on failure, because the command may not need them. */
    private void reach(Injected injected, Progress progress) {
        try (StackBackends open = backends.forStacks(progress)) {
            open.reach(injected.repository(), injected.entry());
        } catch (Failure unreached) {
            progress.warn(unreached.first().message());
        }
    }

    /**
     * Returns the changes to the environment. The user's variables stay, so that one can be overridden for one run.
     * Variables from ajj, of the shell or an outer {@code ajj run}, are replaced or removed: they may be another
     * workspace's.
     */
    private VariableChanges changes(Path directory, Map<String, String> environment, Progress progress) {
        EnvironmentMark mark = new EnvironmentMark(environment);
        Map<String, String> users = mark.withoutAjj();
        Injected injected = variables.of(directory, users, progress);
        reach(injected, progress);
        SequencedMap<String, String> set = injected.variables();
        set.keySet().removeAll(users.keySet());
        return mark.changes(injected.entry().namespace(), set);
    }
}
