package dev.aether.ajj.compose;

import dev.aether.ajj.compose.Value.Mapping;
import dev.aether.ajj.compose.Value.Scalar;
import dev.aether.ajj.error.ConfigFaults;
import dev.aether.ajj.error.Suggestions;
import dev.aether.ajj.model.SourcePosition;
import dev.aether.ajj.spi.ConfigDraft;
import dev.aether.ajj.spi.ConfigDrafts.Request;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Pattern;

/** Makes the draft of an aether.toml out of compose files. */
final class ComposeTranslation {
    private static final List<String> KEYS =
            List.of("version", "name", "services", "networks", "volumes", "configs", "secrets", "include", "models");

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");

    private final Request request;
    private final List<Path> files;
    private final Path base;
    private final Variables variables;
    private final ConfigFaults problems = new ConfigFaults();
    private final Notes notes = new Notes("");
    private final ComposeLoader loader = new ComposeLoader(problems, notes);

    /**
     * A translation of some files.
     *
     * @param files at least one; later ones go over earlier ones
     * @param environment the variables of this process, which go before those of {@code .env}
     */
    ComposeTranslation(Request request, List<Path> files, Variables environment) {
        this.request = request;
        this.files = files;
        this.base = files.getFirst().resolveSibling("");
        Path usual = base.resolve(".env");
        this.variables =
                Files.isRegularFile(usual) ? environment.with(loader.variablesOf(usual, environment)) : environment;
    }

    /** @throws dev.aether.ajj.error.Failure every mistake in the files */
    ConfigDraft draft() {
        Mapping model = loader.load(files, base, variables);
        checkKeys(model);
        Set<String> profiles = profiles();
        DefinitionReader reader = new DefinitionReader(model, loader, variables, profiles, problems);
        SequencedMap<String, Definition> definitions = definitions(model, reader);
        Selection selection = Selection.of(definitions, service -> reader.isActive(service.profiles()), problems);
        problems.throwIfAny();

        Set<String> tracked = tracked(definitions.values());
        Provenance provenance = new Provenance(request.root(), tracked);
        noteProvenance(definitions.values(), selection, provenance, model.position());
        noteOtherFiles(model.position());
        noteProfiles(definitions.values(), model.position());
        noteFile(model);
        MountPlan mounts =
                new MountPlan(request.root(), loader, section(model, "volumes"), tracked, definitions.values());
        List<ServiceDraft> drafts = new ServiceDrafting(definitions, selection, mounts, project(model)).drafts();
        Optional<InjectionDraft> injection = InjectionDraft.of(drafts, obstacles(definitions.values(), tracked));
        injection
                .filter(found -> !found.reason().isEmpty())
                .ifPresent(found -> notes.add(
                        "injection", "it goes into " + found.file() + ", because " + found.reason(), model.position()));
        return new DraftText(request.root(), files, loader, notes, provenance, variables.unset(), drafts, injection)
                .draft();
    }

    private void checkKeys(Mapping model) {
        for (String key : model.entries().keySet()) {
            if (!KEYS.contains(key) && !key.startsWith("x-")) {
                problems.report(
                        model.positionOf(key),
                        "compose has no key \"" + key + "\" here",
                        Suggestions.hint(key, KEYS, "services stand below services:, indented"));
            }
        }
        Optional<Value> services = model.value("services");
        boolean none = services.isEmpty()
                || (services.get() instanceof Scalar scalar && scalar.isNull())
                || (services.get() instanceof Mapping mapping
                        && mapping.entries().isEmpty());
        if (problems.size() == 0 && none) {
            problems.report(
                    model.positionOf("services"), "there are no services", "write services: and the services below it");
        }
    }

