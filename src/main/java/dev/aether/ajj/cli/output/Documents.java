package dev.aether.ajj.cli.output;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aether.ajj.error.ErrorCode;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.lifecycle.Brought;
import dev.aether.ajj.lifecycle.Diagnosis;
import dev.aether.ajj.lifecycle.ForgetPreview;
import dev.aether.ajj.lifecycle.Forgotten;
import dev.aether.ajj.lifecycle.Losses;
import dev.aether.ajj.lifecycle.Orphan;
import dev.aether.ajj.lifecycle.RenameWorkspace;
import dev.aether.ajj.lifecycle.ServiceView;
import dev.aether.ajj.lifecycle.ShowStatus;
import dev.aether.ajj.lifecycle.TakenDown;
import dev.aether.ajj.lifecycle.WorkspaceView;
import dev.aether.ajj.model.Location;
import dev.aether.ajj.model.WorkspaceEntry.Phase;
import dev.aether.ajj.spi.Finding;
import dev.aether.ajj.spi.Vcs;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The JSON documents, field by field: they are a contract with programs, so nothing in them is left to reflection. */
final class Documents {
    static final int SCHEMA_VERSION = 1;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Documents() {}

    /** The head that every document has; {@code warnings} and {@code errors} are to be added last. */
    static ObjectNode document(String status, String operation) {
        return JSON.objectNode()
                .put("schema_version", SCHEMA_VERSION)
                .put("status", status)
                .put("operation", operation);
    }

    static ArrayNode warnings(List<String> messages) {
        ArrayNode warnings = JSON.arrayNode();
        messages.forEach(message -> warnings.addObject().put("message", message));
        return warnings;
    }

    static ArrayNode errors(List<? extends Problem> problems) {
        ArrayNode errors = JSON.arrayNode();
        problems.forEach(problem -> errors.add(error(problem)));
        return errors;
    }

    private static ObjectNode error(Problem problem) {
        ObjectNode error =
                JSON.objectNode().put("code", ErrorCode.of(problem).name()).put("message", problem.message());
        ArrayNode hints = error.putArray("hints");
        problem.hints().forEach(hints::add);
        putDetails(error, problem.details());
        return error;
    }

    private static void putDetails(ObjectNode node, Map<String, Object> facts) {
        ObjectNode details = node.putObject("details");
        new TreeMap<>(facts).forEach((name, value) -> put(details, name, value));
    }

    private static void put(ObjectNode object, String name, Object value) {
        switch (value) {
            case Integer number -> object.put(name, number);
            case Long number -> object.put(name, number);
            case Boolean truth -> object.put(name, truth);
            case List<?> list -> {
                ArrayNode array = object.putArray(name);
                list.forEach(element -> array.add(String.valueOf(element)));
            }
            default -> object.put(name, value.toString());
        }
    }

    /** A workspace with its services. */
    static ObjectNode workspace(WorkspaceView workspace) {
        ObjectNode node = JSON.objectNode().put("name", workspace.name());
        node.put("root", workspace.root().map(Object::toString).orElse(null));
        node.put("health", workspace.health().word());
        node.put("current", workspace.current());
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
                .ifPresent(phase -> node.put("phase", phase.name().toLowerCase(Locale.ROOT))
                        .put("abandoned", workspace.abandoned()));
        ObjectNode resources = node.putObject("resources");
        workspace.services().forEach(service -> resources.set(service.name(), resource(service)));
        if (!workspace.envFiles().isEmpty()) {
            node.put("env_file", workspace.envFiles().getFirst());
        }
        if (workspace.envFiles().size() > 1) {
            ArrayNode files = node.putArray("env_files");
            workspace.envFiles().forEach(files::add);
        }
        return node;
    }

    /** A workspace in the list of all. */
    static ObjectNode listed(WorkspaceView workspace) {
        ObjectNode node = workspace(workspace);
        workspace.created().ifPresent(created -> node.put("created", created.toString()));
        workspace
                .change()
                .ifPresent(change -> node.putObject("change")
                        .put("change_id", change.id())
                        .put("description", change.description())
                        .put("empty", change.empty())
                        .put("conflict", change.conflict()));
        return node;
    }

    /** A workspace with how its services do, and what mends those that are not well. */
    static ObjectNode closely(WorkspaceView workspace) {
        ObjectNode node = workspace(workspace);
        for (ServiceView service : workspace.services()) {
            ObjectNode resource = node.withObject("/resources").withObjectProperty(service.name());
            service.vitals().ifPresent(vitals -> {
                resource.put("started", vitals.started().toString()).put("restarts", vitals.restarts());
                vitals.memory().ifPresent(bytes -> resource.put("memory_bytes", bytes));
            });
            if (!service.isWell()) {
                ArrayNode hints = resource.putArray("hints");
                StatusSentences.remedies(service).forEach(hints::add);
            }
        }
        return node;
    }

