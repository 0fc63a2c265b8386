package dev.aether.ajj.lifecycle.inject;

import dev.aether.ajj.lifecycle.environment.Environment;
import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.model.template.Injection;
import dev.aether.ajj.spi.directory.Injector;
import java.util.List;

/** The content of the injected files, rendered from the current state. */
public record Injections(Environment environment, Rendering rendering, Injector injector) {
    /**
     * Renders the connections of all services, including those that are not started: a template may use any of them.
     */
    public void renderConnections() {
        for (ServiceSpec service : environment.declaredServices()) {
            service.connection()
                    .ifPresent(template -> environment
                            .states()
                            .recordConnection(service, rendering.connection(rendering.rendered(service), template)));
        }
    }

    /** Returns the files that {@link #write} would change. */
    public List<String> outdated() {
        return environment.injections().stream()
                .filter(injection ->
                        !injector.isUpToDate(environment.root(), injection.file(), rendering.injection(injection)))
                .map(Injection::file)
                .toList();
    }

    public void write() {
        for (Injection injection : environment.injections()) {
            injector.inject(environment.root(), injection.file(), rendering.injection(injection));
        }
    }
}
