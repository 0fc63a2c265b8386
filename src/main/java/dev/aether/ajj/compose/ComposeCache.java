package dev.aether.ajj.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aether.ajj.compose.model.ComposeModel;
import dev.aether.ajj.compose.text.ComposeLines;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.files.AtomicFile;
import dev.aether.ajj.files.RegularFile;
import dev.aether.ajj.files.StateHome;
import dev.aether.ajj.files.TreeDeletion;
import dev.aether.ajj.model.text.Hash;
import dev.aether.ajj.model.text.SourcePosition;
import dev.aether.ajj.model.workspace.RealPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A cache of Compose's models in {@code $XDG_CACHE_HOME/aether}, with the files that each was made from. They contain the values
 * of variables, so only the user can read them. If the cache is not usable, Compose runs each time.
 */
final class ComposeCache {
    private static final int MAX_MODELS = 50;
    private static final int HASH_DIGITS = 64;
    private static final Pattern SCRATCH = Pattern.compile("ajj-(\\d{1,18})-.*");
    /** Characters that Compose escapes when it prints a path. */
    private static final Pattern ESCAPED = Pattern.compile("[\"\\\\<>&$\\p{Cntrl}\u2028\u2029\uFFFD]");

    /** Between words. Compose reads names of variables in ASCII only. */
    private static final Pattern NOT_WORD = Pattern.compile("[^A-Za-z0-9_]+");

    /** More than any run of Compose takes. The process can have another PID here: in a container, or on another host. */
    private static final Duration MIN_ABANDONED = Duration.ofHours(2);

    private static final Path SYSTEM_TEMPORARY = Path.of(System.getProperty("java.io.tmpdir", "/tmp"));

    private final Path directory;

    /**
     * A cached model.
     *
     * @param inputs all files that the model depends on
     */
    record Entry(List<Path> inputs, ComposeModel model) {}

    /** @param environment with {@code XDG_CACHE_HOME} or {@code HOME} */
    ComposeCache(Map<String, String> environment) {
        String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path base = cache.startsWith("/")
                ? Path.of(cache)
                : StateHome.home(environment).resolve(".cache");
        this.directory = base.resolve("aether");
    }

    /**
     * Returns the model of a request; empty when it is missing or damaged, or when a file or variable has changed.
     *
     * @param request its hash
     * @param environment variables that Compose gets
     */
    Optional<Entry> find(String request, Map<String, String> environment) {
        try {
            StateHome.prepare(directory); // fails if it belongs to another user, who could put a model there
            JsonNode json = new ObjectMapper().readTree(AtomicFile.read(file(request)));
            SequencedMap<Path, Optional<byte[]>> inputs = new LinkedHashMap<>();
            for (JsonNode input : json.path("inputs")) {
                Path file = Path.of(input.asText());
                inputs.put(file, content(file));
            }
            if (json.path("model") instanceof ObjectNode model
                    && json.path("fingerprint").asText().equals(fingerprint(inputs, environment))) {
                Set<String> unset = new LinkedHashSet<>();
                json.path("unset").forEach(name -> unset.add(name.asText()));
                Map<String, SourcePosition> positions = new HashMap<>();
                texts(json.path("positions")).forEach((key, text) -> positions.put(key, position(text)));
                ComposeLines lines = new ComposeLines(
                        position(json.path("start").asText()),
                        json.path("text").asText(),
                        positions,
                        texts(json.path("references")));
                Optional<ObjectNode> marked =
                        json.path("marked") instanceof ObjectNode found ? Optional.of(found) : Optional.empty();
                return Optional.of(
                        new Entry(List.copyOf(inputs.keySet()), new ComposeModel(model, marked, unset, lines)));
            }
        } catch (IOException | Failure | IllegalArgumentException | IndexOutOfBoundsException _) {
            // missing or damaged: Compose runs again
        }
        return Optional.empty();
    }

    private static Map<String, String> texts(JsonNode json) {
        Map<String, String> texts = new HashMap<>();
        json.properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }

