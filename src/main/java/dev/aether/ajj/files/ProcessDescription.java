package dev.aether.ajj.files;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Describes this process for those that wait for its lock. */
final class ProcessDescription {
    /** The beginning of every description. */
    static final String PREFIX = "process ";

    private static final int LONGEST_COMMAND = 80;

    private ProcessDescription() {}

    /** Returns a text such as {@code process 4711 (ajj workspace add ../x) since 2026-01-01T00:00:00Z}. */
    static String current() {
        ProcessHandle self = ProcessHandle.current();
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        return PREFIX + self.pid() + " (" + shortened(command(self.info())) + ") since " + now;
    }

    private static String command(ProcessHandle.Info info) {
        String[] arguments = info.arguments().orElse(new String[0]);
        return String.join(
                " ",
                Stream.concat(Stream.of("ajj"), ownArguments(Arrays.asList(arguments)))
                        .toList());
    }

    /** Returns what follows {@code -jar FILE}, without the JVM's options. ajj has no option that takes a secret. */
    private static Stream<String> ownArguments(List<String> arguments) {
        int jar = arguments.indexOf("-jar");
        return arguments.stream().skip(jar < 0 ? 0 : jar + 2L);
    }

    private static String shortened(String command) {
        String line = command.replaceAll("\\p{Cntrl}", " ");
        return line.length() <= LONGEST_COMMAND ? line : line.substring(0, LONGEST_COMMAND - 3) + "...";
    }
}
