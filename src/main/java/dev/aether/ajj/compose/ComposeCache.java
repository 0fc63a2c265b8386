package dev.aether.ajj.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aether.ajj.compose.model.ComposeModel;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.files.AtomicFile;
import dev.aether.ajj.files.RegularFile;
import dev.aether.ajj.files.StateHome;
import dev.aether.ajj.model.text.Hash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private static final Pattern SCRATCH = Pattern.compile("ajj-(\\d{1,18})-.*\\.env");
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
     * @param more files that the model depends on, too
     * @param environment variables that Compose gets
     */
    Optional<Entry> find(String request, List<Path> more, Map<String, String> environment) {
        try {
            prepare();
            JsonNode json = new ObjectMapper().readTree(AtomicFile.read(file(request)));
            List<Path> inputs = new ArrayList<>();
            json.path("inputs").forEach(input -> inputs.add(Path.of(input.asText())));
            if (json.path("model") instanceof ObjectNode model
                    && json.path("fingerprint").asText().equals(fingerprint(inputs, more, environment))) {
                Set<String> unset = new LinkedHashSet<>();
                json.path("unset").forEach(name -> unset.add(name.asText()));
                Optional<ObjectNode> written =
                        json.path("written") instanceof ObjectNode found ? Optional.of(found) : Optional.empty();
                return Optional.of(new Entry(inputs, new ComposeModel(model, unset, written)));
            }
        } catch (IOException | Failure | InvalidPathException _) {
            // missing or damaged: Compose runs again
        }
        return Optional.empty();
    }

    /** @param fingerprint of the entry's files before Compose read them */
    void put(String request, String fingerprint, Entry entry) {
        ObjectNode json = new ObjectMapper().createObjectNode().put("fingerprint", fingerprint);
        entry.inputs().stream().map(Path::toString).forEach(json.putArray("inputs")::add);
        entry.model().unset().forEach(json.putArray("unset")::add);
        json.set("model", entry.model().json());
        entry.model().raw().ifPresent(raw -> json.set("written", raw));
        try {
            prepare();
            removeOldest();
            AtomicFile.write(file(request), json.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException | Failure _) {
            // the next command runs Compose again
        }
    }

    /**
     * Returns a hash that changes whenever one of the files, or a variable that they name, changes.
     *
     * @param files absolute; they may not exist
     */
    static String fingerprint(List<Path> files, List<Path> more, Map<String, String> environment) {
        StringBuilder all = new StringBuilder();
        Map<String, String> variables = new TreeMap<>(environment);
        Set<String> unused = new LinkedHashSet<>(environment.keySet());
        unused.removeIf(name -> name.startsWith("COMPOSE_") || name.equals("HOME"));
        for (Path file : Stream.concat(files.stream(), more.stream()).toList()) {
            String content = read(file);
            all.append(file).append('\0').append(Files.isSymbolicLink(file)).append(content);
            all.append('\0').append(content.length()).append('\0');
            unused.removeIf(content::contains);
        }
        variables.keySet().removeAll(unused);
        return Hash.of(all.append(variables).toString(), HASH_DIGITS);
    }

    /** Treats an unreadable file as missing. */
    private static String read(Path file) {
        try {
            return new String(RegularFile.read(file), StandardCharsets.ISO_8859_1);
        } catch (IOException missing) {
            return "missing";
        }
    }

    /**
     * Returns a directory for temporary files that may contain the user's values, and removes those of killed processes from it.
     *
     * @return the cache, which only the user can read; the system's temporary directory when the cache is not usable
     */
    Path scratch() {
        try {
            prepare();
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file : files.filter(ComposeCache::isAbandoned).toList()) {
                    Files.deleteIfExists(file);
                }
            }
            return Files.isWritable(directory) ? directory : SYSTEM_TEMPORARY;
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
                && ProcessHandle.of(Long.parseLong(owner.group(1)))
                        .filter(ProcessHandle::isAlive)
                        .isEmpty();
    }

    /** Fails if the directory belongs to another user, who could put a model there. */
    private void prepare() {
        StateHome.prepare(directory);
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
