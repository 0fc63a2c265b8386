package dev.aether.ajj.inject.template;

import dev.aether.ajj.model.config.AetherConfig;
import dev.aether.ajj.model.service.PortSpec;
import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.model.template.TemplateValues;
import dev.aether.ajj.model.template.TemplateValues.ServiceValues;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Values of the right shape for what aether.toml declares, before anything of it exists. */
final class SampleValues {
    private static final Incomplete INCOMPLETE = new Incomplete();
    private static final String NAME = "sample";
    private static final Path ROOT = Path.of("/sample");
    private static final Set<String> DECLARED = Set.of("ports", "env", "connection");

    private final Map<String, ServiceValues> services = new LinkedHashMap<>();
    private final Set<String> incomplete;

    /** Stands for values that may exist or not: what declares them could not be read. */
    record Incomplete() {}

    SampleValues(AetherConfig config, Set<String> incomplete) {
        config.services().forEach((name, service) -> services.put(name, values(service)));
        this.incomplete = incomplete;
    }

    Map<String, Object> forInjections() {
        return shaded(TemplateValues.of(NAME, ROOT, NAME, services));
    }

    Map<String, Object> forConnection(ServiceSpec service) {
        Map<String, Object> values = TemplateValues.forConnection(NAME, ROOT, NAME, values(service));
        return incomplete.contains(service.name()) ? shade(values) : values;
    }

    Map<String, Object> forContainer(ServiceSpec service) {
        Map<String, Object> values = shaded(TemplateValues.forContainer(NAME, ROOT, NAME, service.name(), services));
        return incomplete.contains(service.name()) ? shade(values) : values;
    }

    private Map<String, Object> shaded(Map<String, Object> values) {
        Map<String, Object> copy = new LinkedHashMap<>(values);
        if (copy.get("services") instanceof Map<?, ?> byName) {
            Map<String, Object> shaded = new LinkedHashMap<>();
            byName.forEach((name, service) -> shaded.put(String.valueOf(name), service));
            incomplete.forEach(name -> shaded.put(name, INCOMPLETE));
            copy.put("services", shaded);
        }
        return copy;
    }

    private static Map<String, Object> shade(Map<String, Object> values) {
        values.replaceAll((name, value) -> DECLARED.contains(name) ? INCOMPLETE : value);
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
