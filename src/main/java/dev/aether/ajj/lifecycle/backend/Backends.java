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
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Picks the backend that serves a specification. */
@ApplicationScoped
public class Backends {
    private final List<BackendProvider> providers;
    private final ConfigSource configs;

    public Backends(@All List<BackendProvider> providers, ConfigSource configs) {
        this.providers = providers;
        this.configs = configs;
    }

    /**
     * The backends for the stacks of a repository. When aether.toml is gone or broken, what was made from it can be seen and
     * removed all the same.
     *
     * @param explicit the file given with {@code --config}; a mistake in this one is a failure when its backend is needed
     */
    public StackBackends forStacks(Repository repository, Optional<Path> explicit, Path directory, Progress progress) {
        Memo<BackendSpec> declared = new Memo<>(() -> declared(repository, explicit, directory));
        return new StackBackends(
                location -> location.isKnown() ? openAt(location, progress) : open(declared.get(), progress));
    }

    /** The backends for stacks of repositories that are gone. */
    public StackBackends forStacks(Progress progress) {
        return new StackBackends(location -> location.isKnown() ? openAt(location, progress) : openDefault(progress));
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
     * A backend that connects when it is first used.
     *
     * @throws Failure {@code BACKEND_UNAVAILABLE} when this version of ajj has none for the type
     */
    public Backend open(BackendSpec spec, Progress progress) {
        return open(spec, Location.unknown(spec.type()), progress);
    }

    /**
     * The backend of a specification at the place where a stack is already.
     *
     * @param location unknown: as the specification says
     * @throws Failure as {@link #open(BackendSpec, Progress)}
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

    /** The backend at a location, whatever aether.toml says. */
    private Backend openAt(Location location, Progress progress) {
        if (!location.backend().equals(Location.DOCKER) && !location.backend().equals(Location.SSH)) {
            throw new Failure(new BackendProblem.Unavailable(
                    "this version of ajj cannot use the backend \"" + location.backend() + "\"",
                    List.of("use the version of ajj that created the workspace")));
        }
        return open(BackendSpec.DEFAULT, location, progress);
    }

    /** Addresses of engines that the user has chosen, and not a repository. */
    public List<URI> configuredAddresses() {
        return providers.stream()
                .flatMap(provider -> provider.configuredAddresses().stream())
                .distinct()
                .toList();
    }

    /** The local engine as it is found without aether.toml, for what the registry alone knows of. */
    public Backend openDefault(Progress progress) {
        return open(BackendSpec.DEFAULT, progress);
    }
}
