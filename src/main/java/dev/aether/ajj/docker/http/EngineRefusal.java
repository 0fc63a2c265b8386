package dev.aether.ajj.docker.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** An answer with an error status. An engine's has a message in its body: {@code {"message":"..."}}. */
public final class EngineRefusal extends RuntimeException {
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    /** In characters. */
    private static final int LONGEST = 2000;
    /** In characters, for an answer in another form, such as a proxy's. */
    private static final int LONGEST_OTHER = 200;

    /** Hints for a full disk. */
    public static final List<String> DISK_FULL = List.of(
            "the engine's disk is full; see what fills it: docker system df",
            "remove unused resources: ajj cleanup, then docker system prune");

    private final int status;
    private final String body;

    /** An answer with this status and body. */
    public EngineRefusal(int status, String body) {
        super("status " + status);
        this.status = status;
        this.body = body;
    }

    /** Returns the HTTP status. */
    public int status() {
        return status;
    }

    /** Whether the engine does not have the requested resource. */
    public boolean isMissing() {
        return status == NOT_FOUND;
    }

    /** Whether the state of the resource forbids the request, such as when it is in use. */
    public boolean isConflict() {
        return status == CONFLICT;
    }

    /** Returns the message of an answer in the form of engines; empty for any other answer. */
    public Optional<String> message() {
        try {
            return Optional.of(new ObjectMapper().readTree(body).path("message").asText(""))
                    .map(message -> truncated(message, LONGEST))
                    .filter(message -> !message.isEmpty());
        } catch (JsonProcessingException notJson) {
            return Optional.empty();
        }
    }

    /**
     * Returns the engine's message as one line of at most 2,000 characters; may be empty. Omits HTML and JSON, which
     * explain nothing.
     */
    public String reason() {
        String other = body.strip();
        return message().orElse(other.startsWith("<") || other.startsWith("{") ? "" : truncated(other, LONGEST_OTHER));
    }

    /** Returns the usual hints, or those for a full disk when the engine reports one. */
    public List<String> hints(List<String> usual) {
        return isDiskFull(reason()) ? DISK_FULL : usual;
    }

    /** Whether a message of an engine or a registry reports a full disk. */
    public static boolean isDiskFull(String message) {
        String lower = message.toLowerCase(Locale.ROOT);
        return lower.contains("no space left on device") || lower.contains("disk quota exceeded");
    }

    private static String truncated(String message, int longest) {
        String line = message.strip().replace("\r\n", " ").replace('\n', ' ');
        return line.length() <= longest ? line : line.substring(0, longest) + "...";
    }
}
