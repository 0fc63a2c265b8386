package dev.aether.ajj.docker;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Gets the engine's own words out of docker-java's exceptions, which wrap them as {@code Status 404: {"message":"..."}}. */
final class EngineMessage {
    private static final Pattern WRAPPED = Pattern.compile("\"message\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");

    /** What to do when the engine has no room left. */
    static final List<String> DISK_FULL = List.of(
            "the engine's disk is full: see what fills it with `docker system df`",
            "free what nobody uses: ajj cleanup, then docker system prune");

    private EngineMessage() {}

    /** Whether the words, of an engine or of a registry, say that there is no room left. */
    static boolean isDiskFull(String words) {
        String lower = words.toLowerCase(Locale.ROOT);
        return lower.contains("no space left on device") || lower.contains("disk quota exceeded");
    }

    /** The usual hints, unless the engine says that its disk is full: then they would lead astray. */
    static List<String> hints(Throwable refused, List<String> usual) {
        return isDiskFull(of(refused)) ? DISK_FULL : usual;
    }

    /** One line in the engine's words; never null. */
    static String of(Throwable refused) {
        String text = refused.getMessage() == null ? "" : refused.getMessage();
        Matcher wrapped = WRAPPED.matcher(text);
        String words = wrapped.find()
                ? wrapped.group(1)
                        .replace("\\\"", "\"")
                        .replace("\\n", " ")
                        .replace("\\u003c", "<")
                        .replace("\\u003e", ">")
                : text;
        return words.strip();
    }
}
