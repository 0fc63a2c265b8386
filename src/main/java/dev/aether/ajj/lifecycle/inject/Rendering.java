package dev.aether.ajj.lifecycle.inject;

import dev.aether.ajj.error.ConfigProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.lifecycle.environment.Environment;
import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.model.template.Injection;
import dev.aether.ajj.model.template.Template;
import dev.aether.ajj.model.template.TemplateValues;
import dev.aether.ajj.model.template.TemplateValues.ServiceValues;
import dev.aether.ajj.model.template.TemplateValues.WorkspaceValues;
import dev.aether.ajj.model.workspace.WorkspaceEntry.ServiceEntry;
import dev.aether.ajj.spi.directory.Templates;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Renders templates with the current state of an environment.
 *
 * @param host where published ports are reached
 */
public record Rendering(Environment environment, Templates templates, String host) {
    /** Returns the service with its env and command rendered, as its container is created. */
    public ServiceSpec rendered(ServiceSpec service) {
        return service.rendered(template -> templates.render(
                template, TemplateValues.forContainer(workspace(), service.name(), values(Function.identity()))));
    }

    /** As {@link #rendered}; empty while a host port that it uses is unknown. */
    public Optional<ServiceSpec> renderedIfKnown(ServiceSpec service) {
        try {
            return Optional.of(rendered(service));
        } catch (Failure failure) {
            if (failure.first() instanceof ConfigProblem.Invalid) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    /**
     * Renders a service's connection.
     *
     * @param service with its env rendered
     */
    public String connection(ServiceSpec service, Template template) {
        return templates.render(template, TemplateValues.forConnection(workspace(), values(service)));
    }

    String injection(Injection injection) {
        return templates.render(injection, TemplateValues.of(workspace(), values(this::rendered)));
    }

    private WorkspaceValues workspace() {
        return new WorkspaceValues(
                environment.name(), environment.root(), environment.stack().namespace());
    }

    private Map<String, ServiceValues> values(Function<ServiceSpec, ServiceSpec> form) {
        Map<String, ServiceValues> byName = new LinkedHashMap<>();
        environment.declaredServices().forEach(service -> byName.put(service.name(), values(form.apply(service))));
        return byName;
    }

    private ServiceValues values(ServiceSpec service) {
        ServiceEntry known = environment.states().of(service);
        return new ServiceValues(
                host, known.ports(), known.containerId(), service.image(), known.connection(), service.env());
    }
}
