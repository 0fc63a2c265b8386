package dev.aether.ajj.docker.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.exception.DockerException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Extracts the engine's message from docker-java's exceptions: {@code Status 404: {"message":"..."}}. */
public final class EngineMessage {
    /** In characters. */
    private static final int LONGEST = 2000;
    /** In characters, for an answer in another form, such as a proxy's. */
    private static final int LONGEST_OTHER = 200;

    /** Hints for a full disk. */
    public static final List<String> DISK_FULL = List.of(
            "the engine's disk is full; see what fills it: docker system df",
            "remove unused resources: ajj cleanup, then docker system prune");

    private EngineMessage() {}

    /** Whether a message of an engine or a registry reports a full disk. */
    public static boolean isDiskFull(String message) {
        String lower = message.toLowerCase(Locale.ROOT);
        return lower.contains("no space left on device") || lower.contains("disk quota exceeded");
    }

    /** Returns the usual hints, or those for a full disk when the engine reports one. */
    public static List<String> hints(Throwable refused, List<String> usual) {
        return isDiskFull(of(refused)) ? DISK_FULL : usual;
    }

    /** Returns the engine's message as one line of at most 2,000 characters; may be empty. */
    public static String of(Throwable refused) {
        return find(refused)
                .orElseGet(() ->
                        refused instanceof DockerException ? other(text(refused)) : truncated(text(refused), LONGEST));
    }

    /** Returns the message of a response in the form of engines; empty for any other response. */
    static Optional<String> find(Throwable refused) {
        String text = text(refused);
        int start = text.indexOf('{');
        if (start < 0) {
            return Optional.empty();
        }
        try {
            JsonNode message =
                    new ObjectMapper().readTree(text.substring(start)).path("message");
            return message.isTextual()
                    ? Optional.of(truncated(message.asText(), LONGEST)).filter(found -> !found.isEmpty())
                    : Optional.empty();
        } catch (JsonProcessingException | StackOverflowError notJson) {
            return Optional.empty();
        }
    }

    /** Omits HTML and JSON, which explain nothing. */
    private static String other(String text) {
        String body = text.replaceFirst("^Status \\d+: ?", "").strip();
        return body.startsWith("<") || body.startsWith("{") ? "" : truncated(body, LONGEST_OTHER);
    }

    private static String text(Throwable refused) {
        return refused.getMessage() == null ? "" : refused.getMessage();
    }

    private static String truncated(String message, int longest) {
        String line = message.strip().replace("\r\n", " ").replace('\n', ' ');
        return line.length() <= longest ? line : line.substring(0, longest) + "...";
    }
}
