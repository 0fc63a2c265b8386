package dev.aether.ajj.compose;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aether.ajj.error.ConfigProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Suggestions;
import dev.aether.ajj.model.ComposeUse.LeftOut;
import dev.aether.ajj.model.ComposeUse.Note;
import dev.aether.ajj.model.SourcePosition;
import dev.aether.ajj.spi.ComposeSource;
import dev.aether.ajj.spi.Deadline;
import dev.aether.ajj.spi.ProcessContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/** Reads compose files with Compose itself, and translates its model. */
@ApplicationScoped
public class ComposeServices implements ComposeSource {
    private static final int LONGEST_SERVICE = 40;
    private static final int LONGEST_VOLUME = 100;

    private final ProcessContext process;
    private final ComposeProgram program;
    private final ComposeCache cache;

    /** @param deadline ends every run of Compose */
    public ComposeServices(ProcessContext process, Deadline deadline) {
        this.process = process;
        this.program = new ComposeProgram(process, deadline);
        this.cache = new ComposeCache(process.environment());
    }

    @Override
    public List<Path> find(Path directory, Path root) {
        return ComposeFinder.find(directory, root, Variables.of(process.environment()));
    }

    @Override
    public Composed read(Request request) {
        ComposeProgram.Model model = model(request);
        ComposeLines lines = new ComposeLines(request.files());
        SequencedMap<String, ModelService> services = new LinkedHashMap<>();
        model.json().path("services").properties().forEach(entry ->
                services.put(entry.getKey(), new ModelService(entry.getKey(), entry.getValue())));
        checkNames(request, services, lines);
        ModelSelection selection = new ModelSelection(services, request.services());
        Names serviceNames = Names.of(services.keySet(), LONGEST_SERVICE);
        Names volumeNames = Names.of(volumes(model.json()), LONGEST_VOLUME);
        String project = model.json().path("name").asText();

        Page page = new Page();
        List<Note> notes = new ArrayList<>(notesOnAll(model, lines));
        List<String> taken = new ArrayList<>();
        ModelInjection injection = new ModelInjection();
        for (ModelService service : services.values()) {
            if (!selection.isTaken(service.name())) {
                continue;
            }
            SourcePosition position = lines.of(service.name());
            Notes own = new Notes(service.name());
            ModelMounts mounts = new ModelMounts(
                    service,
                    model.json(),
                    request.root(),
                    volumeNames,
                    (key, message) -> own.add(key, message, position));
            String name = serviceNames.of(service.name());
            new ModelTable(service, selection, services, own, position)
                    .write(name, service.text("image").orElse(project + "-" + service.name()), mounts, page);
            UnsupportedKeys.note(service, own, position);
            taken.add(name);
            injection.add(name, service);
            notes.addAll(own.all());
        }
        return new Composed(
                page.text(),
                page.origins(),
                taken,
                injection.lines(),
                selection.reasons().entrySet().stream()
                        .map(reason -> new LeftOut(reason.getKey(), reason.getValue()))
                        .toList(),
                notes);
    }

    private ComposeProgram.Model model(Request request) {
        Path directory = request.files().getFirst().resolveSibling("");
        try (VariableFiles variables = new VariableFiles(directory, request.root(), process.environment())) {
            List<Path> inputs = Stream.concat(request.files().stream(), variables.originals().stream())
                    .toList();
            List<String> arguments = List.of(request.files(), request.services(), request.profiles()).stream()
                    .map(List::toString)
                    .toList();
            Optional<String> fingerprint = ComposeInputs.fingerprint(inputs, arguments, process.environment());
            Optional<ComposeProgram.Model> known = fingerprint.flatMap(cache::find);
            if (known.isPresent()) {
                return known.get();
            }
            ComposeProgram.Model model = program.read(
                    request.files(), request.services(), request.profiles(), variables.withoutInjected());
            fingerprint.ifPresent(found -> cache.put(found, model));
            return model;
        } catch (IOException unreadable) {
            throw new Failure(
                    new ConfigProblem.Invalid(
                            new SourcePosition(directory.resolve(".env"), 1, 1),
                            "it cannot be read: " + unreadable.getMessage(),
                            List.of("check its permissions")),
                    unreadable);
        }
    }

    /** Compose includes what a named service depends on, and says nothing useful of one that does not exist. */
    private static void checkNames(Request request, SequencedMap<String, ModelService> services, ComposeLines lines) {
        for (String name : request.services()) {
            if (!services.containsKey(name)) {
                throw new Failure(new ConfigProblem.Invalid(
                        lines.start(),
                        "there is no service \"" + name + "\"",
                        List.of(Suggestions.hint(name, services.keySet(), "services: " + String.join(", ", services.keySet())))));
            }
        }
    }

    private static List<String> volumes(JsonNode model) {
        List<String> names = new ArrayList<>();
        model.path("volumes").fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<Note> notesOnAll(ComposeProgram.Model model, ComposeLines lines) {
        Notes notes = new Notes("");
        if (!model.unset().isEmpty()) {
            notes.add(
                    "environment",
                    "variables that nothing sets are empty: " + String.join(", ", model.unset()),
                    lines.start());
        }
        model.json().path("networks").properties().stream()
                .filter(network -> network.getValue().path("external").asBoolean())
                .forEach(network -> notes.add(
                        "networks",
                        "the external network " + network.getValue().path("name").asText(network.getKey())
                                + " is not joined: each workspace has a private network",
                        lines.start()));
        return notes.all();
    }
}
