package dev.aether.ajj.lifecycle.trust;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.lifecycle.backend.Backends;
import dev.aether.ajj.model.config.AetherConfig;
import dev.aether.ajj.model.config.Grant;
import dev.aether.ajj.spi.config.ConfigSource;
import dev.aether.ajj.spi.state.TrustStore;
import dev.aether.ajj.spi.state.TrustStore.Trusted;
import dev.aether.ajj.spi.vcs.Repository;
import dev.aether.ajj.spi.vcs.Vcs;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code ajj trust}: what repositories may ask for. */
@ApplicationScoped
public class TrustRepository {
    private final Vcs vcs;
    private final ConfigSource configs;
    private final TrustStore store;
    private final Backends backends;

    public TrustRepository(Vcs vcs, ConfigSource configs, TrustStore store, Backends backends) {
        this.vcs = vcs;
        this.configs = configs;
        this.store = store;
        this.backends = backends;
    }

    /** What the command answers. */
    public sealed interface Outcome {}

    /**
     * All that aether.toml asks for is allowed now.
     *
     * @param root of the main workspace
     * @param grants what it asks for; empty when nothing has to be allowed
     */
    public record Allowed(Path root, Path file, List<Grant> grants) implements Outcome {}

    /** All approvals of the user. */
    public record Listed(List<Trusted> repositories) implements Outcome {}

    /**
     * Nothing is allowed any more.
     *
     * @param root of the main workspace
     * @param approvals how many there were
     */
    public record Revoked(Path root, int approvals) implements Outcome {}

    /**
     * Allows all that aether.toml asks for in the current workspace.
     *
     * @param config the file given with {@code --config}
     * @throws Failure {@code NOT_IN_WORKSPACE}, {@code CONFIG_NOT_FOUND}, {@code CONFIG_INVALID}, {@code STATE_...}
     */
    public Outcome allow(Path directory, Optional<Path> config) {
        Repository repository = vcs.locate(directory);
        AetherConfig found = configs.load(config, directory, repository.workspaceRoot());
        Grants.Place place = Grants.Place.of(repository.workspaceRoot());
        List<Grant> grants = new Grants(found, place, backends.configuredAddresses()).all();
        if (!grants.isEmpty()) {
            store.approve(repository, grants);
        }
        return new Allowed(repository.mainRoot(), found.file(), grants);
    }

    /** Lists what is allowed, for all repositories. */
    public Outcome list() {
        return new Listed(store.all());
    }

    /** Forgets what is allowed for the current repository. Containers that run keep what they have. */
    public Outcome revoke(Path directory) {
        Repository repository = vcs.locate(directory);
        return new Revoked(repository.mainRoot(), store.revoke(repository));
    }
}
