package dev.aether.ajj.cli.workspace;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aether.ajj.cli.output.HumanOutput;
import dev.aether.ajj.cli.output.JsonOutput;
import dev.aether.ajj.cli.output.View;
import dev.aether.ajj.cli.output.WorkspaceText;
import dev.aether.ajj.lifecycle.workspace.RenameWorkspace;
import java.util.ArrayList;
import java.util.List;

/** The current workspace under its new name. */
record RenameView(RenameWorkspace.Renamed renamed) implements View {

    @Override
    public int text(HumanOutput out) {
        return out.confirm(lines());
    }

    @Override
    public int json(JsonOutput out) {
        ObjectNode document = out.document();
        ObjectNode workspace = document.putObject("workspace")
                .put("name", renamed.name())
                .put("former_name", renamed.former())
                .put("root", renamed.root().toString());
        renamed.namespace().ifPresent(namespace -> workspace.put("namespace", namespace));
        return out.print(document);
    }

    private List<String> lines() {
        if (renamed.former().equals(renamed.name())) {
            return List.of("Nothing changed: the workspace is already called " + renamed.name());
        }
        List<String> lines = new ArrayList<>();
        lines.add("Renamed workspace " + renamed.former() + " to " + renamed.name());
        renamed.namespace()
                .filter(namespace -> !namespace.endsWith("-" + renamed.name()))
                .ifPresent(namespace ->
                        lines.add(WorkspaceText.INDENT + "its containers keep their names: " + namespace + "-..."));
        return lines;
    }
}
