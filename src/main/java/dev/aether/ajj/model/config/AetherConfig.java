package dev.aether.ajj.model.config;

import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.model.template.Injection;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/**
 * A checked aether.toml.
 *
 * @param file the file it was read from, absolute
 * @param backend where services run
 * @param ports host ports to choose from
 * @param services by name, in the order written; no cycles in {@code depends_on}
 * @param injections in the order written; no two with the same file
 * @param compose what of this comes from compose files; empty when none was read
 */
public record AetherConfig(
        Path file,
        BackendSpec backend,
        PortRange ports,
        SequencedMap<String, ServiceSpec> services,
        List<Injection> injections,
        Optional<ComposeUse> compose) {

    /** Without compose files. */
    public AetherConfig(
            Path file,
            BackendSpec backend,
            PortRange ports,
            SequencedMap<String, ServiceSpec> services,
            List<Injection> injections) {
        this(file, backend, ports, services, injections, Optional.empty());
    }

    /**
     * The directory of its file, relative to the first of these workspaces that it is in.
     *
     * @param roots of workspaces; absolute
     * @return empty when it is in none
     */
    public Optional<String> directoryIn(Path... roots) {
        Path directory = file.resolveSibling("");
        return Stream.of(roots)
                .filter(directory::startsWith)
                .findFirst()
                .map(root -> root.relativize(directory).toString());
    }
}
