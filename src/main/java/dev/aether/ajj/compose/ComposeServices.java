package dev.aether.ajj.compose;

import dev.aether.ajj.compose.ComposeCache.Entry;
import dev.aether.ajj.compose.model.ComposeModel;
import dev.aether.ajj.compose.model.Marks;
import dev.aether.ajj.compose.text.ComposeLines;
import dev.aether.ajj.compose.translate.Translation;
import dev.aether.ajj.error.ConfigProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.config.ComposeUse.Build;
import dev.aether.ajj.model.text.Hash;
import dev.aether.ajj.model.text.SourcePosition;
import dev.aether.ajj.spi.config.ComposeSource;
import dev.aether.ajj.spi.machine.Deadline;
import dev.aether.ajj.spi.machine.ProcessContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads compose files with Docker Compose, and translates its model. */
@ApplicationScoped
public class ComposeServices implements ComposeSource {
    /** Version of the rules about what Compose may read. A cached model of another version is not used. */
    private static final String RULES = "6";

    /** Limits how often files are read again because they have changed. */
    private static final int MAX_ATTEMPTS = 3;

    private static final int HASH_DIGITS = 32;

    /** An escape in YAML with which the name of a variable does not occur in the text. */
    private static final Pattern HIDES_NAME = Pattern.compile("\\\\[xuU\r\n]");

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
    public boolean trustsAll() {
        return ComposeEnvironment.trustsAll(process.environment());
    }

    @Override
    public Composed read(Request request) {
        Map<String, String> environment = ComposeEnvironment.of(process.environment());
        List<Path> candidates = VariableFiles.candidates(directory(request), request.root());
        String disabled = process.environment().getOrDefault("COMPOSE_DISABLE_ENV_FILE", "");
        String key = Hash.of(RULES + trustsAll() + disabled + '\0' + request, HASH_DIGITS);
        Optional<Entry> cached = cache.find(key, candidates, environment);
        if (cached.isPresent()) {
            return new Translation(request, cached.get().model())
                    .composed(cached.get().inputs());
        }
        NamedFiles named = namedFiles(request);
        List<Path> inputs = Stream.concat(
                        named.all().stream(),
                        ComposeEnvironment.variableFiles(process.environment()).stream()
                                .map(directory(request)::resolve))
                .distinct()
                .toList();
        String fingerprint = ComposeCache.fingerprint(inputs, candidates, environment);
        try (VariableFiles variables = variableFiles(request)) {
            Entry entry = new Entry(inputs, readRedacted(request, variables));
            if (named.areComplete()
                    && ComposeCache.fingerprint(inputs, candidates, environment).equals(fingerprint)) {
                cache.put(key, fingerprint, entry);
            }
            return new Translation(request, entry.model()).composed(inputs);
        }
    }

    @Override
    public void build(Build build, String image, Path root, Map<String, String> labels, String engine) {
        new ImageBuild(program, build, image, root, cache.scratch()).run(labels, engine);
    }

    /**
     * A translation for a draft.
     *
     * @param marked with {@link Marks} in place of variables' values; empty when Compose refuses these
     */
    public record Drafted(Translation translation, Optional<Translation> marked) {}

    /**
     * Returns the translations of compose files for a draft; fails as {@link #read} does.
     *
     * @param copy whether the draft contains values of the model
     */
    public Drafted drafted(Request request, boolean copy) {
        NamedFiles named = namedFiles(request);
        UnchangedFiles unchanged = new UnchangedFiles(request, named.all());
        try (VariableFiles variables = variableFiles(request)) {
            ComposeModel model = readRedacted(request, variables);
            Translation translation = new Translation(request, model);
            String text = new ComposeLines(named.composeFiles()).text();
            Optional<Translation> marked = copy && ComposeEnvironment.usesSetting(text)
                    ? Optional.empty()
                    : marked(request, named.areComplete(), text, model, variables)
                            .map(translation::of);
            if (unchanged.haveChanged() && !trustsAll()) {
                throw unchanged.failure();
            }
            return new Drafted(translation, marked);
        }
    }

