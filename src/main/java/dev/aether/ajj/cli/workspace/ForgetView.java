package dev.aether.ajj.cli.workspace;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aether.ajj.cli.output.HumanOutput;
import dev.aether.ajj.cli.output.JsonOutput;
import dev.aether.ajj.cli.output.View;
import dev.aether.ajj.cli.output.WorkspaceText;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.lifecycle.forget.DataLossPrompt;
import dev.aether.ajj.lifecycle.forget.ForgetResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The result of {@code ajj workspace forget} or {@code remove}; at least one workspace. */
record ForgetView(List<ForgetResult> workspaces) implements View {
    private static final int LOST_SHOWN = 10;

    @Override
    public int text(HumanOutput out) {
        workspaces.forEach(forgotten -> out.confirm(lines(forgotten)));
        workspaces.forEach(forgotten -> lost(forgotten).ifPresent(out::warn));
        return out.report(problems());
    }

    @Override
    public int json(JsonOutput out) {
        ObjectNode document = out.document(problems());
        put(document, workspaces.stream().map(ForgetView::workspace).toList());
        document.put(
                "resources_destroyed",
                workspaces.stream().mapToInt(ForgetResult::containers).sum());
        return out.print(document, problems());
    }

    private List<Problem> problems() {
        return workspaces.stream().flatMap(each -> each.problems().stream()).toList();
    }

    private static List<String> lines(ForgetResult forgotten) {
        List<String> lines = new ArrayList<>();
        if (forgotten.problems().isEmpty()) {
            lines.add(
                    forgotten.removed()
                            ? "Removed workspace " + forgotten.name() + services(" and its ", forgotten)
                            : "Forgot workspace " + forgotten.name() + services(" and removed its ", forgotten));
            forgotten
                    .root()
                    .filter(_ -> forgotten.stays())
                    .ifPresent(root ->
                            lines.add(WorkspaceText.INDENT + "its directory stays: " + WorkspaceText.shorten(root)));
        }
        return lines;
    }

    /** Returns what was removed with the workspace; after {@code ajj down}, only volumes remain. */
    private static String services(String before, ForgetResult forgotten) {
        return switch (forgotten.containers()) {
            case 0 -> volumes(before, forgotten.lost().volumes().size());
            case 1 -> before + "container, network and volumes";
            default -> before + forgotten.containers() + " containers, network and volumes";
        };
    }

    private static String volumes(String before, int volumes) {
        return switch (volumes) {
            case 0 -> "";
            case 1 -> before + "volume";
            default -> before + volumes + " volumes";
        };
    }

    /** Returns a warning about files that cannot be restored; empty without such files. */
    private static Optional<String> lost(ForgetResult forgotten) {
        List<String> files = forgotten.removed() ? forgotten.lost().files() : List.of();
        String more = files.size() > LOST_SHOWN ? " and " + (files.size() - LOST_SHOWN) + " more" : "";
        return files.isEmpty()
                ? Optional.empty()
                : Optional.of("deleted with the workspace " + forgotten.name() + ", although jj had not recorded "
                        + (files.size() == 1 ? "it: " : "them: ")
                        + files.stream().limit(LOST_SHOWN).collect(Collectors.joining(", ")) + more);
    }

    private static ObjectNode workspace(ForgetResult forgotten) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("name", forgotten.name());
        node.put("root", forgotten.root().map(Object::toString).orElse(null));
        node.put("directory_removed", forgotten.removed());
        node.put("resources_destroyed", forgotten.containers());
        return putLost(node, forgotten.lost());
    }

    /** Adds one workspace as an object, several as an array. */
    static void put(ObjectNode document, List<ObjectNode> workspaces) {
        if (workspaces.size() == 1) {
            document.set("workspace", workspaces.getFirst());
        } else {
            document.putArray("workspaces").addAll(workspaces);
        }
    }

    static ObjectNode putLost(ObjectNode node, DataLossPrompt.Lost lost) {
        ObjectNode fields = node.putObject("lost");
        fields.set("files", JsonOutput.array(lost.files()));
        fields.set("volumes", JsonOutput.array(lost.volumes()));
        return node;
    }
}
