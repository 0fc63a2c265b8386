package dev.aether.ajj.lifecycle;

import dev.aether.ajj.model.Injection;
import dev.aether.ajj.model.ServiceSpec;
import dev.aether.ajj.spi.Injector;
import dev.aether.ajj.spi.Templates;

/** What the injected files of an environment hold, rendered from what is known now. */
final class Injections {
    private final Environment environment;
    private final Rendering rendering;
    private final Injector injector;

    /** @param host where published ports are reached */
    Injections(Environment environment, Templates templates, Injector injector, String host) {
        this.environment = environment;
        this.rendering = new Rendering(environment, templates, host);
        this.injector = injector;
    }

    /** Renders the connections of all services, those that are not started too: a template may name any of them. */
    void connect() {
        for (ServiceSpec service : environment.declaredServices()) {
            service.connection()
                    .ifPresent(template ->
                            environment.connected(service, rendering.connection(rendering.filled(service), template)));
        }
    }

    /** Whether all files are as {@link #write} would leave them. */
    boolean areWritten() {
        return environment.injections().stream()
                .allMatch(injection ->
                        injector.holds(environment.root(), injection.file(), rendering.injection(injection)));
    }

    void write() {
        for (Injection injection : environment.injections()) {
            injector.inject(environment.root(), injection.file(), rendering.injection(injection));
        }
    }
}
