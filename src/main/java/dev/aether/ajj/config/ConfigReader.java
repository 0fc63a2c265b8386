package dev.aether.ajj.config;

import dev.aether.ajj.config.service.ServiceReader;
import dev.aether.ajj.config.syntax.PortSyntax;
import dev.aether.ajj.config.toml.ConfigFile;
import dev.aether.ajj.config.toml.TomlSection;
import dev.aether.ajj.error.ConfigFaults;
import dev.aether.ajj.error.ConfigProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.config.AetherConfig;
import dev.aether.ajj.model.config.BackendSpec;
import dev.aether.ajj.model.config.ComposeUse;
import dev.aether.ajj.model.config.PortRange;
import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.model.template.Injection;
import dev.aether.ajj.model.template.Template;
import dev.aether.ajj.model.text.ShellWord;
import dev.aether.ajj.model.text.SourcePosition;
import dev.aether.ajj.model.workspace.PathTrail;
import dev.aether.ajj.model.workspace.RealPath;
import dev.aether.ajj.spi.config.CommittedFiles;
import dev.aether.ajj.spi.config.ComposeSource;
import dev.aether.ajj.spi.config.ComposeSource.Composed;
import dev.aether.ajj.spi.config.ConfigSource;
import dev.aether.ajj.spi.directory.Templates;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Reads aether.toml. First the syntax is checked, then the meaning; each check reports all its faults.
 *
 * @param compose reads compose files that aether.toml names, or that are used without an aether.toml
 */
public record ConfigReader(Templates templates, ComposeSource compose) implements ConfigSource {
    private static final int MAX_SERVICES = 200;
    private static final int MAX_VOLUMES = 1000;
    private static final Map<String, String> OTHER_NAMES = Map.of(
            "version", "aether.toml has no version: remove it",
            "networks", "every workspace has its own private network: remove it",
            "volumes", "declare volumes where they are used: volumes = [\"data:/path\"] in [services.NAME]");

    @Override
    public AetherConfig load(Optional<Path> explicit, Path directory, Path workspaceRoot) {
        return load(explicit, directory, workspaceRoot, (_, _, _) -> {});
    }

    @Override
    public AetherConfig loadWithTemplates(Optional<Path> explicit, Path directory, Path workspaceRoot) {
        return load(explicit, directory, workspaceRoot, templates::check);
    }

    @Override
    public BackendSpec backend(Optional<Path> explicit, Path directory, Path workspaceRoot) {
        Optional<Path> found = find(explicit, directory, workspaceRoot);
        if (found.isEmpty()) {
            return BackendSpec.DEFAULT;
        }
        ConfigFaults problems = new ConfigFaults();
        BackendSpec backend = BackendReader.read(ConfigFile.read(found.get()).tables(problems));
        problems.throwIfAny();
        return backend;
    }

    @Override
    public List<Path> places(Path directory, Path workspaceRoot) {
        return ConfigLocator.places(directory, workspaceRoot);
    }

    @Override
    public Optional<ConfigText> find(Path directory, Path workspaceRoot) {
        return find(Optional.empty(), directory, workspaceRoot)
                .map(ConfigFile::read)
                .map(file -> new ConfigText(file.path(), file.text()));
    }

    @Override
    public Optional<Path> locate(Path directory, Path workspaceRoot) {
        return find(Optional.empty(), directory, workspaceRoot)
                .or(() -> composeFiles(directory, workspaceRoot, Optional.empty()).files().stream()
                        .findFirst());
    }

    @Override
    public AetherConfig parse(
            Path file, String text, Path directory, Path workspaceRoot, Optional<CommittedFiles> committed) {
        return read(new ConfigFile(file, text), directory, workspaceRoot, committed, templates::check);
    }

    @Override
    public Optional<AetherConfig> ofCompose(Path directory, Path workspaceRoot, CommittedFiles committed) {
        ComposeSource.Found found = composeFiles(directory, workspaceRoot, Optional.of(committed));
        return found.files().isEmpty() || found.chosen()
                ? Optional.empty()
                : Optional.of(ofCompose(found, workspaceRoot, Optional.of(committed), templates::check));
    }

    /** Finds the file, and refuses one outside the workspace unless the user has named it. */
    private Optional<Path> find(Optional<Path> explicit, Path directory, Path workspaceRoot) {
        Optional<Path> found = ConfigLocator.find(explicit, directory, workspaceRoot);
        if (explicit.isEmpty() && !compose.trustsAll()) {
            found.flatMap(file -> foreign(file, RealPath.of(workspaceRoot))).ifPresent(problem -> {
                throw new Failure(problem);
            });
        }
        return found;
    }

    private static Optional<ConfigProblem> foreign(Path file, Path root) {
        return PathTrail.fault(root, file)
                .map(fault -> new ConfigProblem.Invalid(
                        new SourcePosition(file, 1, 1),
                        ConfigFile.NAME + " " + fault,
                        List.of(
                                "use a file of the repository",
                                "or name it yourself: --config " + ShellWord.quoted(file.toString()))));
    }

