package dev.aether.ajj.lifecycle;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.spi.Handover;
import dev.aether.ajj.spi.Injector;
import dev.aether.ajj.spi.Vcs;
import dev.aether.ajj.spi.WorkspaceRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * {@code ajj run}: a command with the workspace's environment. Asks neither jj nor the engine where it can
 * be helped: it is run all the time and must cost nothing.
 */
@ApplicationScoped
public class RunInWorkspace {
    private final InjectedVariables variables;
    private final Handover handover;

    public RunInWorkspace(Vcs vcs, WorkspaceRegistry registry, Injector injector, Handover handover) {
        this.variables = new InjectedVariables(vcs, registry, injector);
        this.handover = handover;
    }

    /**
     * Replaces this process by the command where the platform can; else returns the command's exit status.
     *
     * @param command at least the command's name
     * @throws Failure {@code NOT_IN_WORKSPACE}, {@code WORKSPACE_NOT_FOUND}, {@code CONTEXT_INJECTION_FAILED}, or with
     *     {@link Problem.CannotStart}
     */
    public int run(Path directory, List<String> command) {
        try {
            return handover.to(command, additions(directory));
        } catch (Handover.CannotStart failed) {
            throw new Failure(new Problem.CannotStart(failed.getMessage(), failed.exitStatus()), failed);
        }
    }

    /** What the injected files add; what is set already stays, so that one variable can be overridden for one run. */
    private Map<String, String> additions(Path directory) {
        Map<String, String> additions = variables.of(directory);
        additions.keySet().removeAll(System.getenv().keySet());
        return additions;
    }
}
