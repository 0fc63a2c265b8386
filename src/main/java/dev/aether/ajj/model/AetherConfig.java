package dev.aether.ajj.model;

import java.nio.file.Path;
import java.util.List;
import java.util.SequencedMap;

/**
 * A checked aether.toml.
 *
 * @param file the file it was read from, absolute
 * @param backend where services run
 * @param ports host ports to choose from
 * @param services by name, in the order written; no cycles in {@code depends_on}
 * @param injections in the order written; no two with the same file
 */
public record AetherConfig(
        Path file,
        BackendSpec backend,
        PortRange ports,
        SequencedMap<String, ServiceSpec> services,
        List<Injection> injections) {}
