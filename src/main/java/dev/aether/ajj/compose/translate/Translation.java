package dev.aether.ajj.compose.translate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aether.ajj.compose.model.ComposeModel;
import dev.aether.ajj.compose.model.ModelService;
import dev.aether.ajj.compose.model.ValueOrigins;
import dev.aether.ajj.compose.text.ComposeLines;
import dev.aether.ajj.compose.text.Page;
import dev.aether.ajj.error.ConfigProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Suggestions;
import dev.aether.ajj.model.config.ComposeUse.Build;
import dev.aether.ajj.model.config.ComposeUse.LeftOut;
import dev.aether.ajj.model.config.ComposeUse.Note;
import dev.aether.ajj.model.variable.VariableTexts;
import dev.aether.ajj.spi.config.ComposeSource.Composed;
import dev.aether.ajj.spi.config.ComposeSource.Request;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Translates the services of a model to tables of aether.toml. */
public final class Translation {

    private final Request request;
    private final ComposeModel model;
    private final ValueOrigins origins;
    private final ComposeLines lines;
    private final SequencedMap<String, ModelService> services = new LinkedHashMap<>();
    private final ModelSelection selection;
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
        this.origins = new ValueOrigins(model, lines.text());
        model.json()
                .path("services")
                .properties()
                .forEach(entry -> services.put(entry.getKey(), new ModelService(entry.getKey(), entry.getValue())));
        checkNames();
        this.selection = new ModelSelection(services, request.services());
        Map<String, String> names = Names.ofServices(services.keySet());
        this.selected = services.values().stream()
                .filter(service -> selection.isSelected(service.name()))
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
        Page page = new Page();
        List<Note> notes = new ArrayList<>(notesOnAll());
        List<Build> builds = new ArrayList<>();
        for (SelectedService service : selected) {
            String source = service.model().name();
            Notes own = new Notes(source, origins.of(source), key -> lines.of(source, key));
            ModelMounts mounts = new ModelMounts(service.model(), model.json(), request.root(), own);
            Optional<Build> build = new ModelBuild(service.name(), service.model(), request.root(), own).build();
            build.ifPresent(builds::add);
            new ModelTable(service, selected, own)
                    .write(
                            build.map(found -> found.image("")).orElseGet(() -> image(service.model())),
                            mounts,
                            externalNetworks(service.model(), own))
                    .addTo(page, lines, origins.of(source));
            UnsupportedKeys.note(service.model(), own);
            notes.addAll(own.all());
        }
        return new Composed(
                Stream.concat(sources.stream(), files()).distinct().toList(),
                page.text(),
                page.origins(),
                selected.stream().map(SelectedService::name).toList(),
                ModelInjection.of(selected).lines(),
                leftOut(),
                notes,
                builds);
    }

    private Stream<Path> files() {
        return Stream.of("configs", "secrets")
                .flatMap(key -> model.json().path(key).properties().stream())
                .map(entry -> entry.getValue().path("file").asText())
                .filter(file -> !file.isEmpty())
                .map(file -> request.root().resolve(file));
    }

    /**
     * Returns a translation without values that came from variables, for a file that is committed. Keys that can have a
     * placeholder get marks; others are removed, and added to {@code removed}, by service.
     */
    public Translation withoutVariables(Map<String, Set<String>> removed) {
        return new Translation(request, origins.pruned(removed));
    }

    /**
     * Checks that the origins of values are known.
     *
     * @throws Failure {@code CONFIG_INVALID}
     */
    public void requireOrigins() {
        if (!origins.areKnown()) {
            throw new Failure(new ConfigProblem.Invalid(
                    lines.start(),
                    "Docker Compose cannot read this file without interpolating its variables, so ajj does not know which"
                            + " values must not be copied",
                    List.of("keep the compose file: ajj init --force")));
        }
    }

    /**
     * Checks that a text has no value that came from a variable.
     *
     * @throws Failure {@code CONFIG_INVALID}
     */
    public void requireNoValues(String text) {
        if (origins.isIn(text)) {
            throw new Failure(new ConfigProblem.Invalid(
                    lines.start(),
                    "the copy would contain the value of a variable",
                    List.of("keep the compose file: ajj init --force")));
        }
    }

    public List<SelectedService> selected() {
        return selected;
    }

    /** Returns services that Compose would build; their programs run on this machine instead. */
    public List<ModelService> built() {
        return services.values().stream()
                .filter(service -> service.json().has("build") && !selection.isSelected(service.name()))
                .toList();
    }

    List<LeftOut> leftOut() {
        return selection.reasons().entrySet().stream()
                .map(reason -> new LeftOut(reason.getKey(), reason.getValue()))
                .toList();
    }

    /** Returns the texts of the compose files. */
    public String text() {
        return lines.text();
    }

    /** Returns the image; if it is built, but not by ajj, Compose's name for it. */
    private String image(ModelService service) {
        return service.text("image").orElse(model.json().path("name").asText() + "-" + service.name());
    }

    private List<String> externalNetworks(ModelService service, Notes notes) {
        List<String> joined = new ArrayList<>();
        service.json().path("networks").fieldNames().forEachRemaining(network -> {
            JsonNode declared = model.json().path("networks").path(network);
            if (declared.path("external").asBoolean()) {
                String name = declared.path("name").asText(network);
                joined.add(name);
                notes.add("networks", "the external network " + name + " is shared with all its other containers");
            }
        });
        return joined;
    }

    private List<Note> notesOnAll() {
        Notes notes = new Notes("", VariableTexts.NONE, _ -> lines.start());
        List<String> named = model.unset().stream()
                .filter(name -> Pattern.compile("\\$\\{?" + Pattern.quote(name) + "\\b")
                        .matcher(text())
                        .find())
                .toList();
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
