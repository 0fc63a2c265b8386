package dev.aether.ajj.cli.output;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aether.ajj.lifecycle.view.ServiceView;
import dev.aether.ajj.lifecycle.view.WorkspaceView;
import dev.aether.ajj.model.workspace.Location;
import dev.aether.ajj.model.workspace.WorkspaceEntry.Phase;
import java.util.Map;

/** Formats workspaces and services as JSON. */
public final class WorkspaceJson {

    private WorkspaceJson() {}

    /** Returns a workspace with its services. */
    public static ObjectNode of(WorkspaceView workspace) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("name", workspace.name());
        node.put("root", workspace.root().map(Object::toString).orElse(null));
        node.put("health", workspace.health().word());
        node.put("current", workspace.current());
        if (workspace.isForgotten()) {
            node.put("unknown_to_jj", true);
        }
        if (workspace.gone()) {
            node.put("directory_gone", true);
        }
        if (workspace.phase().isPresent()) {
            Location location = workspace.location();
            node.put("backend", location.backend()).put("namespace", workspace.namespace());
            if (location.isKnown()) {
                node.putObject("location").put("address", location.address()).put("id", location.id());
            }
        }
        workspace
                .phase()
                .filter(phase -> phase == Phase.CREATING || phase == Phase.REMOVING)
                .ifPresent(phase -> node.put("phase", phase.word()).put("abandoned", workspace.abandoned()));
        ObjectNode resources = node.putObject("resources");
        workspace.services().forEach(service -> resources.set(service.name(), resource(service)));
        if (!workspace.envFiles().isEmpty()) {
            node.put("env_file", workspace.envFiles().getFirst());
        }
        if (workspace.envFiles().size() > 1) {
            node.set("env_files", JsonOutput.array(workspace.envFiles()));
        }
        return node;
    }

    private static ObjectNode resource(ServiceView service) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("container_id", service.containerId())
                .put("image", service.image())
                .put("status", service.status().word())
                .put("host", service.host());
        if (!service.ports().isEmpty()) {
            Map.Entry<String, Integer> first = service.ports().firstEntry();
            node.put("internal_port", Integer.parseInt(first.getKey().split("/", 2)[0]));
            node.put("external_port", first.getValue());
        }
        ObjectNode ports = node.putObject("ports");
        service.ports().forEach(ports::put);
        if (!service.connection().isEmpty()) {
            node.put("connection_string", service.connection());
        }
        return node;
    }
}