    /** Parses {@code LINE COLUMN FILE}. */
    private static SourcePosition position(String text) {
        String[] parts = text.split(" ", 3);
        return new SourcePosition(Path.of(parts[2]), Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    }

    private static String text(SourcePosition position) {
        return position.line() + " " + position.column() + " " + position.file();
    }

    /** @param inputs the contents that Compose has read */
    void put(
            String request,
            SequencedMap<Path, Optional<byte[]>> inputs,
            Map<String, String> environment,
            ComposeModel model) {
        ObjectNode json = new ObjectMapper().createObjectNode().put("fingerprint", fingerprint(inputs, environment));
        inputs.keySet().stream().map(Path::toString).forEach(json.putArray("inputs")::add);
        model.unset().forEach(json.putArray("unset")::add);
        json.set("model", model.json());
        model.marked().ifPresent(marked -> json.set("marked", marked));
        json.put("text", model.lines().text()).put("start", text(model.lines().start()));
        ObjectNode positions = json.putObject("positions");
        model.lines().positions().forEach((key, position) -> positions.put(key, text(position)));
        ObjectNode references = json.putObject("references");
        model.lines().references().forEach(references::put);
        try {
            StateHome.prepare(directory);
            removeOldest();
            AtomicFile.write(file(request), json.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException | Failure _) {
            // the next command runs Compose again
        }
    }

    /** Returns a hash that changes whenever a file, where it leads, or a variable that one of the files names, changes. */
    static String fingerprint(SequencedMap<Path, Optional<byte[]>> inputs, Map<String, String> environment) {
        StringBuilder all = new StringBuilder();
        Map<String, String> variables = new TreeMap<>(environment);
        Set<String> unused = new LinkedHashSet<>(environment.keySet());
        unused.removeIf(name -> name.startsWith("COMPOSE_")
                || name.equals("HOME")
                || NOT_WORD.matcher(name).find());
        inputs.forEach((file, content) -> {
            String text = content.map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1))
                    .orElse("missing");
            all.append(file).append('\0').append(RealPath.of(file)).append('\0');
            all.append(content.isPresent()).append(text.length()).append('\0').append(text);
            NOT_WORD.splitAsStream(text).forEach(unused::remove);
        });
        variables.keySet().removeAll(unused);
        return Hash.of(all.append(variables).toString(), HASH_DIGITS);
    }

    /** Returns the content of a file; empty when it cannot be read. */
    static Optional<byte[]> content(Path file) {
        try {
            return Optional.of(RegularFile.read(file));
        } catch (IOException missing) {
            return Optional.empty();
        }
    }

    /**
     * Returns a directory for temporary files that may contain the user's values, and removes those of killed processes from it.
     *
     * @return the cache, which only the user can read; the system's temporary directory when the cache is not usable
     */
    Path scratch() {
        try {
            StateHome.prepare(directory);
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file : files.filter(ComposeCache::isAbandoned).toList()) {
                    TreeDeletion.delete(file, (_, _) -> true);
                }
            }
            boolean usable = Files.isWritable(directory)
                    && !ESCAPED.matcher(RealPath.of(directory).toString()).find();
            return usable ? directory : SYSTEM_TEMPORARY;
        } catch (IOException | Failure _) {
            return SYSTEM_TEMPORARY;
        }
    }

    static String scratchPrefix() {
        return "ajj-" + ProcessHandle.current().pid() + "-";
    }

    private static boolean isAbandoned(Path file) {
        Matcher owner = SCRATCH.matcher(String.valueOf(file.getFileName()));
        return owner.matches()
                && file.toFile().lastModified() < System.currentTimeMillis() - MIN_ABANDONED.toMillis()
                && ProcessHandle.of(Long.parseLong(owner.group(1)))
                        .filter(ProcessHandle::isAlive)
                        .isEmpty();
    }

    private Path file(String request) {
        return directory.resolve("compose-" + request + ".json");
    }

    private void removeOldest() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            // Each time is read once: other processes change files meanwhile.
            List<Map.Entry<Path, Long>> models = files.filter(
                            file -> String.valueOf(file.getFileName()).startsWith("compose-"))
                    .map(file -> Map.entry(file, file.toFile().lastModified()))
                    .toList();
            for (var old : models.stream()
                    .sorted(Map.Entry.<Path, Long>comparingByValue().reversed())
                    .skip(MAX_MODELS - 1L)
                    .toList()) {
                Files.deleteIfExists(old.getKey());
            }
        }
    }
}
