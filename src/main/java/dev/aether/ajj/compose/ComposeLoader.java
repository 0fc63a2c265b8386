package dev.aether.ajj.compose;

import dev.aether.ajj.compose.Value.Entry;
import dev.aether.ajj.compose.Value.Mapping;
import dev.aether.ajj.compose.Value.Scalar;
import dev.aether.ajj.compose.Value.Sequence;
import dev.aether.ajj.error.ConfigFaults;
import dev.aether.ajj.error.ConfigProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.files.TextFile;
import dev.aether.ajj.model.SourcePosition;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads compose files into one: variables filled in, extended services and included files joined, overrides applied. */
final class ComposeLoader {
    private static final Pattern REMOTE = Pattern.compile("(?:[a-z]+://|git@|github\\.com/).*");

    private final ConfigFaults problems;
    private final Notes notes;
    private final Map<Path, Path> bases = new LinkedHashMap<>();
    private final Set<Path> variableFiles = new LinkedHashSet<>();

    /** @param notes hears of what cannot be read */
    ComposeLoader(ConfigFaults problems, Notes notes) {
        this.problems = problems;
        this.notes = notes;
    }

    /** The compose files that have been read, in this order. */
    List<Path> files() {
        return List.copyOf(bases.keySet());
    }

    /** The files of variables that have been read, in this order. */
    List<Path> variableFiles() {
        return List.copyOf(variableFiles);
    }

    /** Where the relative paths of a file begin that has been read. */
    Path base(Path file) {
        return bases.getOrDefault(file, file.resolveSibling(""));
    }

    /**
     * The files as one, later ones over earlier ones.
     *
     * @param base where their relative paths begin
     * @throws dev.aether.ajj.error.Failure when one cannot be read or is no YAML
     */
    Mapping load(List<Path> files, Path base, Variables variables) {
        return load(files, base, variables, List.of());
    }

    private Mapping load(List<Path> files, Path base, Variables variables, List<Path> trail) {
        Mapping model = Value.emptyMapping(new SourcePosition(files.getFirst(), 1, 1));
        List<Path> here = new ArrayList<>(trail);
        here.addAll(files);
        for (Path file : files) {
            for (Mapping document : documents(file, base, variables)) {
                Mapping extended = new Extension(this, variables, problems).apply(document, file);
                model = Merge.files(model, extended);
            }
        }
        List<Value> includes = model.value("include").stream().toList();
        for (Value include : includes) {
            model = include(model.without("include"), include, variables, here);
        }
        return model;
    }

    /** One file alone, with its documents as one; for services that extend others. */
    Mapping file(Path file, Variables variables) {
        Mapping model = Value.emptyMapping(new SourcePosition(file, 1, 1));
        for (Mapping document : documents(file, file.resolveSibling(""), variables)) {
            model = Merge.files(model, document);
        }
        return model;
    }

    private List<Mapping> documents(Path file, Path base, Variables variables) {
        String text = TextFile.read(file, ComposeFinder.nameIn(file), ComposeLoader::missing);
        bases.putIfAbsent(file, base);
        List<Mapping> documents = new ArrayList<>();
        for (Value document : YamlReader.read(file, text, problems)) {
            if (new Interpolation(variables, problems).apply(document) instanceof Mapping mapping) {
                documents.add(mapping);
            } else {
                problems.report(
                        document.position(),
                        "a compose file holds a mapping, and this is " + document.kind(),
                        "write services: and indent the services below it");
            }
        }
        return documents;
    }

    private static Problem missing(Path file) {
        if (file.endsWith("-")) {
            return new ConfigProblem.NotFound(
                    "ajj reads no compose file from standard input", List.of("write it into a file: --from FILE"));
        }
        return new ConfigProblem.NotFound(
                "there is no file " + file,
                List.of("check the path given with --from, or in COMPOSE_FILE"),
                Map.of("file", file.toString()));
    }

    private Mapping include(Mapping model, Value include, Variables variables, List<Path> trail) {
        if (!(include instanceof Sequence sequence)) {
            problems.report(include.position(), "include must be a list", "write include: [\"other.yaml\"]");
            return model;
        }
        Mapping joined = model;
        for (Value item : sequence.items()) {
            Optional<Mapping> included = included(item, variables, trail);
            // What is defined here counts more than what comes from elsewhere.
            joined = included.isPresent() ? Merge.files(included.get(), joined) : joined;
        }
        return joined;
    }

    private Optional<Mapping> included(Value item, Variables variables, List<Path> trail) {
        Fields fields = Fields.of(item, "path", "include", problems);
        List<Path> files = new ArrayList<>();
        for (Scalar path : fields.scalars("path")) {
            if (REMOTE.matcher(path.text()).matches()) {
                notes.add("include", path.text() + " is not on this machine and was not taken over", path.position());
                return Optional.empty();
            }
            Optional<Path> file = existing(path);
            if (file.isEmpty()) {
                return Optional.empty();
            }
            if (trail.contains(file.get())) {
                problems.report(path.position(), "files include each other in a circle", "remove one of the includes");
                return Optional.empty();
            }
            files.add(file.get());
        }
        if (files.isEmpty()) {
            problems.report(item.position(), "an include names no path", "write - path: other.yaml");
            return Optional.empty();
        }
        Path directory = fields.scalar("project_directory")
                .map(this::resolve)
                .orElse(files.getFirst().resolveSibling(""));
        return Optional.of(load(files, directory, withEnvFiles(fields, directory, variables), trail));
    }

    private Variables withEnvFiles(Fields fields, Path directory, Variables variables) {
        List<Path> files = new ArrayList<>();
        for (Scalar file : fields.scalars("env_file")) {
            existing(file).ifPresent(files::add);
        }
        Path usual = directory.resolve(".env");
        if (files.isEmpty() && Files.isRegularFile(usual)) {
            files.add(usual);
        }
        Variables all = variables;
        for (Path file : files.reversed()) {
            all = all.with(variablesOf(file, variables));
        }
        return all;
    }

    /** The variables of a file; see {@link EnvFile}. */
    Collection<Variable> variablesOf(Path file, Variables outer) {
        variableFiles.add(file);
        return EnvFile.read(file, outer, problems);
    }

    /** The same for {@code format: raw}. */
    Collection<Variable> rawVariablesOf(Path file) {
        variableFiles.add(file);
        return EnvFile.readRaw(file, problems);
    }

    /** The path that a text of a file means. */
    Path resolve(Scalar path) {
        return resolve(path.text(), path.position());
    }

    /**
     * The same for a text that stands somewhere.
     *
     * @throws Failure when this machine can have no such path
     */
    Path resolve(String text, SourcePosition position) {
        String expanded =
                text.equals("~") || text.startsWith("~/") ? System.getProperty("user.home") + text.substring(1) : text;
        try {
            return base(position.file()).resolve(expanded).normalize();
        } catch (InvalidPathException invalid) {
            throw new Failure(
                    new ConfigProblem.Invalid(
                            position,
                            "this path has characters that no file can have here",
                            List.of("name another file, or set the locale to UTF-8: export LC_ALL=C.UTF-8")),
                    invalid);
        }
    }

    /** The same for a file that must be there; reported when it is not. */
    Optional<Path> existing(Scalar path) {
        Path file = resolve(path);
        if (Files.isRegularFile(file)) {
            return Optional.of(file);
        }
        problems.report(path.position(), "there is no file " + file, EnvFiles.hint(file));
        return Optional.empty();
    }

    /** The file with other services. */
    static Mapping withServices(Mapping model, Mapping services) {
        return model.with("services", new Entry(model.positionOf("services"), services));
    }
}
