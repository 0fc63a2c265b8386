package dev.aether.ajj.lifecycle.workspace;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.spi.config.ConfigSource;
import dev.aether.ajj.spi.vcs.Repository;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Names for shell completion. Never asks the engine, which could delay the completion. */
public record KnownNames(CurrentEntry current, ConfigSource configs) {
    /**
     * Returns all workspaces that jj or the registry knows, sorted.
     *
     * @throws Failure {@code NOT_IN_WORKSPACE}
     */
    public List<String> workspaces(Path directory) {
        Repository repository = current.vcs().locate(directory);
        return WorkspaceRefs.all(
                        orNone(() -> current.vcs().workspaces(repository)),
                        orNone(() -> current.registry().entries(repository)))
                .stream()
                .map(WorkspaceRef::name)
                .toList();
    }

    /**
     * Returns the services that aether.toml declares and those of the current workspace, sorted.
     *
     * @throws Failure {@code NOT_IN_WORKSPACE}
     */
    public List<String> services(Path directory, Optional<Path> config) {
        Repository repository = current.vcs().locate(directory);
        Path root = repository.workspaceRoot();
        TreeSet<String> names = new TreeSet<>(orNone(() ->
                List.copyOf(configs.load(config, directory, root).services().keySet())));
        orNone(() -> current.find(repository).stream().toList()).stream()
                .map(WorkspaceEntry::services)
                .forEach(services -> names.addAll(services.keySet()));
        return List.copyOf(names);
    }

    /** Ignores failures: a completion must not print errors. */
    private static <T> List<T> orNone(Supplier<List<T>> names) {
        return Failure.orEmpty(names).orElse(List.of());
    }
}
