package dev.aether.ajj.cli.service;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aether.ajj.cli.output.HumanOutput;
import dev.aether.ajj.cli.output.JsonOutput;
import dev.aether.ajj.cli.output.View;
import dev.aether.ajj.cli.output.WorkspaceJson;
import dev.aether.ajj.cli.output.WorkspaceText;
import dev.aether.ajj.lifecycle.up.DownResult;
import java.util.List;

/** The result of {@code ajj down}. */
record DownView(DownResult result) implements View {

    @Override
    public int text(HumanOutput out) {
        out.confirm(lines());
        return out.report(result.problems());
    }

    @Override
    public int json(JsonOutput out) {
        ObjectNode document = out.document(result.problems());
        document.set("workspace", WorkspaceJson.of(result.workspace()));
        document.put("resources_destroyed", result.containers())
                .put("volumes_destroyed", result.volumes().orElse(0))
                .put("volumes_kept", result.volumes().isEmpty());
        return out.print(document, result.problems());
    }

    private List<String> lines() {
        if (!result.problems().isEmpty()) {
            return List.of();
        }
        String name = result.workspace().name();
        boolean nothing = result.containers() == 0
                && result.volumes().orElse(0) == 0
                && result.workspace().phase().isEmpty();
        if (nothing) {
            return List.of("Workspace " + name + " has no services");
        }
        return List.of(
                "Workspace " + name + " is down: " + gone(),
                WorkspaceText.INDENT + "`ajj up` recreates the services with the same ports"
                        + (result.volumes().isPresent() ? ", without data" : "; named volumes keep their data"));
    }

    private String gone() {
        String also = result.volumes().isPresent() ? ", network and volumes" : " and network";
        return switch (result.containers()) {
            case 0 -> goneWithoutContainers();
            case 1 -> "removed its container" + also;
            default -> "removed its " + result.containers() + " containers" + also;
        };
    }

    private String goneWithoutContainers() {
        if (result.volumes().isEmpty()) {
            return "it had no containers";
        }
        return switch (result.volumes().getAsInt()) {
            case 0 -> "it had no containers and no volumes";
            case 1 -> "removed its volume";
            default -> "removed its " + result.volumes().getAsInt() + " volumes";
        };
    }
}
