package dev.aether.ajj.docker.image;

import dev.aether.ajj.docker.http.EngineRefusal;
import dev.aether.ajj.model.text.ShellWord;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why an image cannot be pulled. Engines and registries only explain it in messages, which name internals of both.
 *
 * @param reason in one clause; the message itself when its meaning is unknown
 */
record PullRefusal(String reason, List<String> hints) {
    private static final List<String> UNREACHABLE = List.of(
            "no such host",
            "dial tcp",
            "lookup ",
            "i/o timeout",
            "connection refused",
            "network is unreachable",
            "handshake timeout",
            "deadline exceeded",
            "request canceled",
            "server misbehaving",
            "proxyconnect");
    private static final List<String> FORBIDDEN = List.of(
            "unauthorized",
            "access denied",
            "resource is denied",
            "authentication required",
            "no basic auth credentials",
            "forbidden");
    /** Not every "not found": it may be a file of the engine. */
    private static final Pattern UNKNOWN =
            Pattern.compile("manifest unknown|name unknown|manifest for .* not found|resolve reference .* not found");

    private static final Pattern REGISTRY = Pattern.compile("\"https?://([^/\"\\s]+)");

    /** Returns the meaning of a message of the engine or the registry. */
    static PullRefusal of(String image, String message) {
        String lower = message.toLowerCase(Locale.ROOT);
        String tryIt = "try it: docker pull " + ShellWord.quoted(image);
        if (EngineRefusal.isDiskFull(lower)) {
            return new PullRefusal("no space is left on the engine's disk", EngineRefusal.DISK_FULL);
        }
        if (lower.contains("toomanyrequests") || lower.contains("rate limit")) {
            return new PullRefusal(
                    "its registry limits the number of pulls",
                    List.of("log in (docker login), or wait and run the command again", tryIt));
        }
        if (lower.contains("no matching manifest")) {
            return new PullRefusal(
                    "it is not available for this machine's processor",
                    List.of("choose another tag, or emulate another processor: platform = \"linux/amd64\"", tryIt));
        }
        if (contains(lower, UNREACHABLE)) {
            return new PullRefusal(
                    registry(message) + " cannot be reached",
                    List.of("check the network, the proxy and DNS, then " + tryIt));
        }
        if (contains(lower, FORBIDDEN)) {
            return new PullRefusal(
                    "its registry does not have it, or requires a login",
                    List.of(
                            "check the name and the tag, and " + tryIt,
                            "for a private registry, log in: docker login"));
        }
        return new PullRefusal(
                UNKNOWN.matcher(lower).find() ? "its registry does not have it" : message,
                List.of("check the name and the tag, and " + tryIt, "for a private registry, log in: docker login"));
    }

    private static String registry(String message) {
        Matcher address = REGISTRY.matcher(message);
        return address.find() ? "the registry " + address.group(1) : "its registry";
    }

    private static boolean contains(String message, List<String> some) {
        return some.stream().anyMatch(message::contains);
    }
}
