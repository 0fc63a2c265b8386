package dev.aether.ajj.system.process;

import java.util.List;

/** The arguments of this process, for what looks itself up in them. */
public final class CurrentProcess {
    private static volatile List<String> arguments = List.of();

    private CurrentProcess() {}

    /** Records the arguments of {@code main}. */
    public static void setArguments(String... given) {
        arguments = List.of(given);
    }

    static List<String> arguments() {
        return arguments;
    }
}
