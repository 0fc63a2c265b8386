package dev.aether.ajj.docker;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Gets the engine's own words out of docker-java's exceptions, which wrap them as {@code Status 404: {"message":"..."}}. */
final class EngineMessage {
    private static final Pattern WRAPPED = Pattern.compile("\"message\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");

    private EngineMessage() {}

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
