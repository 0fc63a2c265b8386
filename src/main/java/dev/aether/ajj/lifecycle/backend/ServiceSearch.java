package dev.aether.ajj.lifecycle.backend;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.lifecycle.workspace.CurrentEntry;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.spi.backend.Backend;
import dev.aether.ajj.spi.config.ConfigSource;
import dev.aether.ajj.spi.vcs.Repository;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** Finds the services of the current workspace by its entry and by labels. */
public record ServiceSearch(CurrentEntry current, ConfigSource configs) {
    /**
     * Returns the services of the workspace around a directory.
     *
     * @throws Failure {@code WORKSPACE_NOT_FOUND} when ajj has created nothing for it, {@code BACKEND_UNAVAILABLE}
     */
    public CurrentServices find(Repository repository, StackBackends backends, Path directory, Optional<Path> config) {
        WorkspaceEntry entry = current.find(repository)
                .or(() -> restored(repository, backends.declared()))
                .orElseThrow(() -> current.missing(repository));
        return CurrentServices.of(
                repository, backends.at(entry.location()), entry, declared(repository, directory, config));
    }

    private Optional<WorkspaceEntry> restored(Repository repository, Backend backend) {
        if (backend.observe(repository.id()).isEmpty()) {
            return Optional.empty();
        }
        current.registry().restore(repository);
        return current.find(repository);
    }

    /** Returns the declared names; none without a valid file, because running services must still be found. */
    private Set<String> declared(Repository repository, Path directory, Optional<Path> config) {
        return Failure.orEmpty(() -> configs.load(config, directory, repository.workspaceRoot())
                        .services()
                        .keySet())
                .orElse(Set.of());
    }

    /** Returns the repository around a directory. */
    public Repository locate(Path directory) {
        return current.vcs().locate(directory);
    }
}
