package dev.aether.ajj.model.template;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The values that templates can name, as nested maps with String keys:
 * {@code services.<name>.ports.<port>|host|container_id|image|connection|env.<KEY>} and
 * {@code workspace.name|root|namespace}. Within a {@code connection}, the service's own values stand at the top level
 * in place of {@code services}: a connection cannot name other services. In {@code env} and {@code command}, the service's
 * own {@code ports}, {@code host} and {@code image} stand beside {@code services} and {@code workspace}.
 */
public final class TemplateValues {

    private TemplateValues() {}

    /**
     * What one service offers.
     *
     * @param ports host port by {@link dev.aether.ajj.model.service.PortSpec#key()}
     * @param connection rendered; empty string when none is configured, and templates cannot name it then
     */
    public record ServiceValues(
            String host,
            Map<String, Integer> ports,
            String containerId,
            String image,
            String connection,
            Map<String, String> env) {

        /** As seen by the service's own {@code connection}, which cannot name itself. */
        public Map<String, Object> own() {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("ports", new LinkedHashMap<>(ports));
            values.put("host", host);
            values.put("container_id", containerId);
            values.put("image", image);
            values.put("env", new LinkedHashMap<>(env));
            return values;
        }

        /** As {@code env} and {@code command} see it, before any container is created. */
        private Map<String, Object> early() {
            Map<String, Object> values = own();
            values.keySet().retainAll(Set.of("ports", "host", "image"));
            return values;
        }

        private Map<String, Object> shared() {
            Map<String, Object> values = own();
            // Left out rather than empty, so that {{ services.x.connection ?: '...' }} falls back.
            if (!connection.isEmpty()) {
                values.put("connection", connection);
            }
            return values;
        }
    }

    /** What an injected file can name. */
    public static Map<String, Object> of(
            String workspaceName, Path root, String namespace, Map<String, ServiceValues> services) {
        Map<String, Object> byName = new LinkedHashMap<>();
        services.forEach((name, values) -> byName.put(name, values.shared()));
        return Map.of("services", byName, "workspace", workspace(workspaceName, root, namespace));
    }

    /** What the {@code connection} of {@code service} can name. */
    public static Map<String, Object> forConnection(
            String workspaceName, Path root, String namespace, ServiceValues service) {
        Map<String, Object> values = service.own();
        values.put("workspace", workspace(workspaceName, root, namespace));
        return values;
    }

    /**
     * What {@code env} and {@code command} of {@code service} can name: what is known before its container is created.
     *
     * @param services all of them, with itself
     */
    public static Map<String, Object> forContainer(
            String workspaceName, Path root, String namespace, String service, Map<String, ServiceValues> services) {
        Map<String, Object> byName = new LinkedHashMap<>();
        services.forEach((name, values) -> byName.put(name, values.early()));
        Map<String, Object> values = new LinkedHashMap<>(
                Objects.requireNonNull(services.get(service)).early());
        values.put("services", byName);
        values.put("workspace", workspace(workspaceName, root, namespace));
        return values;
    }

    private static Map<String, Object> workspace(String name, Path root, String namespace) {
        return Map.of("name", name, "root", root.toString(), "namespace", namespace);
    }
}
