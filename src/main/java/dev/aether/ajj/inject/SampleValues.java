package dev.aether.ajj.inject;

import dev.aether.ajj.model.AetherConfig;
import dev.aether.ajj.model.PortSpec;
import dev.aether.ajj.model.ServiceSpec;
import dev.aether.ajj.model.TemplateValues;
import dev.aether.ajj.model.TemplateValues.ServiceValues;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Values of the right shape for what aether.toml declares, before anything of it exists. */
final class SampleValues {
    private static final String NAME = "sample";
    private static final Path ROOT = Path.of("/sample");

    private SampleValues() {}

    static Map<String, Object> forInjections(AetherConfig config) {
        Map<String, ServiceValues> services = new LinkedHashMap<>();
        config.services().forEach((name, service) -> services.put(name, values(service)));
        return TemplateValues.of(NAME, ROOT, NAME, services);
    }

    static Map<String, Object> forConnection(ServiceSpec service) {
        return TemplateValues.forConnection(NAME, ROOT, NAME, values(service));
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
