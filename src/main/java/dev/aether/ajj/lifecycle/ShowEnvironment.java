package dev.aether.ajj.lifecycle;

import dev.aether.ajj.spi.Injector;
import dev.aether.ajj.spi.Vcs;
import dev.aether.ajj.spi.WorkspaceRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.SequencedMap;

/** {@code ajj env}: the variables that {@code ajj run} gives to commands, also those that are set otherwise now. */
@ApplicationScoped
public class ShowEnvironment {
    private final InjectedVariables variables;

    public ShowEnvironment(Vcs vcs, WorkspaceRegistry registry, Injector injector) {
        this.variables = new InjectedVariables(vcs, registry, injector);
    }

    /**
     * The variables of the workspace around a directory, in the order of the injected files. Asks neither jj nor the
     * engine where it can be helped.
     *
     * @throws dev.aether.ajj.error.Failure {@code NOT_IN_WORKSPACE}, {@code WORKSPACE_NOT_FOUND},
     *     {@code CONTEXT_INJECTION_FAILED}
     */
    public SequencedMap<String, String> show(Path directory) {
        return variables.of(directory);
    }
}
