package dev.aether.ajj.compose;

import dev.aether.ajj.error.ConfigFaults;
import dev.aether.ajj.spi.ConfigDraft;
import dev.aether.ajj.spi.ConfigDrafts;
import dev.aether.ajj.spi.ProcessContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Drafts of aether.toml: from compose files, else an example. */
@ApplicationScoped
public class ComposeDrafts implements ConfigDrafts {
    private final Map<String, String> environment;

    @Inject
    public ComposeDrafts(ProcessContext process) {
        this(process.environment());
    }

    /** @param environment what variables of a compose file stand for before anything else */
    public ComposeDrafts(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public ConfigDraft draft(Request request) {
        Variables variables = Variables.of(environment);
        List<Path> files = request.from().isEmpty() ? find(request, variables) : request.from();
        return files.isEmpty() ? StarterDraft.draft() : new ComposeTranslation(request, files, variables).draft();
    }

    /** Compose looks into {@code .env} even for the names of its files. What is wrong in there is of no interest yet. */
    private static List<Path> find(Request request, Variables variables) {
        Path usual = request.directory().resolve(".env");
        Variables all = Files.isRegularFile(usual)
                ? variables.with(EnvFile.read(usual, variables, new ConfigFaults()))
                : variables;
        return ComposeFinder.find(request.directory(), request.root(), all);
    }
}
