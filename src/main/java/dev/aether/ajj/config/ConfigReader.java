package dev.aether.ajj.config;

import dev.aether.ajj.error.ConfigFaults;
import dev.aether.ajj.error.ConfigProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.AetherConfig;
import dev.aether.ajj.model.Injection;
import dev.aether.ajj.model.PortRange;
import dev.aether.ajj.model.ServiceSpec;
import dev.aether.ajj.spi.ConfigSource;
import dev.aether.ajj.spi.Templates;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.tomlj.TomlParseResult;

/** Reads aether.toml. Its meaning is checked once its syntax is right; each of the two reports all that it finds. */
@ApplicationScoped
public class ConfigReader implements ConfigSource {
    private static final Map<String, String> OTHER_NAMES = Map.of(
            "version", "aether.toml has no version: leave it out",
            "networks", "every workspace has a private network of its own: leave it out",
            "volumes", "name volumes where they are used: volumes = [\"data:/path\"] in [services.NAME]");

    private final Templates templates;

    public ConfigReader(Templates templates) {
        this.templates = templates;
    }

    @Override
    public AetherConfig load(Optional<Path> explicit, Path directory, Path workspaceRoot) {
        return parse(find(explicit, directory, workspaceRoot));
    }

    @Override
    public AetherConfig loadWithTemplates(Optional<Path> explicit, Path directory, Path workspaceRoot) {
        return parse(find(explicit, directory, workspaceRoot), templates::check);
    }

    @Override
    public List<Path> places(Path directory, Path workspaceRoot) {
        return ConfigLocator.places(directory, workspaceRoot);
    }

    @Override
    public Optional<ConfigText> find(Path directory, Path workspaceRoot) {
        return ConfigLocator.find(Optional.empty(), directory, workspaceRoot)
                .map(ConfigFile::read)
                .map(file -> new ConfigText(file.path(), file.text()));
    }

    @Override
    public AetherConfig parse(Path file, String text) {
        return parse(new ConfigFile(file, text), templates::check);
    }

    private static ConfigFile find(Optional<Path> explicit, Path directory, Path workspaceRoot) {
        return ConfigFile.read(ConfigLocator.find(explicit, directory, workspaceRoot)
                .orElseThrow(() -> new Failure(ConfigProblem.NotFound.above(directory))));
    }

    /** Checks all templates; see {@link Templates#check}. */
    private interface TemplateCheck {
        void check(AetherConfig config, Set<String> incomplete, ConfigFaults problems);
    }

    static AetherConfig parse(ConfigFile file) {
        return parse(file, (_, _, _) -> {});
    }

    private static AetherConfig parse(ConfigFile file, TemplateCheck templateCheck) {
        ConfigFaults problems = new ConfigFaults();
        TomlParseResult toml = file.parse();
        toml.errors().forEach(error -> SyntaxMessages.report(file, error, problems));
        // What is left of a broken file would only bring forth faults that are none.
        problems.throwIfAny();

        Set<String> incomplete = new HashSet<>();
        AetherConfig config = read(file.path(), TomlSection.top(file, problems, toml), incomplete);
        templateCheck.check(config, incomplete, problems);
        problems.throwIfAny();
        return config;
    }

    private static AetherConfig read(Path file, TomlSection top, Set<String> incomplete) {
        var backend = BackendReader.read(top);
        PortRange range = top.section("ports").map(ConfigReader::range).orElse(PortRange.DEFAULT);
        SequencedMap<String, ServiceDraft> drafts = new LinkedHashMap<>();
        top.section("services").ifPresent(services -> {
            for (String name : services.keys()) {
                boolean sound = services.isSoundAfter(() -> services.section(name)
                        .ifPresent(section -> drafts.put(name, ServiceReader.read(name, section))));
                if (!sound) {
                    incomplete.add(name);
                }
            }
        });
        ServiceRules.check(drafts, range);
        List<Injection> injections = InjectionReader.read(top);
        top.rejectUnknownKeys(OTHER_NAMES);

        SequencedMap<String, ServiceSpec> services = new LinkedHashMap<>();
        drafts.forEach((name, draft) -> services.put(name, draft.spec()));
        return new AetherConfig(file, backend, range, services, injections);
    }

    private static PortRange range(TomlSection section) {
        PortRange range = section.text("range", PortSyntax::range).orElse(PortRange.DEFAULT);
        section.rejectUnknownKeys(Map.of());
        return range;
    }
}
