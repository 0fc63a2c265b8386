package dev.aether.ajj.docker.image;

import dev.aether.ajj.docker.http.EngineRefusal;
import dev.aether.ajj.model.text.ShellWord;
import java.util.List;
import java.util.Locale;

/** Returns hints for a failed pull, by the message of the engine or the registry. */
final class PullHints {
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
    private static final List<String> FORBIDDEN =
            List.of("unauthorized", "denied", "authentication required", "no basic auth credentials", "forbidden");

    private PullHints() {}

    static List<String> of(String image, String reason) {
        String lower = reason.toLowerCase(Locale.ROOT);
        String tryIt = "try it: docker pull " + ShellWord.quoted(image);
        if (EngineRefusal.isDiskFull(lower)) {
            return EngineRefusal.DISK_FULL;
        }
        if (lower.contains("toomanyrequests") || lower.contains("rate limit")) {
            return List.of(
                    "the registry limits pulls: log in (docker login), or wait and run the command again", tryIt);
        }
        if (lower.contains("no matching manifest")) {
            return List.of(
                    "the image is not available for this machine's processor: choose another tag, or emulate another"
                            + " processor: platform = \"linux/amd64\"",
                    tryIt);
        }
        if (contains(lower, UNREACHABLE)) {
            return List.of("the registry cannot be reached: check the network, the proxy and DNS", tryIt);
        }
        if (contains(lower, FORBIDDEN)) {
            return List.of("the registry requires a login: docker login", "check the name and the tag, and " + tryIt);
        }
        return List.of("check the name and the tag, and " + tryIt, "for a private registry, log in: docker login");
    }

    private static boolean contains(String message, List<String> some) {
        return some.stream().anyMatch(message::contains);
    }
}
