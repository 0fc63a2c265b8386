package dev.aether.ajj.compose;

import dev.aether.ajj.compose.Value.Mapping;
import dev.aether.ajj.compose.Value.Scalar;
import dev.aether.ajj.error.ConfigFaults;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One service of a compose file. */
final class DefinitionReader {
    private final Mapping model;
    private final ComposeLoader loader;
    private final Variables variables;
    private final Set<String> profiles;
    private final ConfigFaults problems;

    /**
     * A reader for the services of one file.
     *
     * @param model the whole file
     * @param profiles those that are active; {@code *} stands for all
     */
    DefinitionReader(
            Mapping model, ComposeLoader loader, Variables variables, Set<String> profiles, ConfigFaults problems) {
        this.model = model;
        this.loader = loader;
        this.variables = variables;
        this.profiles = profiles;
        this.problems = problems;
    }

    Definition read(String name, Mapping mapping) {
        Fields service = new Fields(mapping, "services." + name, problems);
        Notes notes = new Notes(name);
        SettingsReader settings = new SettingsReader(service, notes);
        MountsReader mounts = new MountsReader(service, model, problems, notes).read();
        Optional<Placed<String>> build = build(service);
        List<String> ownProfiles =
                service.scalars("profiles").stream().map(Scalar::text).toList();
        EnvReader env = new EnvReader(service, loader, variables, problems, notes);
        boolean lenient = build.isPresent() || !isActive(ownProfiles);
        Definition definition = new Definition(
                name,
                service.position(),
                service.scalar("image").map(Placed::of),
                build,
                ownProfiles,
                settings.replicas(),
                PortsReader.read(service, problems, notes),
                env.read(lenient),
                env.files(),
                mounts.mounts(),
                mounts.tmpfs(),
                command(service, "command", notes),
                command(service, "entrypoint", notes),
                settings.read(),
                CheckReader.read(service, notes),
                new DependenciesReader(service, problems, notes).read(),
                notes);
        LeftOutKeys.note(name, service, notes);
        return definition;
    }

    /** Whether compose would start a service with these profiles. */
    boolean isActive(List<String> own) {
        return own.isEmpty() || profiles.contains("*") || own.stream().anyMatch(profiles::contains);
    }

    private Optional<Placed<String>> build(Fields service) {
        return service.value("build").map(value -> {
            Fields build = Fields.of(value, "context", "build", problems);
            return build.scalar("context").map(Placed::of).orElse(new Placed<>(".", value.position(), Set.of()));
        });
    }

    /** A list, or one text that is split; empty when it says that there is none. */
    private static Optional<Placed<List<String>>> command(Fields service, String key, Notes notes) {
        Optional<Value> value = service.value(key);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        List<Scalar> scalars = service.scalars(key);
        List<String> words = value.get() instanceof Scalar scalar
                ? split(service, key, scalar, notes)
                : scalars.stream().map(Scalar::text).toList();
        if (words.isEmpty() || words.getFirst().isBlank()) {
            notes.add(key, "ajj cannot do without the image's own: it stays", service.position(key));
            return Optional.empty();
        }
        return Optional.of(Placed.ofAll(scalars, words, value.get().position()));
    }

    private static List<String> split(Fields service, String key, Scalar scalar, Notes notes) {
        ShellWords.Split split = ShellWords.split(scalar.text());
        if (!split.closed()) {
            service.report(
                    scalar.position(),
                    key,
                    "a quotation mark is not closed",
                    "write a list: [\"program\", \"argument\"]");
        }
        if (split.dropped()) {
            notes.add(
                    key,
                    "no shell runs it, so compose drops what stands behind the first of ; & | < >, and so does ajj",
                    scalar.position());
        }
        return split.words();
    }
}