    private static Path first(Request request) {
        return request.files().getFirst();
    }

    private static Path directory(Request request) {
        return first(request).resolveSibling("");
    }

    private NamedFiles namedFiles(Request request) {
        return new NamedFiles(request, process.environment().getOrDefault("HOME", ""), trustsAll());
    }

    private VariableFiles variableFiles(Request request) {
        return new VariableFiles(directory(request), request.root(), process.environment(), cache.scratch());
    }

    /** Reads files, and rewrites failures: they name the user's files instead of copies, and contain no values. */
    private ComposeModel readRedacted(Request request, VariableFiles files) {
        try {
            return read(request, files);
        } catch (IOException unreadable) {
            throw new Failure(
                    new ConfigProblem.Invalid(
                            new SourcePosition(directory(request).resolve(".env"), 1, 1),
                            "it cannot be read: " + unreadable.getMessage(),
                            List.of("check its permissions")),
                    unreadable);
        } catch (Failure refused) {
            if (refused.first() instanceof ConfigProblem.Invalid problem) {
                SourcePosition position = files.original(problem.message(), problem.position());
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
        for (int attempt = 1; ; attempt++) {
            NamedFiles named = namedFiles(request);
            UnchangedFiles unchanged = new UnchangedFiles(request, named.all());
            for (Path file : named.variablesOfIncludes()) {
                files.hideValues(file);
            }
            List<Path> variables = files.copies();
            ComposeModel raw = program.readRaw(request, variables);
            ComposeOverride override = new ComposeOverride(request, raw, files, trustsAll());
            ComposeModel model = read(request, files, variables, override);
            if (override.addContents(model)) { // the name of a variable contains another one
                model = read(request, files, variables, override);
            }
            boolean checked =
                    override.covers(model) && namedFiles(request).all().equals(named.all()) && !unchanged.haveChanged();
            if (checked || trustsAll()) {
                return model.withRaw(raw);
            }
            if (attempt == MAX_ATTEMPTS) {
                throw unchanged.failure();
            }
        }
    }

    private ComposeModel read(Request request, VariableFiles files, List<Path> variables, ComposeOverride override)
            throws IOException {
        List<Path> all = with(request.files(), files.temporary(override.text(), first(request)));
        return override.completed(program.read(request, all, variables, Map.of()));
    }

    /** Reads the model with marks in place of the values of variables, and without files of variables. */
    private Optional<ComposeModel> marked(
            Request request, boolean complete, String text, ComposeModel model, VariableFiles variables) {
        Map<String, String> values = new TreeMap<>(variables.values());
        values.putAll(ComposeEnvironment.of(process.environment()));
        Map<String, String> environment = ComposeEnvironment.settings(process.environment());
        Optional.ofNullable(values.get("COMPOSE_PROFILES")).ifPresent(set -> environment.put("COMPOSE_PROFILES", set));
        boolean visible = complete && !HIDES_NAME.matcher(text).find();
        values.keySet().removeIf(name -> ComposeEnvironment.isSetting(name) || (visible && !text.contains(name)));
        Marks marks = new Marks(values, text);
        environment.putAll(marks.environment());
        try {
            Path none = variables.temporary(ComposeOverride.withoutFiles(model), first(request));
            return Optional.of(
                    marks.of(program.read(request, with(request.files(), none), List.of(), environment), model));
        } catch (Failure refused) {
            if (refused.first() instanceof ConfigProblem) {
                return Optional.empty();
            }
            throw refused;
        } catch (IOException _) {
            return Optional.empty(); // no space for a temporary file
        }
    }

    private static List<Path> with(List<Path> files, Path last) {
        List<Path> all = new ArrayList<>(files);
        all.add(last);
        return all;
    }
}
