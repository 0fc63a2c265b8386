package dev.aether.ajj.lifecycle;

import dev.aether.ajj.model.Injection;
import dev.aether.ajj.model.ServiceSpec;
import dev.aether.ajj.model.Template;
import dev.aether.ajj.spi.Injector;
import dev.aether.ajj.spi.Templates;

/** What the injected files of an environment hold, rendered from what is known now. */
final class Injections {
    private final Environment environment;
    private final Templates templates;
    private final Injector injector;
    private final String host;

    /** @param host where published ports are reached */
    Injections(Environment environment, Templates templates, Injector injector, String host) {
        this.environment = environment;
        this.templates = templates;
        this.injector = injector;
        this.host = host;
    }

    /** Renders the connections of all services, those that are not started too: a template may name any of them. */
    void connect() {
        for (ServiceSpec service : environment.declaredServices()) {
            service.connection().ifPresent(template -> connect(service, template));
        }
    }

    private void connect(ServiceSpec service, Template template) {
        environment.connected(service, templates.render(template, environment.connectionValues(service, host)));
    }

    /** Whether all files are as {@link #write} would leave them. */
    boolean areWritten() {
        return environment.injections().stream()
                .allMatch(injection -> injector.holds(environment.root(), injection.file(), render(injection)));
    }

    void write() {
        for (Injection injection : environment.injections()) {
            injector.inject(environment.root(), injection.file(), render(injection));
        }
    }

    private String render(Injection injection) {
        return templates.render(injection, environment.templateValues(host));
    }
}
