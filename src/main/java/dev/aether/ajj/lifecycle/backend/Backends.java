package dev.aether.ajj.lifecycle.backend;

import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.lifecycle.task.Memo;
import dev.aether.ajj.model.config.BackendSpec;
import dev.aether.ajj.model.workspace.Location;
import dev.aether.ajj.spi.backend.Backend;
import dev.aether.ajj.spi.backend.BackendProvider;
import dev.aether.ajj.spi.config.ConfigSource;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.spi.vcs.Repository;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Opens the backend for a specification or a location. */
public class Backends {
    private final List<BackendProvider> providers;
    private final ConfigSource configs;

    public Backends(List<BackendProvider> providers, ConfigSource configs) {
        this.providers = providers;
        this.configs = configs;
    }

    /**
     * Returns the backends for the stacks of a repository. They work without a valid aether.toml, so that existing
     * stacks can still be listed and removed.
     *
     * @param explicit the file given with {@code --config}; if invalid, opening its backend fails
     */
    public StackBackends forStacks(Repository repository, Optional<Path> explicit, Path directory, Progress progress) {
        return stacks(new Memo<>(() -> declared(repository, explicit, directory)), progress);
    }

    /** Returns the backends for stacks whose repository is unknown or does not exist. */
    public StackBackends forStacks(Progress progress) {
        return stacks(() -> BackendSpec.DEFAULT, progress);
    }

    private StackBackends stacks(Supplier<BackendSpec> declared, Progress progress) {
        return new StackBackends(
                location -> location.isKnown() ? openAt(location, progress) : open(declared.get(), progress));
    }

    private BackendSpec declared(Repository repository, Optional<Path> explicit, Path directory) {
        try {
            return configs.backend(explicit, directory, repository.workspaceRoot());
        } catch (Failure unreadable) {
            if (explicit.isPresent()) {
                throw unreadable;
            }
            return BackendSpec.DEFAULT;
        }
    }

    /**
     * Returns a backend that connects when it is first used.
     *
     * @throws Failure {@code BACKEND_UNAVAILABLE} when this version of ajj does not support its type
     */
    public Backend open(BackendSpec spec, Progress progress) {
        return open(spec, Location.unknown(spec.type()), progress);
    }

    /**
     * As {@link #open(BackendSpec, Progress)}, at the location of an existing stack.
     *
     * @param location if unknown, the specification decides
     */
    public Backend open(BackendSpec spec, Location location, Progress progress) {
        return providers.stream()
                .filter(provider -> provider.supports(spec))
                .findFirst()
                .map(provider -> provider.open(spec, location, progress))
                .orElseThrow(() -> new Failure(new BackendProblem.Unavailable(
                        "this version of ajj cannot use the backend \"" + spec.type() + "\"",
                        List.of("set [backend] type = \"docker\" in aether.toml"),
                        Map.of("backend", spec.type()))));
    }

    private Backend openAt(Location location, Progress progress) {
        if (!location.backend().equals(Location.DOCKER) && !location.backend().equals(Location.SSH)) {
            throw new Failure(new BackendProblem.Unavailable(
                    "this version of ajj cannot use the backend \"" + location.backend() + "\"",
                    List.of("use the version of ajj that created the workspace")));
        }
        return open(BackendSpec.DEFAULT, location, progress);
    }

    /** Returns the addresses of engines that the user has chosen, as opposed to a repository. */
    public List<URI> configuredAddresses() {
        return providers.stream()
                .flatMap(provider -> provider.configuredAddresses().stream())
                .distinct()
                .toList();
    }
}