    private interface TemplateCheck {
        void check(AetherConfig config, Set<String> incomplete, ConfigFaults problems);
    }

    private AetherConfig load(Optional<Path> explicit, Path directory, Path workspaceRoot, TemplateCheck check) {
        Optional<Path> found = find(explicit, directory, workspaceRoot);
        if (found.isPresent()) {
            Path base = found.get().resolveSibling("");
            return read(ConfigFile.read(found.get()), base, workspaceRoot, Optional.empty(), check);
        }
        ComposeSource.Found files = composeFiles(directory, workspaceRoot, Optional.empty());
        if (files.files().isEmpty()) {
            throw new Failure(ConfigProblem.NotFound.above(directory));
        }
        return ofCompose(files, workspaceRoot, Optional.empty(), check);
    }

    private ComposeSource.Found composeFiles(Path directory, Path workspaceRoot, Optional<CommittedFiles> committed) {
        return compose.find(RealPath.of(directory), RealPath.of(workspaceRoot), committed);
    }

    private AetherConfig read(
            ConfigFile file,
            Path directory,
            Path workspaceRoot,
            Optional<CommittedFiles> committed,
            TemplateCheck check) {
        ConfigFaults problems = new ConfigFaults();
        TomlSection own = file.tables(problems);
        Optional<Composed> composed = own.section("compose")
                .flatMap(section -> ComposeReader.read(section, directory, workspaceRoot, committed))
                .map(compose::read);
        List<Injection> injections = InjectionReader.read(own);
        TomlSection top = composed.map(found -> own.over(TomlSection.ofServices(found.services(), problems)))
                .orElse(own);
        return checked(file.path(), top, injections, composed.map(Composed::use), problems, check);
    }

    /** Returns the configuration of compose files without an aether.toml: their services, and variables with the addresses. */
    private AetherConfig ofCompose(
            ComposeSource.Found found, Path workspaceRoot, Optional<CommittedFiles> committed, TemplateCheck check) {
        ConfigFaults problems = new ConfigFaults();
        ComposeSource.Request request = new ComposeSource.Request(
                found.files(),
                found.files(),
                RealPath.of(workspaceRoot),
                List.of(),
                List.of(),
                found.chosen(),
                committed);
        Composed composed = compose.read(request);
        Path file = found.files().getFirst();
        TomlSection top = TomlSection.ofServices(composed.services(), problems);
        return checked(file, top, injections(composed, file), Optional.of(composed.use()), problems, check);
    }

    /** Returns the injection of addresses; empty when no service has ports. */
    private static List<Injection> injections(Composed composed, Path file) {
        if (composed.injection().isEmpty()) {
            return List.of();
        }
        SourcePosition start = new SourcePosition(file, 1, 1);
        String text = String.join("\n", composed.injection()) + "\n";
        return List.of(new Injection(".env", new Template(text, List.of(new Template.Mark(0, start))), start));
    }

    private static AetherConfig checked(
            Path file,
            TomlSection top,
            List<Injection> injections,
            Optional<ComposeUse> compose,
            ConfigFaults problems,
            TemplateCheck templateCheck) {
        BackendSpec backend = BackendReader.read(top);
        PortRange range = top.section("ports").map(ConfigReader::range).orElse(PortRange.DEFAULT);
        Set<String> incomplete = new HashSet<>();
        SequencedMap<String, ServiceSpec> services = ServiceReader.readAll(top, range, incomplete);
        top.rejectUnknownKeys(OTHER_NAMES);
        refuseMany(services, new SourcePosition(file, 1, 1), problems);
        AetherConfig config = new AetherConfig(file, backend, range, services, injections, compose);
        templateCheck.check(config, incomplete, problems);
        problems.throwIfAny();
        return config;
    }

    /** Limits services, which need threads and memory, and mounts, which are compared with each other. */
    private static void refuseMany(
            SequencedMap<String, ServiceSpec> services, SourcePosition start, ConfigFaults problems) {
        if (services.size() > MAX_SERVICES) {
            problems.report(
                    start,
                    "there are " + services.size() + " services; the limit is " + MAX_SERVICES,
                    "declare only services that a workspace needs");
        }
        int volumes = services.values().stream()
                .mapToInt(service -> service.container().storage().volumes().size())
                .sum();
        if (volumes > MAX_VOLUMES) {
            problems.report(
                    start,
                    "there are " + volumes + " volumes and mounts; the limit is " + MAX_VOLUMES,
                    "mount a directory instead of the files in it");
        }
    }

    private static PortRange range(TomlSection section) {
        PortRange range = section.text("range", PortSyntax::range).orElse(PortRange.DEFAULT);
        section.rejectUnknownKeys(Map.of());
        return range;
    }
}
