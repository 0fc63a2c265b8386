package dev.aether.ajj.system.process;

import dev.aether.ajj.spi.machine.ProcessContext;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/** Provides what the operating system gave to this process: its arguments, environment and directory. */
@Dependent
public class CurrentProcess {
    private static volatile List<String> arguments = List.of();

    /** Records the arguments of {@code main}. */
    public static void setArguments(String... given) {
        arguments = List.of(given);
    }

    static List<String> arguments() {
        return arguments;
    }

    @Produces
    @Singleton
    ProcessContext context() {
        return ProcessContext.current();
    }
}
