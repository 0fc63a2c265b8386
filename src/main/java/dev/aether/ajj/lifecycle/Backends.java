package dev.aether.ajj.lifecycle;

import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.BackendSpec;
import dev.aether.ajj.spi.Backend;
import dev.aether.ajj.spi.BackendProvider;
import dev.aether.ajj.spi.ConfigSource;
import dev.aether.ajj.spi.Progress;
import dev.aether.ajj.spi.Repository;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
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
     * The backend of aether.toml. When the file is gone or broken, what was made from it must be seen and forgotten all
     * the same: then the default backend.
     *
     * @param explicit the file given with {@code --config}; a mistake in this one is not passed over
     */
    public Backend openFor(Repository repository, Optional<Path> explicit, Path directory, Progress progress) {
        try {
            return open(
                    configs.load(explicit, directory, repository.workspaceRoot())
                            .backend(),
                    progress);
        } catch (Failure unreadable) {
            if (explicit.isPresent()) {
                throw unreadable;
            }
            return openDefault(progress);
        }
    }

    /**
     * A backend that connects when it is first used.
     *
     * @throws Failure {@code BACKEND_UNAVAILABLE} when this version of ajj has none for the type
     */
    public Backend open(BackendSpec spec, Progress progress) {
        return providers.stream()
                .filter(provider -> provider.serves(spec))
                .findFirst()
                .map(provider -> provider.open(spec, progress))
                .orElseThrow(() -> new Failure(new BackendProblem.Unavailable(
                        "this version of ajj cannot use the backend \"" + spec.type() + "\"",
                        List.of("set [backend] type = \"docker\" in aether.toml"),
                        Map.of("backend", spec.type()))));
    }

    /** The local engine as it is found without aether.toml, for what the registry alone knows of. */
    public Backend openDefault(Progress progress) {
        return open(new BackendSpec.Docker(Optional.empty()), progress);
    }
}
