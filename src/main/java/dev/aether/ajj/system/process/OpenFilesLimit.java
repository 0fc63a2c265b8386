package dev.aether.ajj.system.process;

import dev.aether.ajj.system.posix.Posix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The soft limit for open files, which a native image raises to the hard limit before {@code main}. Commands that
 * replace ajj need the user's limit. (For the JVM, the launcher prevents this with {@code -XX:-MaxFDLimit}.)
 */
final class OpenFilesLimit {
    private static final Pattern LINE = Pattern.compile("Max open files +(\\d+) +(\\d+) .*");
    private static final Pattern PARENT = Pattern.compile("PPid:\\s+(\\d+)");

    private OpenFilesLimit() {}

    /** Lowers the soft limit to that of the parent process. Does nothing when that is unknown. */
    static void restore() {
        if (!"runtime".equals(System.getProperty("org.graalvm.nativeimage.imagecode"))) {
            return;
        }
        Path proc = Path.of("/proc");
        Optional<Limits> own = limits(proc.resolve("self/limits"));
        Optional<Limits> parent = find(proc.resolve("self/status"), PARENT)
                .flatMap(found -> limits(proc.resolve(found.group(1)).resolve("limits")));
        if (own.isPresent() && parent.isPresent() && own.get().wasRaisedFrom(parent.get())) {
            Posix.limitOpenFiles(parent.get().soft(), own.get().hard());
        }
    }

    /** Reads a file such as {@code /proc/self/limits}; empty when it cannot be read or the limits are infinite. */
    static Optional<Limits> limits(Path file) {
        return find(file, LINE)
                .map(found -> new Limits(Long.parseLong(found.group(1)), Long.parseLong(found.group(2))));
    }

    private static Optional<Matcher> find(Path file, Pattern pattern) {
        try {
            return Files.readAllLines(file).stream()
                    .map(pattern::matcher)
                    .filter(Matcher::matches)
                    .findFirst();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    record Limits(long soft, long hard) {
        /** Whether these limits result from raising the other soft limit to the hard limit. */
        boolean wasRaisedFrom(Limits other) {
            return soft == hard && hard == other.hard && other.soft < soft;
        }
    }
}
