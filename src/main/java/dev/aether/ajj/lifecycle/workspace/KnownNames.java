package dev.aether.ajj.lifecycle.workspace;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.spi.config.ConfigSource;
import dev.aether.ajj.spi.state.WorkspaceRegistry;
import dev.aether.ajj.spi.vcs.Repository;
import dev.aether.ajj.spi.vcs.Vcs;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Names for shell completion. Never asks the engine, which could delay the completion. */
@ApplicationScoped
public class KnownNames {
    private final Vcs vcs;
    private final ConfigSource configSource;
    private final WorkspaceRegistry registry;

    public KnownNames(Vcs vcs, ConfigSource configSource, WorkspaceRegistry registry) {
        this.vcs = vcs;
        this.configSource = configSource;
        this.registry = registry;
    }

    /**
     * Returns all workspaces that jj or the registry knows, sorted.
     *
     * @throws Failure {@code NOT_IN_WORKSPACE}
     */
    public List<String> workspaces(Path directory) {
        Repository repository = vcs.locate(directory);
        return WorkspaceRefs.all(orNone(() -> vcs.workspaces(repository)), orNone(() -> registry.entries(repository)))
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
        Repository repository = vcs.locate(directory);
        Path root = repository.workspaceRoot();
        TreeSet<String> names = new TreeSet<>(orNone(() -> List.copyOf(
                configSource.load(config, directory, root).services().keySet())));
        orNone(() -> new CurrentEntry(vcs, registry).find(repository).stream().toList()).stream()
                .map(WorkspaceEntry::services)
                .forEach(services -> names.addAll(services.keySet()));
        return List.copyOf(names);
    }

    /** Ignores failures: a completion must not print errors. */
    private static <T> List<T> orNone(Supplier<List<T>> names) {
        return Failure.orEmpty(names).orElse(List.of());
    }
}
