package dev.aether.ajj.lifecycle.doctor;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.lifecycle.backend.Backends;
import dev.aether.ajj.lifecycle.backend.StackBackends;
import dev.aether.ajj.model.config.AetherConfig;
import dev.aether.ajj.model.config.BackendSpec;
import dev.aether.ajj.spi.backend.Backend;
import dev.aether.ajj.spi.report.Check;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.spi.vcs.Repository;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code ajj doctor}: checks everything that ajj depends on. Changes nothing, and continues after each fault. */
public record Diagnose(
        RepositoryChecks repositories, ConfigurationCheck configuration, Backends backends, RecordChecks records) {
    /** More than the timeout of an engine's first answer. */
    private static final Duration LIMIT = Duration.ofSeconds(15);

    /**
     * Checks the machine, and the repository around a directory if there is one.
     *
     * @throws Failure {@code INTERRUPTED}
     */
    public Diagnosis diagnose(Path directory, Optional<Path> explicitConfig, Progress progress) {
        Attempt<Repository> place = repositories.locate(directory);
        Path root = place.result().map(Repository::workspaceRoot).orElse(directory);
        Attempt<AetherConfig> config = configuration.load(explicitConfig, directory, root);
        BackendSpec spec = config.result().map(AetherConfig::backend).orElse(BackendSpec.DEFAULT);
        Attempt<Backend> backend = Attempt.at(() -> backends.open(spec, progress));
        Optional<StackBackends> open =
                place.result().map(here -> backends.forStacks(here, explicitConfig, directory, progress));
        List<Check> checks = new ArrayList<>(repositories.of(directory, place));
        if (place.result().isPresent() || explicitConfig.isPresent()) {
            checks.add(configuration.of(config, explicitConfig));
        }
        checks.addAll(backend.result().map(Backend::checks).orElseGet(() -> List.of(backend.failing(Backend.CHECK))));
        checks.addAll(records.ofFiles(place.result()));
        place.result().ifPresent(here -> {
            checks.addAll(records.ofRepository(here, open.orElseThrow()));
            checks.add(repositories.secrecy(here, config.result()));
        });
        try {
            return new Diagnosis(new CheckRun(LIMIT).of(checks));
        } finally {
            // In the background: an engine that hangs would delay the exit.
            Thread.ofPlatform().daemon().start(() -> {
                backend.result().ifPresent(Backend::close);
                open.ifPresent(StackBackends::close);
            });
        }
    }
}
