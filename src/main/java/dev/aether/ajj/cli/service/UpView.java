package dev.aether.ajj.cli.service;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aether.ajj.cli.output.ComposeNotes;
import dev.aether.ajj.cli.output.HumanOutput;
import dev.aether.ajj.cli.output.JsonOutput;
import dev.aether.ajj.cli.output.View;
import dev.aether.ajj.cli.output.WorkspaceJson;
import dev.aether.ajj.cli.output.WorkspaceText;
import dev.aether.ajj.cli.terminal.Style;
import dev.aether.ajj.lifecycle.up.UpResult;
import dev.aether.ajj.lifecycle.view.Change;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A workspace that {@code ajj up} has made match its declaration. */
record UpView(UpResult brought) implements View {

    @Override
    public int text(HumanOutput out) {
        return out.confirm(lines(out.style()));
    }

    @Override
    public int json(JsonOutput out) {
        ObjectNode document = out.document();
        document.set("workspace", WorkspaceJson.of(brought.workspace()));
        ObjectNode changes = document.putObject("changes");
        brought.changes().forEach((service, change) -> changes.put(service, change.word()));
        brought.compose().ifPresent(use -> ComposeNotes.addTo(document, use));
        return out.print(document);
    }

    /** A workspace that matches aether.toml: what was done for it, and what it has. */
    private List<String> lines(Style style) {
        List<String> lines = new ArrayList<>();
        String name = "Workspace " + brought.workspace().name();
        if (brought.isUnchanged() && brought.workspace().services().isEmpty()) {
            lines.add(style.strong(name) + " has no services: aether.toml declares none");
            return lines;
        }
        lines.add(
                brought.isUnchanged()
                        ? style.strong(name) + ": everything is up to date"
                        : style.strong(name + " is up") + changes());
        lines.addAll(WorkspaceText.table(brought.workspace(), style));
        if (!brought.isUnchanged()) {
            brought.compose().ifPresent(use -> lines.addAll(ComposeNotes.lines(use, style)));
        }
        if (brought.injected()) {
            lines.add(WorkspaceText.INDENT + "Environment written to "
                    + String.join(", ", brought.workspace().envFiles()));
        }
        return lines;
    }

    /** {@code : created db, mail; unchanged cache}. */
    private String changes() {
        Map<Change, List<String>> byChange = new EnumMap<>(Change.class);
        brought.changes()
                .forEach((service, change) ->
                        byChange.computeIfAbsent(change, _ -> new ArrayList<>()).add(service));
        return byChange.isEmpty()
                ? ""
                : byChange.entrySet().stream()
                        .map(entry -> entry.getKey().word() + " " + String.join(", ", entry.getValue()))
                        .collect(Collectors.joining("; ", ": ", ""));
    }
}
