package dev.aether.ajj.model.template;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The values that templates can use, as nested maps with String keys:
 * {@code services.<name>.ports.<port>|host|container_id|image|connection|env.<KEY>} and
 * {@code workspace.name|root|namespace}. A {@code connection} has the values of its own service at the top level
 * instead of {@code services}. {@code env} and {@code command} have the own {@code ports}, {@code host} and
 * {@code image} at the top level in addition.
 */
public final class TemplateValues {

    private TemplateValues() {}

    /**
     * The values of one service.
     *
     * @param ports host port by {@link dev.aether.ajj.model.service.PortSpec#key()}
     * @param connection rendered; empty when not configured
     */
    public record ServiceValues(
            String host,
            Map<String, Integer> ports,
            String containerId,
            String image,
            String connection,
            Map<String, String> env) {

        /** Returns the values for the service's own {@code connection}, which cannot use itself. */
        public Map<String, Object> own() {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("ports", new LinkedHashMap<>(ports));
            values.put("host", host);
            values.put("container_id", containerId);
            values.put("image", image);
            values.put("env", new LinkedHashMap<>(env));
            return values;
        }

        private Map<String, Object> beforeCreation() {
            Map<String, Object> values = own();
            values.keySet().retainAll(Set.of("ports", "host", "image"));
            return values;
        }

        private Map<String, Object> shared() {
            Map<String, Object> values = own();
            // Absent instead of empty, so that {{ services.x.connection ?: '...' }} uses its default.
            if (!connection.isEmpty()) {
                values.put("connection", connection);
            }
            return values;
        }
    }

    /** The values of the workspace. */
    public record WorkspaceValues(String name, Path root, String namespace) {
        private Map<String, Object> all() {
            return Map.of("name", name, "root", root.toString(), "namespace", namespace);
        }
    }

    /** Returns the values for an injected file. */
    public static Map<String, Object> of(WorkspaceValues workspace, Map<String, ServiceValues> services) {
        Map<String, Object> byName = new LinkedHashMap<>();
        services.forEach((name, values) -> byName.put(name, values.shared()));
        return Map.of("services", byName, "workspace", workspace.all());
    }

    /** Returns the values for the {@code connection} of {@code service}. */
    public static Map<String, Object> forConnection(WorkspaceValues workspace, ServiceValues service) {
        Map<String, Object> values = service.own();
        values.put("workspace", workspace.all());
        return values;
    }

    /**
     * Returns the values for {@code env} and {@code command} of {@code service}: those that are known before its
     * container is created.
     */
    public static Map<String, Object> forContainer(
            WorkspaceValues workspace, String service, Map<String, ServiceValues> services) {
        Map<String, Object> byName = new LinkedHashMap<>();
        services.forEach((name, values) -> byName.put(name, values.beforeCreation()));
        Map<String, Object> values = new LinkedHashMap<>(
                Objects.requireNonNull(services.get(service)).beforeCreation());
        values.put("services", byName);
        values.put("workspace", workspace.all());
        return values;
    }
}
