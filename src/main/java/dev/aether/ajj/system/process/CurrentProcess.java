package dev.aether.ajj.system.process;

import dev.aether.ajj.spi.machine.ProcessContext;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Provides the context that the operating system gave to this process. */
@Dependent
public class CurrentProcess {

    @Produces
    @Singleton
    ProcessContext context() {
        return ProcessContext.current();
    }
}
