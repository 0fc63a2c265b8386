package dev.aether.ajj.config.service;

import dev.aether.ajj.config.toml.Located;
import dev.aether.ajj.config.toml.TomlSection;
import dev.aether.ajj.model.service.PortSpec;
import dev.aether.ajj.model.service.ServiceSpec;
import java.util.List;

/** A service as read, with the positions for faults across services. */
record ServiceDraft(
        ServiceSpec spec, TomlSection section, List<Located<PortSpec>> ports, List<Located<Dependency>> dependsOn) {

    void reportPort(Located<PortSpec> port, String message, String hint) {
        section.report("ports", port.position(), message, hint);
    }

    void reportDependency(Located<Dependency> dependency, String message, String hint) {
        section.report("depends_on", dependency.position(), message, hint);
    }
}
