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
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code ajj trust}: allows, lists and revokes grants. */
public record TrustRepository(Vcs vcs, ConfigSource configs, TrustStore store, Backends backends) {
    /** The result of the command. */
    public sealed interface Outcome {}

    /**
     * All that aether.toml asks for is allowed.
     *
     * @param root of the main workspace
     * @param grants empty when nothing needs a grant
     */
    public record Allowed(Path root, Path file, List<Grant> grants) implements Outcome {}

    /** The user's grants for all repositories. */
    public record Listed(List<Trusted> repositories) implements Outcome {}

    /**
     * All grants are revoked.
     *
     * @param root of the main workspace
     * @param approvals number of revoked grants
     */
    public record Revoked(Path root, int approvals) implements Outcome {}

    /**
     * Allows everything that aether.toml asks for in the current workspace.
     *
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

    /** Lists the grants of all repositories. */
    public Outcome list() {
        return new Listed(store.all());
    }

    /** Revokes the grants of the current repository. Running containers keep what they have. */
    public Outcome revoke(Path directory) {
        Repository repository = vcs.locate(directory);
        return new Revoked(repository.mainRoot(), store.revoke(repository));
    }
}
