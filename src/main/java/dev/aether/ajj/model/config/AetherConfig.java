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
 * @param file its source, absolute
 * @param services by name, in the order written; no cycles in {@code depends_on}
 * @param injections in the order written; no two with the same file
 * @param compose what comes from compose files; empty when none was read
 */
public record AetherConfig(
        Path file,
        BackendSpec backend,
        PortRange ports,
        SequencedMap<String, ServiceSpec> services,
        List<Injection> injections,
        Optional<ComposeUse> compose) {

    /**
     * Returns the directory of the file, relative to the first of the workspaces that contains it.
     *
     * @param roots of workspaces; absolute
     * @return empty when none contains it
     */
    public Optional<String> directoryIn(Path... roots) {
        Path directory = file.resolveSibling("");
        return Stream.of(roots)
                .filter(directory::startsWith)
                .findFirst()
                .map(root -> root.relativize(directory).toString());
    }
}
