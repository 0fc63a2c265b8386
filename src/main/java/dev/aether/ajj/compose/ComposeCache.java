package dev.aether.ajj.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aether.ajj.compose.model.ComposeModel;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.files.AtomicFile;
import dev.aether.ajj.files.StateHome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Models that Compose made, in {@code $XDG_CACHE_HOME/aether}, by the fingerprint of their inputs. They hold the values of
 * variables, so only the user can read them. A cache that cannot be used is no error.
 */
final class ComposeCache {
    private static final int MOST_MODELS = 50;

    private static final Pattern SCRATCH = Pattern.compile("ajj-(\\d{1,18})-.*\\.env");
    private static final Path SYSTEM = Path.of(System.getProperty("java.io.tmpdir", "/tmp"));

    private final Path directory;

    /** @param environment says where caches are */
    ComposeCache(Map<String, String> environment) {
        String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path base = cache.startsWith("/")
                ? Path.of(cache)
                : StateHome.home(environment).resolve(".cache");
        this.directory = base.resolve("aether");
    }

    /** The model of a fingerprint; empty when it is not there or damaged. */
    Optional<ComposeModel> find(String fingerprint) {
        try {
            prepare();
            JsonNode json = new ObjectMapper().readTree(AtomicFile.read(file(fingerprint)));
            if (json.path("model") instanceof ObjectNode model) {
                Set<String> unset = new LinkedHashSet<>();
                json.path("unset").forEach(name -> unset.add(name.asText()));
                Optional<ObjectNode> written =
                        json.path("written") instanceof ObjectNode found ? Optional.of(found) : Optional.empty();
                return Optional.of(new ComposeModel(model, unset, written));
            }
        } catch (IOException | Failure _) {
            // not there, or damaged: Compose is asked
        }
        return Optional.empty();
    }

    void put(String fingerprint, ComposeModel model) {
        ObjectNode json = new ObjectMapper().createObjectNode();
        json.set("model", model.json());
        model.unset().forEach(json.putArray("unset")::add);
        model.written().ifPresent(written -> json.set("written", written));
        try {
            prepare();
            removeOldest();
            AtomicFile.write(file(fingerprint), json.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException | Failure _) {
            // the next command asks Compose again
        }
    }

    /**
     * A directory for temporary files that may hold the user's values. Those of processes that were killed are removed from it.
     *
     * @return the cache, which only the user can read; the system's directory when the cache cannot be used
     */
    Path scratch() {
        try {
            prepare();
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file : files.filter(ComposeCache::isAbandoned).toList()) {
                    Files.deleteIfExists(file);
                }
            }
            return Files.isWritable(directory) ? directory : SYSTEM;
        } catch (IOException | Failure _) {
            return SYSTEM;
        }
    }

    /** What the names of temporary files begin with. */
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

    /** Another user could put a model of their own into a directory of theirs. */
    private void prepare() {
        StateHome.prepare(directory);
    }

    private Path file(String fingerprint) {
        return directory.resolve("compose-" + fingerprint + ".json");
    }

    private void removeOldest() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> models = files.filter(
                            file -> String.valueOf(file.getFileName()).startsWith("compose-"))
                    .sorted(Comparator.comparingLong(
                                    (Path file) -> file.toFile().lastModified())
                            .reversed())
                    .toList();
            for (Path old : models.stream().skip(MOST_MODELS - 1L).toList()) {
                Files.deleteIfExists(old);
            }
        }
    }
}
