package dev.aether.ajj.system;

import dev.aether.ajj.spi.Progress;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;

/** Whoever wants to hear of progress where no display is wired is given one that nobody sees. */
@ApplicationScoped
class SilentProgress {

    @Produces
    @DefaultBean
    @ApplicationScoped
    Progress silent() {
        return Progress.SILENT;
    }
}
