package dev.aether.ajj.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.StateProblem;
import dev.aether.ajj.files.AtomicFile;
import dev.aether.ajj.files.Unwritable;
import dev.aether.ajj.model.text.ShellWord;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.spi.report.Progress.Work;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A versioned JSON document in a file. It is kept as a tree, so that a rewrite keeps unknown fields. */
record JsonFile(Path file, Progress progress) {
    /** How long to wait for a lock, which is held for milliseconds. */
    static final Duration LOCK_TIMEOUT = Duration.ofSeconds(30);

    private static final String VERSION = "1.1";
    private static final int MAJOR = 1;
    private static final String DAMAGED = ".damaged-";
    private static final int KEPT = 3;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** The content is not valid, but may be rebuilt from elsewhere. Never leaves this package. */
    static final class Damaged extends RuntimeException {
        /** @param reason what is wrong, to follow a colon */
        Damaged(String reason, @Nullable Throwable cause) {
            super(reason, cause);
        }

        String reason() {
            return String.valueOf(getMessage());
        }
    }

    /** Reads the document as {@link #find} does; a new one when there is no file. */
    ObjectNode read() {
        return find().orElseGet(JsonFile::empty);
    }

    /**
     * Reads the document; empty when there is no file.
     *
     * @throws Failure {@code STATE_CORRUPT} when it cannot be read or was written by a newer ajj
     * @throws Damaged when it is not valid
     */
    Optional<ObjectNode> find() {
        return progress.recorded(Work.FILE, "read " + file.getFileName(), this::parsed);
    }

    private Optional<ObjectNode> parsed() {
        try {
            JsonNode document = new ObjectMapper().readTree(AtomicFile.read(file));
            if (!(document instanceof ObjectNode object)) {
                throw new Damaged("it does not hold a JSON object", null);
            }
            requireKnownVersion(object);
            return Optional.of(object);
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (JsonProcessingException malformed) {
            throw new Damaged(
                    "it is not JSON: line " + malformed.getLocation().getLineNr() + ", column "
                            + malformed.getLocation().getColumnNr(),
                    malformed);
        } catch (IOException unreadable) {
            throw unreadable(unreadable);
        }
    }

    /** Reads the document of any version; a new one when there is no file, or it is not JSON. */
    JsonNode readable() {
        try {
            return new ObjectMapper().readTree(AtomicFile.read(file));
        } catch (JsonProcessingException | NoSuchFileException _) {
            return empty();
        } catch (IOException unreadable) {
            throw unreadable(unreadable);
        }
    }

    static ObjectNode empty() {
        return JsonNodeFactory.instance.objectNode().put("version", VERSION);
    }

    private void requireKnownVersion(ObjectNode document) {
        String version = document.path("version").asText();
        if (!version.matches("\\d{1,9}\\.\\d{1,9}")) {
            throw new Damaged("it has no version", null);
        }
        if (Integer.parseInt(version.substring(0, version.indexOf('.'))) > MAJOR) {
            throw new Failure(new StateProblem.Corrupt(
                    file,
                    "it was written by a newer ajj (version " + version + ", this one supports " + VERSION + ")",
                    List.of("use the newer ajj; nothing has been changed")));
        }
    }

    /** Keeps a newer minor version, whose fields are still in the document. */
    private static String newest(String version) {
        return minor(version) > minor(VERSION) ? version : VERSION;
    }

    private static int minor(String version) {
        return Integer.parseInt(version.substring(version.indexOf('.') + 1));
    }

    /**
     * Replaces the file; only its owner may read it.
     *
     * @throws Failure {@code STATE_LOCKED}
     */
    void write(ObjectNode document) {
        long start = System.nanoTime();
        ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        try {
            document.put("version", newest(document.path("version").asText(VERSION)));
            AtomicFile.write(file, (mapper.writeValueAsString(document) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new Failure(Unwritable.problem(file, impossible), impossible);
        } finally {
            progress.record(Work.FILE, "write " + file.getFileName(), start);
        }
    }

    /**
     * Copies the file to an unused name such as {@code state.json.damaged-20260102T030405Z}, and deletes all but the
     * newest three copies. It is a copy, so that the content exists even if the process dies before {@link #write}.
     *
     * @return the copy
     * @throws Failure {@code STATE_LOCKED}
     */
    Path backUpDamaged() {
        String time = TIME.format(Instant.now());
        try {
            for (int attempt = 1; ; attempt++) {
                String suffix = attempt == 1 ? time : time + "-" + attempt;
                Path copy = file.resolveSibling(file.getFileName() + DAMAGED + suffix);
                if (Files.notExists(copy)) {
                    AtomicFile.write(copy, AtomicFile.read(file));
                    deleteOldest();
                    return copy;
                }
            }
        } catch (IOException impossible) {
            throw new Failure(Unwritable.problem(file, impossible), impossible);
        }
    }

    private void deleteOldest() throws IOException {
        String prefix = file.getFileName() + DAMAGED;
        List<Path> copies;
        try (Stream<Path> files = Files.list(file.toAbsolutePath().resolveSibling(""))) {
            copies = files.filter(path -> String.valueOf(path.getFileName()).startsWith(prefix))
                    .filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .sorted() // by time
                    .toList();
        }
        for (Path old : copies.subList(0, Math.max(0, copies.size() - KEPT))) {
            Files.deleteIfExists(old);
        }
    }

    /** Returns the failure for damaged content that cannot be rebuilt now. */
    Failure corrupt(Damaged damaged, Failure reason, String... more) {
        List<String> hints = new ArrayList<>();
        hints.add("it can be rebuilt from the labels of its containers, but they cannot be read: "
                + reason.first().message());
        hints.addAll(reason.first().hints());
        hints.add("nothing has been changed; run the command again then");
        hints.addAll(List.of(more));
        return new Failure(new StateProblem.Corrupt(file, damaged.reason(), hints), damaged);
    }

    private static String message(IOException reason) {
        return reason instanceof FileSystemException system && system.getReason() != null
                ? "it " + system.getReason()
                : String.valueOf(reason.getMessage());
    }

    /** Returns the failure for an existing file that cannot be read. */
    Failure unreadable(IOException reason) {
        boolean denied = reason instanceof AccessDeniedException;
        return new Failure(
                new StateProblem.Corrupt(
                        file,
                        denied ? "permission denied" : message(reason),
                        List.of("check its type and owner: ls -ld " + ShellWord.quoted(file.toString()))),
                reason);
    }
}
