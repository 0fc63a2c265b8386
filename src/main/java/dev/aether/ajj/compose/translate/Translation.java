package dev.aether.ajj.compose.translate;

import dev.aether.ajj.compose.model.ComposeModel;
import dev.aether.ajj.compose.model.ModelService;
import dev.aether.ajj.compose.text.ComposeLines;
import dev.aether.ajj.error.ConfigProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Suggestions;
import dev.aether.ajj.model.config.ComposeUse;
import dev.aether.ajj.model.config.ComposeUse.Build;
import dev.aether.ajj.model.config.ComposeUse.LeftOut;
import dev.aether.ajj.model.config.ComposeUse.Note;
import dev.aether.ajj.model.variable.VariableTexts;
import dev.aether.ajj.spi.config.ComposeSource.Composed;
import dev.aether.ajj.spi.config.ComposeSource.Request;
import dev.aether.ajj.spi.config.WrittenValue;
import dev.aether.ajj.spi.config.WrittenValue.Origin;
import dev.aether.ajj.spi.config.WrittenValue.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/** Translates the services of a model to tables of aether.toml. */
public final class Translation {
    private static final Map<String, String> COMPOSE_KEYS = Map.of(
            "env", "environment",
            "memory", "mem_limit",
            "pull", "pull_policy",
            "external_networks", "networks",
            "files", "configs");

    private final Request request;
    private final ComposeModel model;
    private final ComposeLines lines;
    private final SequencedMap<String, ModelService> services;
    private final Map<String, String> leftOut;
    private final List<ModelService> selected;

    /**
     * Selects the services.
     *
     * @throws Failure {@code CONFIG_INVALID} when the request names a service that the model does not have
     */
    public Translation(Request request, ComposeModel model) {
        this.request = request;
        this.model = model;
        this.lines = model.lines();
        this.services = model.services();
        checkNames();
        this.leftOut = ModelSelection.leftOut(services.values(), request.services());
        this.selected = services.values().stream()
                .filter(service -> !leftOut.containsKey(service.declared()))
                .toList();
    }

    private void checkNames() {
        for (String name : request.services()) {
            if (!services.containsKey(name)) {
                throw new Failure(new ConfigProblem.Invalid(
                        lines.start(),
                        "there is no service \"" + name + "\"",
                        List.of(Suggestions.hint(
                                name, services.keySet(), "services: " + String.join(", ", services.keySet())))));
            }
        }
    }

    /** Translates the selected services; {@code sources} are the files that Compose has read. */
    public Composed composed(List<Path> sources) {
        SequencedMap<String, WrittenValue> tables = new LinkedHashMap<>();
        List<Note> notes = new ArrayList<>(notesOnAll());
        List<Build> builds = new ArrayList<>();
        for (ModelService service : selected) {
            String name = service.declared();
            VariableTexts hidden = model.hidden(name);
            Notes own = new Notes(name, hidden, key -> lines.of(name, key));
            if (!service.name().equals(name)) {
                own.add("name", "it is " + service.name() + " in aether.toml and commands");
            }
            SequencedMap<String, WrittenValue> keys = new LinkedHashMap<>();
            translated(service, own, builds).forEach((key, value) -> {
                String written = COMPOSE_KEYS.getOrDefault(key, key);
                List<String> unset = lines.named(model.unset(), name, written);
                if (key.equals("image") && !unset.isEmpty() && !value.toString().startsWith(Build.PREFIX)) {
                    own.add(key, "has variables that are not set: " + String.join(", ", unset));
                }
                keys.put(key, WrittenValue.of(value, new Origin(lines.of(name, written), hidden, unset)));
            });
            tables.put(service.name(), new Table(keys, new Origin(lines.of(name), hidden, List.of())));
            notes.addAll(own.all());
        }
        return new Composed(
                new Table(tables, new Origin(lines.start())),
                ModelInjection.of(selected).lines(),
                new ComposeUse(
                        request.files(),
                        Stream.concat(sources.stream(), files()).distinct().toList(),
                        List.copyOf(tables.keySet()),
                        leftOut.entrySet().stream()
                                .map(reason -> new LeftOut(reason.getKey(), reason.getValue()))
                                .toList(),
                        notes,
                        builds));
    }

    private SequencedMap<String, Object> translated(ModelService service, Notes notes, List<Build> builds) {
        ModelMounts mounts = new ModelMounts(service, model.json(), request.root(), notes);
        Optional<Build> build = ModelBuild.of(service, request.root(), notes);
        build.ifPresent(builds::add);
        String image = build.map(found -> found.image("")).orElseGet(() -> image(service));
        return new ModelTable(service, notes).keys(image, model.json(), mounts, selected);
    }

    private Stream<Path> files() {
        return Stream.of("configs", "secrets")
                .flatMap(key -> model.json().path(key).properties().stream())
                .map(entry -> entry.getValue().path("file").asText())
                .filter(file -> !file.isEmpty())
                .map(file -> request.root().resolve(file));
    }

    public ComposeModel model() {
        return model;
    }

    /** Returns the translation of another model of the same request. */
    public Translation of(ComposeModel other) {
        return new Translation(request, other);
    }

    public List<ModelService> selected() {
        return selected;
    }

    /** Returns all services by their names in the compose file, also those that are left out. */
    public SequencedMap<String, ModelService> services() {
        return services;
    }

    /** Returns services that Compose would build; their programs run on this machine instead. */
    public List<ModelService> built() {
        return services.values().stream()
                .filter(service -> service.json().has("build") && leftOut.containsKey(service.declared()))
                .toList();
    }

    /** Returns the image; if it is built, but not by ajj, Compose's name for it. */
    private String image(ModelService service) {
        return service.text("image").orElse(model.json().path("name").asText() + "-" + service.declared());
    }

    private List<Note> notesOnAll() {
        Notes notes = new Notes("", VariableTexts.NONE, _ -> lines.start());
        List<String> named = lines.named(model.unset());
        if (!named.isEmpty()) {
            notes.add("environment", "variables that are not set are empty: " + String.join(", ", named));
        }
        if (named.size() < model.unset().size()) {
            // Compose also reports text after a $ in a variable's value, which may be secret.
            notes.add(
                    "environment",
                    "more variables that are not set are empty; their names may be parts of values, and are not shown");
        }
        return notes.all();
    }
}
