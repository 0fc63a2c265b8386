package dev.aether.ajj.compose.translate;

import dev.aether.ajj.compose.model.ComposeModel;
import dev.aether.ajj.compose.model.ModelService;
import dev.aether.ajj.compose.text.ComposeLines;
import dev.aether.ajj.compose.text.Toml;
import dev.aether.ajj.error.ConfigProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Suggestions;
import dev.aether.ajj.model.config.ComposeUse.Build;
import dev.aether.ajj.model.config.ComposeUse.LeftOut;
import dev.aether.ajj.model.config.ComposeUse.Note;
import dev.aether.ajj.model.variable.VariableTexts;
import dev.aether.ajj.spi.config.ComposeSource.Composed;
import dev.aether.ajj.spi.config.ComposeSource.Origin;
import dev.aether.ajj.spi.config.ComposeSource.Request;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

    private static final int LONG_VALUE = 8;

    private final Request request;
    private final ComposeModel model;
    private final ComposeLines lines;
    private final SequencedMap<String, ModelService> services = new LinkedHashMap<>();
    private final Map<String, String> leftOut;
    private final List<SelectedService> selected;

    /**
     * Selects the services.
     *
     * @throws Failure {@code CONFIG_INVALID} when the request names a service that the model does not have
     */
    public Translation(Request request, ComposeModel model) {
        this.request = request;
        this.model = model;
        this.lines = new ComposeLines(request.files());
        model.json()
                .path("services")
                .properties()
                .forEach(entry -> services.put(entry.getKey(), new ModelService(entry.getKey(), entry.getValue())));
        checkNames();
        this.leftOut = ModelSelection.leftOut(services.values(), request.services());
        Map<String, String> names = Names.ofServices(services.keySet());
        this.selected = services.values().stream()
                .filter(service -> !leftOut.containsKey(service.name()))
                .map(service -> SelectedService.of(
                        Objects.requireNonNull(names.get(service.name())), service, services.values()))
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
        List<String> toml = new ArrayList<>();
        Map<Integer, Origin> origins = new HashMap<>();
        List<Note> notes = new ArrayList<>(notesOnAll());
        List<Build> builds = new ArrayList<>();
        for (SelectedService service : selected) {
            String name = service.model().name();
            VariableTexts hidden = model.hidden(name, lines.text());
            Notes own = new Notes(name, hidden, key -> lines.of(name, key));
            toml.add("");
            toml.add("[services." + Toml.key(service.name()) + "]");
            origins.put(toml.size(), new Origin(lines.of(name), hidden, List.of()));
            translated(service, own, builds).forEach((key, value) -> {
                toml.add(key + " = " + Toml.value(value));
                String written = COMPOSE_KEYS.getOrDefault(key, key);
                origins.put(
                        toml.size(),
                        new Origin(lines.of(name, written), hidden, lines.named(model.unset(), name, written)));
            });
            notes.addAll(own.all());
        }
        return new Composed(
                Stream.concat(sources.stream(), files()).distinct().toList(),
                String.join("\n", toml) + "\n",
                origins,
                selected.stream().map(SelectedService::name).toList(),
                ModelInjection.of(selected).lines(),
                leftOut(),
                notes,
                builds);
    }

    private SequencedMap<String, Object> translated(SelectedService service, Notes notes, List<Build> builds) {
        ModelMounts mounts = new ModelMounts(service.model(), model.json(), request.root(), notes);
        Optional<Build> build = ModelBuild.of(service.name(), service.model(), request.root(), notes);
        build.ifPresent(builds::add);
        String image = build.map(found -> found.image("")).orElseGet(() -> image(service.model()));
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

    /** Returns the translation of another model of the same files. */
    public Translation of(ComposeModel other) {
        return new Translation(request, other);
    }

    public List<SelectedService> selected() {
        return selected;
    }

    /** Returns the environment of a service of the model, also one that is left out. */
    public SequencedMap<String, String> environment(String service) {
        return new ModelService(service, model.json().path("services").path(service)).environment();
    }

    /** Returns services that Compose would build; their programs run on this machine instead. */
    public List<ModelService> built() {
        return services.values().stream()
                .filter(service -> service.json().has("build") && leftOut.containsKey(service.name()))
                .toList();
    }

    List<LeftOut> leftOut() {
        return leftOut.entrySet().stream()
                .map(reason -> new LeftOut(reason.getKey(), reason.getValue()))
                .toList();
    }

    /** Whether a text has a long value that came from a variable; short ones occur in any text. */
    public boolean reveals(String page) {
        return services.keySet().stream()
                .flatMap(service -> model.hidden(service, text()).written().keySet().stream())
                .anyMatch(value -> value.length() >= LONG_VALUE && page.contains(value));
    }

    /** Returns the texts of the compose files. */
    public String text() {
        return lines.text();
    }

    /** Returns the image; if it is built, but not by ajj, Compose's name for it. */
    private String image(ModelService service) {
        return service.text("image").orElse(model.json().path("name").asText() + "-" + service.name());
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
