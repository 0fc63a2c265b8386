package dev.aether.ajj.lifecycle;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.WorkspaceProblem;
import dev.aether.ajj.model.WorkspaceEntry;
import dev.aether.ajj.spi.Injector;
import dev.aether.ajj.spi.Repository;
import dev.aether.ajj.spi.Vcs;
import dev.aether.ajj.spi.WorkspaceRegistry;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** The variables that a workspace's injected files hold. */
final class InjectedVariables {
    private final Vcs vcs;
    private final CurrentEntry current;
    private final Injector injector;

    InjectedVariables(Vcs vcs, WorkspaceRegistry registry, Injector injector) {
        this.vcs = vcs;
        this.current = new CurrentEntry(vcs, registry);
        this.injector = injector;
    }

    /**
     * Those of the workspace around a directory, in the order of the files.
     *
     * @throws Failure {@code NOT_IN_WORKSPACE}, {@code WORKSPACE_NOT_FOUND}, {@code CONTEXT_INJECTION_FAILED}
     */
    SequencedMap<String, String> of(Path directory) {
        Repository repository = vcs.locate(directory);
        WorkspaceEntry entry = current.find(repository)
                .filter(found -> found.phase() != WorkspaceEntry.Phase.DOWN)
                .orElseThrow(() -> new Failure(new WorkspaceProblem.NoServices(repository.workspaceRoot())));
        SequencedMap<String, String> variables = new LinkedHashMap<>();
        entry.envFiles().stream()
                .filter(InjectedVariables::holdsVariables)
                .forEach(file -> variables.putAll(injector.variables(repository.workspaceRoot(), file)));
        return variables;
    }

    /** By their names, as people name them: {@code .env}, {@code .env.local}, {@code test.env}. */
    private static boolean holdsVariables(String file) {
        String name = file.substring(file.lastIndexOf('/') + 1);
        return name.equals(".env") || name.startsWith(".env.") || name.endsWith(".env");
    }
}
