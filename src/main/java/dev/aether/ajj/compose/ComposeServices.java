package dev.aether.ajj.compose;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aether.ajj.compose.ComposeCache.Entry;
import dev.aether.ajj.compose.ComposeProgram.Printed;
import dev.aether.ajj.compose.model.ComposeModel;
import dev.aether.ajj.compose.model.Marks;
import dev.aether.ajj.compose.translate.Translation;
import dev.aether.ajj.error.ConfigProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.config.ComposeUse.Build;
import dev.aether.ajj.model.text.Hash;
import dev.aether.ajj.model.text.ShellWord;
import dev.aether.ajj.model.text.SourcePosition;
import dev.aether.ajj.spi.config.CommittedFiles;
import dev.aether.ajj.spi.config.ComposeSource;
import dev.aether.ajj.spi.machine.Deadline;
import dev.aether.ajj.spi.machine.ProcessContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads compose files with Docker Compose, and translates its model. */
public class ComposeServices implements ComposeSource {
    /** Version of the rules about what Compose may read. A cached model of another version is not used. */
    private static final String RULES = "8";

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
    public Found find(Path directory, Path root, Optional<CommittedFiles> committed) {
        return ComposeFinder.find(directory, root, process.environment(), committed);
    }

    @Override
    public boolean trustsAll() {
        return ComposeEnvironment.trustsAll(process.environment());
    }

    @Override
    public Composed read(Request request) {
        Map<String, String> environment = ComposeEnvironment.of(process.environment());
        String key = key(request);
        boolean isCached = request.committed().isEmpty();
        Optional<Entry> cached = isCached ? cache.find(key, environment) : Optional.empty();
        if (cached.isPresent()) {
            return composed(request, cached.get().model(), cached.get().inputs());
        }
        return withInputs(request, inputs -> {
            ComposeModel model = model(inputs);
            if (isCached && inputs.files().areMirrored()) {
                cache.put(key, inputs.files().contents(), environment, model);
            }
            return composed(request, model, inputs.files().contents().keySet());
        });
    }

    /** Returns a hash of everything that decides about a model, except for files and variables. */
    private String key(Request request) {
        Stream<String> settings = Stream.of("COMPOSE_DISABLE_ENV_FILE", "COMPOSE_ENV_FILES")
                .map(name -> process.environment().getOrDefault(name, ""));
        // Of the values, because a JVM generates the code of a record's toString for 10 ms.
        List<Object> values = List.of(
                request.names(),
                request.files(),
                request.root(),
                request.services(),
                request.profiles(),
                request.chosen());
        Stream<String> others = Stream.of(RULES, trustsAll() + "", values.toString(), program.installed());
        return Hash.of(Stream.concat(settings, others).collect(Collectors.joining("\0")), HASH_DIGITS);
    }

    private static Composed composed(Request request, ComposeModel model, Collection<Path> inputs) {
        List<Path> main = EnvFile.ofMainWorkspace(request.directory(), request.root());
        return new Translation(request, model)
                .composed(inputs.stream().filter(file -> !main.contains(file)).toList());
    }

    @Override
    public void build(Build build, String image, Path root, Map<String, String> labels, String engine) {
        new ImageBuild(program, build, image, root, cache.scratch()).run(labels, engine);
    }

    /**
     * A translation for a draft.
     *
     * @param marked with {@link Marks} in place of variables' values; empty when Compose refuses these
     * @param reveals whether a text contains a long value that came from a variable
     */
    public record Drafted(Translation translation, Optional<Translation> marked, Predicate<String> reveals) {}

    /**
     * Returns the translations of compose files for a draft; fails as {@link #read} does.
     *
     * @param copy whether the draft contains values of the model
     */
    public Drafted drafted(Request request, boolean copy) {
        return withInputs(request, inputs -> {
            ComposeModel model = model(inputs);
            String text = inputs.lines().text();
            Optional<ComposeModel> marked =
                    copy && ComposeEnvironment.usesSetting(text) ? Optional.empty() : model.ofMarks();
            return new Drafted(
                    new Translation(request, model),
                    marked.map(marks -> new Translation(request, marks)),
                    page -> inputs.files().redaction().isRevealedBy(page, text) || model.isRevealedBy(page));
        });
    }

    private <T> T withInputs(Request request, Function<ComposeInputs, T> use) {
        try (Mirror mirror = new Mirror(cache.scratch())) {
            return use.apply(new ComposeInputs(request, mirror, process.environment()));
        } catch (IOException | UncheckedIOException unwritable) {
            throw new Failure(
                    new ConfigProblem.Invalid(
                            new SourcePosition(request.files().getFirst(), 1, 1),
                            "it cannot be copied for Docker Compose: " + unwritable.getMessage(),
                            List.of("check the free space: df "
                                    + ShellWord.quoted(cache.scratch().toString()))),
                    unwritable);
        }
    }

    /** Reads the model. Messages of failures contain no values of variables. */
    private ComposeModel model(ComposeInputs inputs) {
        try {
            Printed printed = printed(inputs);
            return new ComposeModel(printed.json(), marked(inputs, printed.json()), printed.unset(), inputs.lines());
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        } catch (Failure refused) {
            if (refused.first() instanceof ConfigProblem.Invalid problem) {
                String known = inputs.lines().text();
                throw new Failure(
                        new ConfigProblem.Invalid(
                                problem.position(),
                                inputs.files().redaction().redact(problem.message(), known),
                                problem.hints()),
                        refused);
            }
            throw refused;
        }
    }

    private Printed printed(ComposeInputs inputs) throws IOException {
        Printed printed = program.read(inputs, List.of(), inputs.envFiles(), Map.of());
        if (!VariableContents.areMissing(printed.json())) {
            return printed;
        }
        Path contents = inputs.files()
                .mirror()
                .write(
                        Path.of("/contents.json"),
                        VariableContents.file(printed.json()).getBytes(StandardCharsets.UTF_8));
        Printed whole = program.read(inputs, List.of(contents), inputs.envFiles(), Map.of());
        VariableContents.addTo(whole.json());
        return new Printed(whole.json(), printed.unset());
    }

    /** Reads the model with marks in place of the values of variables, and without files of variables. */
    private Optional<ObjectNode> marked(ComposeInputs inputs, ObjectNode model) throws IOException {
        if (!inputs.files().areMirrored()) {
            return Optional.empty(); // Compose would read the values of other files
        }
        String text = inputs.lines().text();
        Map<String, String> values = new TreeMap<>(inputs.files().redaction().values());
        values.putAll(ComposeEnvironment.of(process.environment()));
        Map<String, String> environment = new TreeMap<>();
        Optional.ofNullable(values.get("COMPOSE_PROFILES")).ifPresent(set -> environment.put("COMPOSE_PROFILES", set));
        boolean visible = !HIDES_NAME.matcher(text).find();
        values.keySet().removeIf(name -> ComposeEnvironment.isSetting(name) || (visible && !text.contains(name)));
        Marks marks = new Marks(values, text);
        environment.putAll(marks.environment());
        inputs.files().removeVariables();
        try {
            return Optional.of(marks.of(
                    program.read(inputs, List.of(), List.of(), environment).json(), model));
        } catch (Failure refused) {
            if (refused.first() instanceof ConfigProblem) {
                return Optional.empty();
            }
            throw refused;
        }
    }
}
