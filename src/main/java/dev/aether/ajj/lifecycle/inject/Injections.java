package dev.aether.ajj.lifecycle.inject;

import dev.aether.ajj.lifecycle.environment.Environment;
import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.model.template.Injection;
import dev.aether.ajj.spi.directory.Injector;
import java.util.List;

/** What the injected files of an environment hold, rendered from what is known now. */
public final class Injections {
    private final Environment environment;
    private final Rendering rendering;
    private final Injector injector;

    public Injections(Environment environment, Rendering rendering, Injector injector) {
        this.environment = environment;
        this.rendering = rendering;
        this.injector = injector;
    }

    /** Renders the connections of all services, those that are not started too: a template may name any of them. */
    public void connect() {
        for (ServiceSpec service : environment.declaredServices()) {
            service.connection()
                    .ifPresent(template -> environment.connected(
                            service, rendering.connection(rendering.rendered(service), template)));
        }
    }

    /** The files that are not as {@link #write} would leave them. */
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
