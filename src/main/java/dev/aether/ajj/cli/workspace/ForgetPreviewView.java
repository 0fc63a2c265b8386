package dev.aether.ajj.cli.workspace;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aether.ajj.cli.output.HumanOutput;
import dev.aether.ajj.cli.output.JsonOutput;
import dev.aether.ajj.cli.output.View;
import dev.aether.ajj.cli.output.WorkspaceText;
import dev.aether.ajj.lifecycle.forget.ForgetPreview;
import java.util.ArrayList;
import java.util.List;

/** What {@code ajj workspace forget --dry-run} would remove; at least one workspace. */
record ForgetPreviewView(List<ForgetPreview> workspaces) implements View {

    @Override
    public int text(HumanOutput out) {
        return out.print(
                workspaces.stream().flatMap(each -> lines(each).stream()).toList());
    }

    @Override
    public int json(JsonOutput out) {
        ObjectNode document = out.document().put("dry_run", true);
        ForgetView.put(
                document, workspaces.stream().map(ForgetPreviewView::workspace).toList());
        return out.print(document.put("resources_destroyed", 0));
    }

    private static List<String> lines(ForgetPreview preview) {
        List<String> lines = new ArrayList<>();
        lines.add((preview.directory() ? "Would remove workspace " : "Would forget workspace ") + preview.name());
        if (!preview.services().isEmpty()) {
            lines.add(WorkspaceText.INDENT + "services: " + String.join(", ", preview.services()));
        }
        preview.root()
                .ifPresent(root -> lines.add(WorkspaceText.INDENT
                        + (preview.directory() ? "directory: " : "its directory stays: ")
                        + WorkspaceText.shorten(root)));
        preview.lost().inWords().forEach(words -> lines.add(WorkspaceText.INDENT + "permanently lost: " + words));
        return lines;
    }

    private static ObjectNode workspace(ForgetPreview preview) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("name", preview.name());
        node.put("root", preview.root().map(Object::toString).orElse(null));
        node.put("directory_removed", false).put("resources_destroyed", 0);
        node.set("services", JsonOutput.array(preview.services()));
        return ForgetView.putLost(node, preview.lost());
    }
}
