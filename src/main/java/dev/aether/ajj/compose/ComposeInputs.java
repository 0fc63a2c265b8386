package dev.aether.ajj.compose;

import dev.aether.ajj.files.RegularFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The inputs of a model: files, and the environment variables that occur in them by name. */
final class ComposeInputs {
    private static final Pattern BETWEEN_NAMES = Pattern.compile("\\W+");
    private static final String HOME = "HOME";

    private ComposeInputs() {}

    /**
     * Returns a fingerprint that changes whenever the model may change.
     *
     * @param files all files that Compose reads, absolute; they may not exist
     * @param others other inputs, such as arguments
     * @return hex digits
     */
    static String fingerprint(Collection<Path> files, List<String> others, Map<String, String> environment) {
        MessageDigest digest = sha256();
        Map<String, String> variables = new TreeMap<>(environment);
        variables.keySet().removeIf(name -> !name.startsWith("COMPOSE_") && !name.equals(HOME));
        others.forEach(other -> add(digest, other));
        for (Path file : files) {
            Optional<byte[]> content = read(file);
            add(digest, file + "\0" + content.map(found -> found.length).orElse(-1));
            content.ifPresent(digest::update);
            content.stream()
                    .flatMap(found -> BETWEEN_NAMES.splitAsStream(new String(found, StandardCharsets.UTF_8)))
                    .filter(environment::containsKey)
                    .forEach(name -> variables.put(name, environment.getOrDefault(name, "")));
        }
        variables.forEach((name, value) -> add(digest, name + "=" + value));
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(MessageDigest digest, String part) {
        digest.update((part + "\0\0").getBytes(StandardCharsets.UTF_8));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Treats an unreadable file as missing. */
    private static Optional<byte[]> read(Path file) {
        try {
            return Optional.of(RegularFile.read(file));
        } catch (IOException missing) {
            return Optional.empty();
        }
    }
}
