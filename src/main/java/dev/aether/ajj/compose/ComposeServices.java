package dev.aether.ajj.compose;

import dev.aether.ajj.compose.model.ComposeModel;
import dev.aether.ajj.compose.text.ComposeLines;
import dev.aether.ajj.compose.translate.Translation;
import dev.aether.ajj.error.ConfigProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.config.ComposeUse.Build;
import dev.aether.ajj.model.text.SourcePosition;
import dev.aether.ajj.spi.config.ComposeSource;
import dev.aether.ajj.spi.machine.Deadline;
import dev.aether.ajj.spi.machine.ProcessContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads compose files with Compose itself, and translates its model. */
@ApplicationScoped
public class ComposeServices implements ComposeSource {
    /** Of what Compose may read. A model that was made by others is not used. */
    private static final String RULES = "5";

    /** How often files are read that others change meanwhile. */
    private static final int ATTEMPTS = 3;

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
    public Found find(Path directory, Path root) {
        return ComposeFinder.find(directory, root, process.environment());
    }

    @Override
    public Composed read(Request request) {
        NamedFiles named = named(request);
        List<Path> sources = Stream.concat(named.all().stream(), variableFiles(request))
                .distinct()
                .toList();
        return new Translation(request, model(request, named)).composed(sources);
    }

    @Override
    public void build(Build build, String image, Path root, Map<String, String> labels, String engine) {
        new ImageBuild(program, build, image, root, cache.scratch()).run(labels, engine);
    }

    /** The translation; failures as those of {@link #read}. */
    public Translation translated(Request request) {
        return new Translation(request, model(request, named(request)));
    }

    /**
     * Files with variables for included compose files.
     *
     * @throws Failure as {@link #read}
     */
    public List<Path> variablesOfIncludes(Request request) {
        return named(request).ofIncludes().stream().filter(Files::exists).toList();
    }

    /** Those that the user has named. */
    private Stream<Path> variableFiles(Request request) {
        Path directory = request.files().getFirst().resolveSibling("");
        return ComposeEnvironment.variableFiles(process.environment()).stream().map(directory::resolve);
    }

    private NamedFiles named(Request request) {
        return new NamedFiles(request, process.environment().getOrDefault("HOME", ""), trustsAll());
    }

    @Override
    public boolean trustsAll() {
        return ComposeEnvironment.trustsAll(process.environment());
    }

    private ComposeModel model(Request request, NamedFiles named) {
        Path directory = request.files().getFirst().resolveSibling("");
        try (VariableFiles variables =
                new VariableFiles(directory, request.root(), process.environment(), cache.scratch())) {
            Optional<String> fingerprint = Optional.of(named)
                    .filter(NamedFiles::areKnown)
                    .map(files -> fingerprint(request, files, variables));
            Optional<ComposeModel> known = fingerprint.flatMap(cache::find);
            if (known.isPresent()) {
                return known.get();
            }
            ComposeModel model = named(request, variables);
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

    private String fingerprint(Request request, NamedFiles named, VariableFiles variables) {
        List<Path> inputs = Stream.of(named.all().stream(), variables.originals().stream(), variableFiles(request))
                .flatMap(files -> files)
                .distinct()
                .toList();
        List<String> arguments = Stream.of(RULES, request.files(), request.services(), request.profiles(), trustsAll())
                .map(Object::toString)
                .toList();
        return ComposeInputs.fingerprint(inputs, arguments, ComposeEnvironment.of(process.environment()));
    }

    /** Failures speak of the user's files, not of the copies that Compose has read. */
    private ComposeModel named(Request request, VariableFiles files) throws IOException {
        try {
            return read(request, files);
        } catch (Failure refused) {
            if (refused.first() instanceof ConfigProblem.Invalid said) {
                SourcePosition position =
                        files.position(said.message()).orElseGet(() -> files.standIn(said.position(), request));
                String known = new ComposeLines(request.files()).text();
                List<String> hints = said.hints().stream()
                        .map(hint -> files.named(hint, known))
                        .toList();
                throw new Failure(
                        new ConfigProblem.Invalid(position, files.named(said.message(), known), hints), refused);
            }
            throw refused;
        }
    }

    private ComposeModel read(Request request, VariableFiles files) throws IOException {
        if (trustsAll()) {
            ComposeModel model = withContents(request, request.files(), files, files.copies());
            return asWritten(request, files).map(model::writtenAs).orElse(model);
        }
        for (int attempt = 1; ; attempt++) {
            NamedFiles named = named(request);
            UnchangedFiles unchanged = new UnchangedFiles(request, named.all());
            for (Path file : named.ofIncludes()) {
                files.hideValues(file);
            }
            Optional<ComposeModel> model = checked(request, files);
            if (model.isPresent() && named(request).all().equals(named.all()) && !unchanged.haveChanged()) {
                return model.get();
            }
            if (attempt == ATTEMPTS) {
                throw unchanged.failure();
            }
        }
    }

    /** Empty when Compose refuses that. */
    private Optional<ComposeModel> asWritten(Request request, VariableFiles files) throws IOException {
        try {
            return program.readWithoutVariableFiles(
                    request.files(), request.services(), request.profiles(), files.copies());
        } catch (Failure _) {
            return Optional.empty();
        }
    }

    /** Empty when the model has services that were not checked. */
    private Optional<ComposeModel> checked(Request request, VariableFiles files) throws IOException {
        List<Path> variables = files.copies();
        ComposeModel raw = program.readWithoutVariableFiles(
                        request.files(), request.services(), request.profiles(), variables)
                .orElseThrow(() -> new Failure(new ConfigProblem.Invalid(
                        new SourcePosition(request.files().getFirst(), 1, 1),
                        "this version of Docker Compose does not report which files env_file names, so ajj cannot check them",
                        List.of("update Docker Compose", "or trust all repositories for this call: AJJ_TRUST=all"))));
        ServiceVariableFiles named = new ServiceVariableFiles(request, raw, files);
        List<Path> all = new ArrayList<>(request.files());
        Optional<String> override = named.override();
        if (override.isPresent()) {
            all.add(files.standsFor(override.get(), request));
        }
        return Optional.of(withContents(request, all, files, variables).writtenAs(raw))
                .filter(named::cover);
    }

    private ComposeModel withContents(Request request, List<Path> all, VariableFiles files, List<Path> variables)
            throws IOException {
        Path directory = request.files().getFirst().resolveSibling("");
        ComposeModel model = program.read(all, directory, request.services(), request.profiles(), variables);
        EnvironmentContents contents = new EnvironmentContents(model.json());
        if (!contents.isEmpty()) {
            List<Path> withQuestion = new ArrayList<>(all);
            withQuestion.add(files.standsFor(contents.question(), request));
            contents.fill(program.read(withQuestion, directory, request.services(), request.profiles(), variables)
                    .json());
        }
        return model;
    }
}
