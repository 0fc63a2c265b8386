package dev.aether.ajj.lifecycle.doctor;

import dev.aether.ajj.error.ConfigProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.model.config.AetherConfig;
import dev.aether.ajj.model.text.ShellWord;
import dev.aether.ajj.spi.config.ConfigSource;
import dev.aether.ajj.spi.report.Check;
import dev.aether.ajj.spi.report.Finding;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks what declares the services. */
public record ConfigurationCheck(ConfigSource configs) {
    private static final String CONFIGURATION = "configuration";

    Attempt<AetherConfig> load(Optional<Path> explicit, Path directory, Path root) {
        return Attempt.at(() -> configs.loadWithTemplates(explicit, directory, root));
    }

    Check of(Attempt<AetherConfig> config, Optional<Path> explicit) {
        Optional<Problem> problem = config.failure().map(Failure::first);
        if (problem.filter(ConfigProblem.NotFound.class::isInstance).isPresent() && explicit.isEmpty()) {
            Problem missing = problem.get();
            return Check.of(
                    CONFIGURATION,
                    List.of(),
                    missing,
                    () -> Finding.warning(CONFIGURATION, missing.message(), missing.hints()));
        }
        if (problem.isPresent()) {
            return config.failing(CONFIGURATION);
        }
        AetherConfig found = config.result().orElseThrow();
        Problem late = new ConfigProblem.NotFound(
                found.file() + " is not read in time",
                List.of("check the file: cat " + ShellWord.quoted(found.file().toString())),
                Map.of("file", found.file().toString()));
        return Check.of(CONFIGURATION, List.of(), late, () -> declared(found));
    }

    private static Finding declared(AetherConfig config) {
        List<String> services = List.copyOf(config.services().keySet());
        return Finding.ok(
                CONFIGURATION,
                config.file() + " declares " + (services.isEmpty() ? "no services" : String.join(", ", services)),
                Map.of("file", config.file().toString(), "services", services));
    }
}