    private SequencedMap<String, Definition> definitions(Mapping model, DefinitionReader reader) {
        SequencedMap<String, Definition> definitions = new LinkedHashMap<>();
        Fields top = new Fields(model, "", problems);
        Optional<Fields> services = top.fields("services");
        services.ifPresent(fields -> fields.names().forEach(name -> {
            if (!fields.has(name)) {
                fields.report(fields.position(name), name, "it says nothing", "write image: and the image below it");
            }
            if (!NAME.matcher(name).matches()) {
                fields.report(
                        fields.position(name),
                        name,
                        "compose takes no such name for a service",
                        "name it with letters, digits, \".\", \"_\" and \"-\"");
            }
            fields.mapping(name).ifPresent(service -> definitions.put(name, reader.read(name, service)));
        }));
        return definitions;
    }

    /** Compose takes unknown profiles for none; whoever asks for one should hear of it. */
    private void noteProfiles(Collection<Definition> definitions, SourcePosition position) {
        List<String> unknown = request.profiles().stream()
                .filter(name -> !name.equals("*"))
                .filter(name -> definitions.stream()
                        .noneMatch(service -> service.profiles().contains(name)))
                .distinct()
                .toList();
        if (!unknown.isEmpty()) {
            notes.add("profiles", "no service belongs to " + String.join(", ", unknown), position);
        }
    }

    private void noteOtherFiles(SourcePosition position) {
        if (request.from().isEmpty()) {
            ComposeFinder.passedOver(files)
                    .forEach(name -> notes.add(
                            name, "is there too and was not read, as compose has it; --from names files", position));
        }
    }

    private static Optional<Mapping> section(Mapping model, String name) {
        return model.value(name).filter(Mapping.class::isInstance).map(Mapping.class::cast);
    }

    private Set<String> profiles() {
        Set<String> profiles = new LinkedHashSet<>(request.profiles());
        Arrays.stream(variables.setting("COMPOSE_PROFILES").split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .forEach(profiles::add);
        return profiles;
    }

    /** One question for everything: each costs a process of the version control system. */
    private Set<String> tracked(Collection<Definition> definitions) {
        Set<String> questions = new LinkedHashSet<>(InjectionDraft.FILES);
        questions.addAll(MountPlan.questions(request.root(), loader, definitions));
        questions.addAll(Provenance.questions(request.root(), definitions.stream()));
        return new HashSet<>(request.tracked().apply(questions));
    }

    private void noteProvenance(
            Collection<Definition> definitions, Selection selection, Provenance provenance, SourcePosition position) {
        List<Definition> taken = definitions.stream().filter(selection::isTaken).toList();
        taken.forEach(provenance::noteSecrets);
        provenance.noteEnvironment(taken.stream(), notes, position);
    }

    private void noteFile(Mapping model) {
        if (!variables.unset().isEmpty()) {
            notes.add(
                    "environment",
                    "not set, and taken for empty: " + String.join(", ", variables.unset())
                            + "; to have them, set them in .env and run `ajj init --force`",
                    model.position());
        }
        section(model, "networks")
                .filter(networks -> !networks.entries().isEmpty())
                .ifPresent(_ -> notes.add(
                        "networks",
                        "all services of a workspace are on one private network, and reach each other by name",
                        model.positionOf("networks")));
        model.value("models")
                .ifPresent(
                        _ -> notes.add("models", "left out: ajj starts containers only", model.positionOf("models")));
    }

    /** Compose's name for the whole: what is said, else the directory's. */
    private String project(Mapping model) {
        String said = variables.setting("COMPOSE_PROJECT_NAME");
        String named = model.value("name")
                .filter(Scalar.class::isInstance)
                .map(value -> ((Scalar) value).text())
                .orElse("");
        Path directory = base.getFileName();
        String name = !said.isEmpty() ? said : !named.isEmpty() ? named : String.valueOf(directory);
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]", "").replaceAll("^[_-]+", "");
    }

    private InjectionDraft.Obstacles obstacles(Collection<Definition> definitions, Set<String> tracked) {
        Set<Path> read = new HashSet<>();
        definitions.forEach(service -> read.addAll(service.envFiles()));
        return new InjectionDraft.Obstacles(request.root(), tracked, read, variables.named(), base.resolve(".env"));
    }
}
