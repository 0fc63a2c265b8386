package dev.aether.ajj.cli.service;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aether.ajj.cli.output.HumanOutput;
import dev.aether.ajj.cli.output.JsonOutput;
import dev.aether.ajj.cli.output.View;
import dev.aether.ajj.cli.output.WorkspaceJson;
import dev.aether.ajj.cli.output.WorkspaceText;
import dev.aether.ajj.lifecycle.up.DownResult;
import java.util.List;

/** A workspace without its services, after {@code ajj down}. */
record DownView(DownResult takenDown) implements View {

    @Override
    public int text(HumanOutput out) {
        out.confirm(lines());
        return out.report(takenDown.problems());
    }

    @Override
    public int json(JsonOutput out) {
        ObjectNode document = out.document(takenDown.problems());
        document.set("workspace", WorkspaceJson.of(takenDown.workspace()));
        document.put("resources_destroyed", takenDown.containers()).put("volumes_kept", !takenDown.volumes());
        return out.print(document, takenDown.problems());
    }

    /** A workspace without its services: what is gone, what is kept. */
    private List<String> lines() {
        if (!takenDown.problems().isEmpty()) {
            return List.of();
        }
        String name = takenDown.workspace().name();
        boolean nothing =
                takenDown.containers() == 0 && takenDown.workspace().phase().isEmpty();
        if (nothing) {
            return List.of("Workspace " + name + " has no services");
        }
        return List.of(
                "Workspace " + name + " is down: " + gone(),
                WorkspaceText.INDENT + "`ajj up` recreates the services with the same ports"
                        + (takenDown.volumes() ? ", without data" : "; named volumes keep their data"));
    }

    private String gone() {
        String also = takenDown.volumes() ? ", network and volumes" : " and network";
        return switch (takenDown.containers()) {
            case 0 -> "it had no containers";
            case 1 -> "removed its container" + also;
            default -> "removed its " + takenDown.containers() + " containers" + also;
        };
    }
}
