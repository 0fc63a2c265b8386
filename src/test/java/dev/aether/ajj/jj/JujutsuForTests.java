package dev.aether.ajj.jj;

import dev.aether.ajj.jj.command.JujutsuCommand;
import dev.aether.ajj.jj.identity.JujutsuIdentities;
import dev.aether.ajj.spi.machine.Deadline;
import dev.aether.ajj.spi.machine.ProcessContext;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.spi.vcs.VcsOptions;
import dev.aether.ajj.state.LedgerFile;
import dev.aether.ajj.testing.TemporaryRepository;
import java.util.Map;

/** Creates a {@link JujutsuVcs} that runs the real jj. */
public final class JujutsuForTests {

    private JujutsuForTests() {}

    /** jj in this repository. */
    public static JujutsuVcs vcs(Progress progress, TemporaryRepository repository) {
        ProcessContext process = ProcessContext.current().with(repository.environment());
        JujutsuCommand jujutsu = new JujutsuCommand(progress, VcsOptions.NONE, process, Deadline.NONE);
        JujutsuIdentities identities = new JujutsuIdentities(
                jujutsu,
                new LedgerFile(
                        new ProcessContext(
                                Map.of(
                                        "XDG_STATE_HOME",
                                        repository
                                                .root()
                                                .resolveSibling("state-home")
                                                .toString()),
                                repository.root()),
                        progress,
                        Deadline.NONE));
        return new JujutsuVcs(jujutsu, identities);
    }
}
