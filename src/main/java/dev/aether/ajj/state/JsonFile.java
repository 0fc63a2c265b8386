package dev.aether.ajj.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.files.AtomicFile;
import dev.aether.ajj.files.Unwritable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A versioned JSON document in a file. Worked on as a tree, so that what a later version of ajj has written into it
 * survives being rewritten by this one.
 */
final class JsonFile {
    private static final String VERSION = "1.0";
    private static final int MAJOR = 1;

    private final Path file;

    JsonFile(Path file) {
        this.file = file;
    }

    /**
     * The document; a new one when there is no file.
     *
     * @throws Failure {@code STATE_CORRUPT}; the file is left as it is
     */
    ObjectNode read() {
        try {
            JsonNode document = new ObjectMapper().readTree(Files.readAllBytes(file));
            if (!(document instanceof ObjectNode object)) {
                throw damaged("it does not hold a JSON object", null);
            }
            requireKnownVersion(object);
            return object;
        } catch (NoSuchFileException _) {
            return JsonNodeFactory.instance.objectNode().put("version", VERSION);
        } catch (JsonProcessingException malformed) {
            throw damaged("it is not JSON: " + malformed.getOriginalMessage(), malformed);
        } catch (IOException unreadable) {
            throw unreadable(unreadable);
        }
    }

    private void requireKnownVersion(ObjectNode document) {
        String version = document.path("version").asText();
        if (!version.matches("\\d{1,9}\\.\\d{1,9}")) {
            throw damaged("it has no version", null);
        }
        if (Integer.parseInt(version.substring(0, version.indexOf('.'))) > MAJOR) {
            throw new Failure(new Problem.StateCorrupt(
                    file,
                    "it was written by a newer ajj (version " + version + ", this one knows " + VERSION + ")",
                    List.of("use the newer ajj, nothing has been changed")));
        }
    }

    /**
     * Replaces the file; only its owner may read it.
     *
     * @throws Failure {@code STATE_LOCKED}
     */
    void write(ObjectNode document) {
        ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        try {
            AtomicFile.write(file, (mapper.writeValueAsString(document) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new Failure(Unwritable.problem(file, impossible), impossible);
        }
    }

    /** What the caller throws when the document holds something else than it should. */
    Failure damaged(String reason, @Nullable Throwable cause) {
        return new Failure(
                new Problem.StateCorrupt(
                        file,
                        reason,
                        List.of(
                                "mend it by hand if you know what happened to it",
                                "or move it aside: mv " + file + " " + file + ".damaged")),
                cause);
    }

    private Failure unreadable(IOException reason) {
        boolean denied = reason instanceof AccessDeniedException;
        return new Failure(
                new Problem.StateCorrupt(
                        file,
                        denied ? "permission denied" : String.valueOf(reason.getMessage()),
                        List.of("see who owns it: ls -l " + file)),
                reason);
    }
}
