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
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The result of {@code ajj up}. */
record UpView(UpResult result) implements View {

    @Override
    public int text(HumanOutput out) {
        return out.confirm(lines(out.style(), out.columns()));
    }

    @Override
    public int json(JsonOutput out) {
        ObjectNode document = out.document();
        document.set("workspace", WorkspaceJson.of(result.workspace()));
        ObjectNode changes = document.putObject("changes");
        result.changes().forEach((service, change) -> changes.put(service, change.word()));
        result.compose().ifPresent(use -> ComposeNotes.addTo(document, use));
        return out.print(document);
    }

    private List<String> lines(Style style, int columns) {
        List<String> lines = new ArrayList<>();
        String name = "Workspace " + result.workspace().name();
        if (result.isUnchanged() && result.workspace().services().isEmpty()) {
            lines.add(style.strong(name) + ComposeNotes.none(result.compose()));
            return lines;
        }
        lines.add(
                result.isUnchanged()
                        ? style.strong(name) + ": everything is up to date"
                        : style.strong(name + " is up") + changes());
        lines.addAll(WorkspaceText.table(result.workspace(), style));
        if (!result.isUnchanged()) {
            result.compose().ifPresent(use -> lines.addAll(ComposeNotes.lines(use, style, columns)));
        }
        if (result.injected()) {
            lines.add(WorkspaceText.INDENT + "Environment written to "
                    + String.join(", ", result.workspace().envFiles()));
        }
        return lines;
    }

    /** Returns {@code : created db, mail; unchanged cache}. */
    private String changes() {
        SequencedMap<Change, String> services = new TreeMap<>();
        result.changes().forEach((service, change) -> services.merge(change, service, (all, one) -> all + ", " + one));
        return services.isEmpty()
                ? ""
                : services.entrySet().stream()
                        .map(entry -> entry.getKey().word() + " " + entry.getValue())
                        .collect(Collectors.joining("; ", ": ", ""));
    }
}
