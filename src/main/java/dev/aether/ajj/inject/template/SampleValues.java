package dev.aether.ajj.inject.template;

import dev.aether.ajj.model.config.AetherConfig;
import dev.aether.ajj.model.service.PortSpec;
import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.model.template.TemplateValues;
import dev.aether.ajj.model.template.TemplateValues.ServiceValues;
import dev.aether.ajj.model.template.TemplateValues.WorkspaceValues;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Placeholder values for the services that aether.toml declares, to check templates before containers exist. */
final class SampleValues {
    private static final Incomplete INCOMPLETE = new Incomplete();
    private static final String NAME = "sample";
    private static final WorkspaceValues WORKSPACE = new WorkspaceValues(NAME, Path.of("/sample"), NAME);
    private static final Set<String> DECLARED = Set.of("ports", "env", "connection");

    private final Map<String, ServiceValues> services = new LinkedHashMap<>();
    private final Set<String> incomplete;

    /** Marks values that may or may not exist, because their declaration is invalid. */
    record Incomplete() {}

    SampleValues(AetherConfig config, Set<String> incomplete) {
        config.services().forEach((name, service) -> services.put(name, values(service)));
        this.incomplete = incomplete;
    }

    Map<String, Object> forInjections() {
        return withIncomplete(TemplateValues.of(WORKSPACE, services));
    }

    Map<String, Object> forConnection(ServiceSpec service) {
        return ofService(service, TemplateValues.forConnection(WORKSPACE, values(service)));
    }

    Map<String, Object> forContainer(ServiceSpec service) {
        return ofService(service, withIncomplete(TemplateValues.forContainer(WORKSPACE, service.name(), services)));
    }

    /** Marks the services whose declaration is invalid. */
    private Map<String, Object> withIncomplete(Map<String, Object> values) {
        Map<String, Object> copy = new LinkedHashMap<>(values);
        if (copy.get("services") instanceof Map<?, ?> byName) {
            Map<String, Object> marked = new LinkedHashMap<>();
            byName.forEach((name, service) -> marked.put(String.valueOf(name), service));
            incomplete.forEach(name -> marked.put(name, INCOMPLETE));
            copy.put("services", marked);
        }
        return copy;
    }

    /** Marks the service's own values if its declaration is invalid. */
    private Map<String, Object> ofService(ServiceSpec service, Map<String, Object> values) {
        if (incomplete.contains(service.name())) {
            values.replaceAll((name, value) -> DECLARED.contains(name) ? INCOMPLETE : value);
        }
        return values;
    }

    private static ServiceValues values(ServiceSpec service) {
        Map<String, Integer> ports = new LinkedHashMap<>();
        for (PortSpec port : service.ports()) {
            ports.put(port.key(), port.containerPort());
        }
        String connection = service.connection().isPresent() ? NAME : "";
        return new ServiceValues("127.0.0.1", ports, NAME, service.image(), connection, service.env());
    }
}
