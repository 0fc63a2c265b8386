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

/** Reads compose files with Docker Compose, and translates its model. */
@ApplicationScoped
public class ComposeServices implements ComposeSource {
    /** Version of the rules about what Compose may read. A cached model of another version is not used. */
    private static final String RULES = "5";
    /** Limits how often files are read again because they have changed. */
    private static final int MAX_ATTEMPTS = 3;

    private final ProcessContext process;
    private final ComposeProgram program;
    private final ComposeCache cache;

    /** @param deadline limits every run of Compose */
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
        NamedFiles named = namedFiles(request);
        List<Path> sources = Stream.concat(named.all().stream(), variableFiles(request))
                .distinct()
                .toList();
        return new Translation(request, model(request, named)).composed(sources);
    }

    @Override
    public void build(Build build, String image, Path root, Map<String, String> labels, String engine) {
        new ImageBuild(program, build, image, root, cache.scratch()).run(labels, engine);
    }

    /** Returns the translation of compose files; fails as {@link #read} does. */
    public Translation translated(Request request) {
        return new Translation(request, model(request, namedFiles(request)));
    }

    /** Returns existing env files of included compose files; fails as {@link #read} does. */
    public List<Path> variablesOfIncludes(Request request) {
        return namedFiles(request).variablesOfIncludes().stream()
                .filter(Files::exists)
                .toList();
    }

    private Stream<Path> variableFiles(Request request) {
        Path directory = request.files().getFirst().resolveSibling("");
        return ComposeEnvironment.variableFiles(process.environment()).stream().map(directory::resolve);
    }

    private NamedFiles namedFiles(Request request) {
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
                    .filter(NamedFiles::areComplete)
                    .map(files -> fingerprint(request, files, variables));
            Optional<ComposeModel> cached = fingerprint.flatMap(cache::find);
            if (cached.isPresent()) {
                return cached.get();
            }
            ComposeModel model = readRedacted(request, variables);
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

    /** Reads files, and rewrites failures: they name the user's files instead of copies, and contain no values. */
    private ComposeModel readRedacted(Request request, VariableFiles files) throws IOException {
        try {
            return read(request, files);
        } catch (Failure refused) {
            if (refused.first() instanceof ConfigProblem.Invalid problem) {
                SourcePosition position = files.position(problem.message())
                        .orElseGet(() -> files.originalPosition(problem.position(), request));
                String known = new ComposeLines(request.files()).text();
                List<String> hints = problem.hints().stream()
                        .map(hint -> files.redact(hint, known))
                        .toList();
                throw new Failure(
                        new ConfigProblem.Invalid(position, files.redact(problem.message(), known), hints), refused);
            }
            throw refused;
        }
    }

    private ComposeModel read(Request request, VariableFiles files) throws IOException {
        if (trustsAll()) {
            ComposeModel model = withContents(request, request.files(), files, files.copies());
            return readRaw(request, files).map(model::withRaw).orElse(model);
        }
        for (int attempt = 1; ; attempt++) {
            NamedFiles named = namedFiles(request);
            UnchangedFiles unchanged = new UnchangedFiles(request, named.all());
            for (Path file : named.variablesOfIncludes()) {
                files.hideValues(file);
            }
            Optional<ComposeModel> model = readChecked(request, files);
            if (model.isPresent() && namedFiles(request).all().equals(named.all()) && !unchanged.haveChanged()) {
                return model.get();
            }
            if (attempt == MAX_ATTEMPTS) {
                throw unchanged.failure();
            }
        }
    }

    private Optional<ComposeModel> readRaw(Request request, VariableFiles files) throws IOException {
        try {
            return program.readWithoutVariableFiles(
                    request.files(), request.services(), request.profiles(), files.copies());
        } catch (Failure _) {
            return Optional.empty();
        }
    }

    /** Reads the model with checked env files; empty when it has services that were not checked. */
    private Optional<ComposeModel> readChecked(Request request, VariableFiles files) throws IOException {
        List<Path> variables = files.copies();
        ComposeModel raw = program.readWithoutVariableFiles(
                        request.files(), request.services(), request.profiles(), variables)
                .orElseThrow(() -> new Failure(new ConfigProblem.Invalid(
                        new SourcePosition(request.files().getFirst(), 1, 1),
                        "this version of Docker Compose does not report the files in env_file, so ajj cannot check them",
                        List.of("update Docker Compose", "or trust all repositories for this call: AJJ_TRUST=all"))));
        ServiceVariableFiles named = new ServiceVariableFiles(request, raw, files);
        List<Path> all = new ArrayList<>(request.files());
        Optional<String> override = named.override();
        if (override.isPresent()) {
            all.add(files.substitute(override.get(), request));
        }
        return Optional.of(withContents(request, all, files, variables).withRaw(raw))
                .filter(named::covers);
    }

    private ComposeModel withContents(Request request, List<Path> all, VariableFiles files, List<Path> variables)
            throws IOException {
        Path directory = request.files().getFirst().resolveSibling("");
        ComposeModel model = program.read(all, directory, request.services(), request.profiles(), variables);
        EnvironmentContents contents = new EnvironmentContents(model.json());
        if (!contents.isEmpty()) {
            List<Path> withQuery = new ArrayList<>(all);
            withQuery.add(files.substitute(contents.query(), request));
            contents.fill(program.read(withQuery, directory, request.services(), request.profiles(), variables)
                    .json());
        }
        return model;
    }
}