    /** What jj says of the current workspace. */
    static ObjectNode jj(ShowStatus.Status status) {
        Vcs.Revision revision = status.revision();
        ObjectNode node = JSON.objectNode()
                .put("change_id", revision.changeId())
                .put("commit_id", revision.commitId())
                .put("description", revision.description());
        ArrayNode bookmarks = node.putArray("bookmarks");
        revision.bookmarks().forEach(bookmarks::add);
        node.put("empty", revision.empty()).put("conflict", revision.conflict());
        ArrayNode changes = node.putArray("changes");
        revision.changes()
                .forEach(change ->
                        changes.addObject().put("status", change.status()).put("path", change.path()));
        return node.put("status", status.jj());
    }

    private static ObjectNode resource(ServiceView service) {
        ObjectNode node = JSON.objectNode()
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

    /** Things that belong to nobody. */
    static ArrayNode orphans(List<Orphan> orphans) {
        ArrayNode array = JSON.arrayNode();
        orphans.forEach(orphan -> array.addObject()
                .put("kind", orphan.kind().word())
                .put("name", orphan.name())
                .put("workspace", orphan.workspace())
                .put("reason", orphan.reason()));
        return array;
    }

    /** What {@code ajj up} has done. */
    static ObjectNode up(String operation, Brought brought) {
        ObjectNode document = document("success", operation);
        document.set("workspace", workspace(brought.workspace()));
        ObjectNode changes = document.putObject("changes");
        brought.changes().forEach((service, change) -> changes.put(service, change.word()));
        return document;
    }

    /** What {@code ajj down} has done. */
    static ObjectNode down(String operation, TakenDown takenDown) {
        ObjectNode document = document(takenDown.problems().isEmpty() ? "success" : "partial", operation);
        document.set("workspace", workspace(takenDown.workspace()));
        return document.put("resources_destroyed", takenDown.containers()).put("volumes_kept", !takenDown.volumes());
    }

    /** How everything is that ajj works with. */
    static ObjectNode diagnosis(String operation, Diagnosis diagnosis) {
        ObjectNode document = document(diagnosis.isBroken() ? "error" : "success", operation);
        ArrayNode checks = document.putArray("checks");
        for (Finding finding : diagnosis.findings()) {
            ObjectNode check = checks.addObject()
                    .put("name", finding.name())
                    .put("status", finding.status().word())
                    .put("message", finding.message());
            ArrayNode hints = check.putArray("hints");
            finding.hints().forEach(hints::add);
            putDetails(check, finding.details());
        }
        return document;
    }

    /** One workspace that was to be forgotten. */
    static ObjectNode forgotten(Forgotten forgotten) {
        ObjectNode node = JSON.objectNode().put("name", forgotten.name());
        node.put("root", forgotten.root().map(Object::toString).orElse(null));
        node.put("directory_removed", forgotten.removed());
        node.put("resources_destroyed", forgotten.containers());
        return putLost(node, forgotten.lost());
    }

    /** What would become of workspaces that are to be forgotten. */
    static ObjectNode previews(String operation, List<ForgetPreview> previews) {
        ObjectNode document = document("success", operation).put("dry_run", true);
        if (previews.size() == 1) {
            document.set("workspace", preview(previews.getFirst()));
        } else {
            ArrayNode array = document.putArray("workspaces");
            previews.forEach(each -> array.add(preview(each)));
        }
        return document.put("resources_destroyed", 0);
    }

    private static ObjectNode preview(ForgetPreview preview) {
        ObjectNode node = JSON.objectNode().put("name", preview.name());
        node.put("root", preview.root().map(Object::toString).orElse(null));
        node.put("directory_removed", false).put("resources_destroyed", 0);
        ArrayNode services = node.putArray("services");
        preview.services().forEach(services::add);
        return putLost(node, preview.lost());
    }

    private static ObjectNode putLost(ObjectNode node, Losses.Lost lost) {
        ObjectNode fields = node.putObject("lost");
        ArrayNode files = fields.putArray("files");
        lost.files().forEach(files::add);
        ArrayNode volumes = fields.putArray("volumes");
        lost.volumes().forEach(volumes::add);
        return node;
    }

    /** A workspace by its new name. */
    static ObjectNode renamed(RenameWorkspace.Renamed renamed) {
        ObjectNode node = JSON.objectNode()
                .put("name", renamed.name())
                .put("former_name", renamed.former())
                .put("root", renamed.root().toString());
        renamed.namespace().ifPresent(namespace -> node.put("namespace", namespace));
        return node;
    }
}
