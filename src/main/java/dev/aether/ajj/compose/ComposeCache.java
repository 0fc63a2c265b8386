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
 * A cache of Compose's models in {@code $XDG_CACHE_HOME/aether}, by the fingerprint of their inputs. They contain the values of
 * variables, so only the user can read them. If the cache is not usable, Compose runs each time.
 */
final class ComposeCache {
    private static final int MAX_MODELS = 50;

    private static final Pattern SCRATCH = Pattern.compile("ajj-(\\d{1,18})-.*\\.env");
    private static final Path SYSTEM_TEMPORARY = Path.of(System.getProperty("java.io.tmpdir", "/tmp"));

    private final Path directory;

    /** @param environment with {@code XDG_CACHE_HOME} or {@code HOME} */
    ComposeCache(Map<String, String> environment) {
        String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path base = cache.startsWith("/")
                ? Path.of(cache)
                : StateHome.home(environment).resolve(".cache");
        this.directory = base.resolve("aether");
    }

    /** Returns the model of a fingerprint; empty when it is missing or damaged. */
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
            // missing or damaged: Compose runs again
        }
        return Optional.empty();
    }

    void put(String fingerprint, ComposeModel model) {
        ObjectNode json = new ObjectMapper().createObjectNode();
        json.set("model", model.json());
        model.unset().forEach(json.putArray("unset")::add);
        model.raw().ifPresent(raw -> json.set("written", raw));
        try {
            prepare();
            removeOldest();
            AtomicFile.write(file(fingerprint), json.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException | Failure _) {
            // the next command runs Compose again
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
            for (Path old : models.stream().skip(MAX_MODELS - 1L).toList()) {
                Files.deleteIfExists(old);
            }
        }
    }
}
