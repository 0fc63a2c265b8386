package dev.aether.ajj.jj;

import dev.aether.ajj.jj.identity.JujutsuIdentities;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.spi.vcs.VcsOptions;
import dev.aether.ajj.state.JsonRepositoryRoots;
import dev.aether.ajj.testing.TemporaryRepository;

/** Creates a {@link JujutsuVcs} that runs the real jj. */
public final class JujutsuForTests {

    private JujutsuForTests() {}

    /** jj in this repository. */
    public static JujutsuVcs vcs(Progress progress, TemporaryRepository repository) {
        JujutsuIdentities identities = new JujutsuIdentities(
                progress,
                VcsOptions.NONE,
                new JsonRepositoryRoots(repository.root().resolveSibling("aether-state")),
                repository.environment());
        return new JujutsuVcs(progress, VcsOptions.NONE, identities, repository.environment());
    }
}
