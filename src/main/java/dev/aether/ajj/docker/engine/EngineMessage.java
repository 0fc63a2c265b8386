package dev.aether.ajj.docker.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.exception.DockerException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The engine's own message in docker-java's exceptions, which wrap it as {@code Status 404: {"message":"..."}}. */
public final class EngineMessage {
    /** Of a message: enough for any that an engine means. */
    private static final int LONGEST = 2000;
    /** Of an answer that is not an engine's, such as a proxy's. */
    private static final int LONGEST_OTHER = 200;

    /** What to do when the engine has no room left. */
    public static final List<String> DISK_FULL = List.of(
            "the engine's disk is full: see what fills it with `docker system df`",
            "free what nobody uses: ajj cleanup, then docker system prune");

    private EngineMessage() {}

    /** Whether the words, of an engine or of a registry, say that there is no room left. */
    public static boolean isDiskFull(String words) {
        String lower = words.toLowerCase(Locale.ROOT);
        return lower.contains("no space left on device") || lower.contains("disk quota exceeded");
    }

    /** The usual hints, unless the engine says that its disk is full: then they would lead astray. */
    public static List<String> hints(Throwable refused, List<String> usual) {
        return isDiskFull(of(refused)) ? DISK_FULL : usual;
    }

    /** One line in the engine's words, of at most 2,000 characters; never null. */
    public static String of(Throwable refused) {
        return find(refused)
                .orElseGet(
                        () -> refused instanceof DockerException ? other(text(refused)) : cut(text(refused), LONGEST));
    }

    /** The message of an answer in the form that engines give it; empty when it has another form, or none. */
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
                    ? Optional.of(cut(message.asText(), LONGEST)).filter(words -> !words.isEmpty())
                    : Optional.empty();
        } catch (JsonProcessingException | StackOverflowError notJson) {
            return Optional.empty();
        }
    }

    /** A page for browsers, or data, explains nothing here. */
    private static String other(String text) {
        String body = text.replaceFirst("^Status \\d+: ?", "").strip();
        return body.startsWith("<") || body.startsWith("{") ? "" : cut(body, LONGEST_OTHER);
    }

    private static String text(Throwable refused) {
        return refused.getMessage() == null ? "" : refused.getMessage();
    }

    private static String cut(String words, int most) {
        String line = words.strip().replace("\r\n", " ").replace('\n', ' ');
        return line.length() <= most ? line : line.substring(0, most) + "...";
    }
}
