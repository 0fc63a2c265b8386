package dev.aether.ajj.cli.service;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aether.ajj.cli.output.ComposeNotes;
import dev.aether.ajj.cli.output.HumanOutput;
import dev.aether.ajj.cli.output.JsonOutput;
import dev.aether.ajj.cli.output.View;
import dev.aether.ajj.cli.output.WorkspaceText;
import dev.aether.ajj.lifecycle.service.Plan;
import dev.aether.ajj.lifecycle.view.Change;
import java.util.ArrayList;
import java.util.List;

/** The changes that {@code ajj up} would make, for {@code --dry-run}. */
record PlanView(Plan plan) implements View {

    @Override
    public int text(HumanOutput out) {
        List<String> lines = new ArrayList<>();
        String name = out.style().strong("Workspace " + plan.workspace());
        if (plan.isUnchanged()) {
            return out.print(
                    List.of(name + (plan.services().isEmpty() ? ComposeNotes.none(plan.compose()) : " is up to date")));
        }
        lines.add(name + " would change:");
        plan.created().forEach(what -> lines.add(WorkspaceText.INDENT + "create " + what));
        plan.services().stream()
                .filter(service -> service.change() != Change.UNCHANGED)
                .forEach(service -> lines.add(WorkspaceText.INDENT + verb(service.change()) + " service "
                        + service.service() + ": " + service.reason()));
        plan.files().forEach(file -> lines.add(WorkspaceText.INDENT + "write " + file));
        plan.compose().ifPresent(use -> lines.addAll(ComposeNotes.lines(use, out.style(), out.columns())));
        return out.print(lines);
    }

    private static String verb(Change change) {
        return switch (change) {
            case CREATED -> "create";
            case STARTED -> "start";
            case RECREATED -> "recreate";
            case REMOVED -> "remove";
            case UNCHANGED -> "keep";
        };
    }

    @Override
    public int json(JsonOutput out) {
        ObjectNode document = out.document().put("dry_run", true);
        ObjectNode node = document.putObject("plan")
                .put("workspace", plan.workspace())
                .put("root", plan.root().toString());
        ArrayNode services = node.putArray("services");
        plan.services()
                .forEach(service -> services.addObject()
                        .put("service", service.service())
                        .put("change", service.change().word())
                        .put("reason", service.reason()));
        node.set("created", JsonOutput.array(plan.created()));
        node.set("files", JsonOutput.array(plan.files()));
        plan.compose().ifPresent(use -> ComposeNotes.addTo(document, use));
        return out.print(document);
    }
}
