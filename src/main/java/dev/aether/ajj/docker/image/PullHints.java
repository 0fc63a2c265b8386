package dev.aether.ajj.docker.image;

import dev.aether.ajj.docker.engine.EngineMessage;
import dev.aether.ajj.model.text.ShellWord;
import java.util.List;
import java.util.Locale;

/** What to do about a pull that failed, by the words of the engine and of its registries. */
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

    /** At least one. */
    static List<String> of(String image, String reason) {
        String words = reason.toLowerCase(Locale.ROOT);
        String tryIt = "try it: docker pull " + ShellWord.quoted(image);
        if (EngineMessage.isDiskFull(words)) {
            return EngineMessage.DISK_FULL;
        }
        if (words.contains("toomanyrequests") || words.contains("rate limit")) {
            return List.of("the registry limits pulls: log in (docker login), or wait and run it again", tryIt);
        }
        if (words.contains("no matching manifest")) {
            return List.of(
                    "the image is not made for this machine's processor: choose another tag, or name one that can be"
                            + " emulated: platform = \"linux/amd64\"",
                    tryIt);
        }
        if (contains(words, UNREACHABLE)) {
            return List.of(
                    "the registry cannot be reached: see to the network, a proxy or the name's resolution", tryIt);
        }
        if (contains(words, FORBIDDEN)) {
            return List.of("the registry wants to know you: docker login", "check the name and the tag, and " + tryIt);
        }
        return List.of("check the name and the tag, and " + tryIt, "a private registry needs: docker login");
    }

    private static boolean contains(String words, List<String> some) {
        return some.stream().anyMatch(words::contains);
    }
}
