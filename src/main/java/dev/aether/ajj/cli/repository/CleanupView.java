package dev.aether.ajj.cli.repository;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aether.ajj.cli.output.HumanOutput;
import dev.aether.ajj.cli.output.JsonOutput;
import dev.aether.ajj.cli.output.View;
import dev.aether.ajj.cli.terminal.Style;
import dev.aether.ajj.cli.terminal.Table;
import dev.aether.ajj.lifecycle.cleanup.CleanUp;
import dev.aether.ajj.lifecycle.cleanup.Orphan;
import java.util.ArrayList;
import java.util.List;

/** The orphans that {@code ajj cleanup} has found or removed. */
record CleanupView(CleanUp.Outcome outcome) implements View {

    @Override
    public int text(HumanOutput out) {
        if (!out.isQuiet() || !outcome.request().force()) {
            out.print(lines(out.style()));
        }
        return out.report(outcome.problems());
    }

    @Override
    public int json(JsonOutput out) {
        ObjectNode document = out.document(outcome.problems());
        document.set("orphans", orphans(outcome.orphans()));
        document.set("removed", orphans(outcome.removed()));
        return out.print(document, outcome.problems());
    }

    /** Lists the orphans with reasons and the command that removes them; with {@code --force}, the removed ones. */
    private List<String> lines(Style style) {
        if (outcome.orphans().isEmpty()) {
            // After a problem, not everything was searched.
            return outcome.problems().isEmpty() ? List.of("No orphaned resources") : List.of();
        }
        if (outcome.request().force()) {
            return outcome.removed().stream()
                    .map(orphan -> "Removed " + orphan.what())
                    .toList();
        }
        List<String> lines = new ArrayList<>(table(outcome.orphans(), style));
        String command = "ajj cleanup" + (outcome.request().everywhere() ? " --all" : "") + " --force";
        lines.add("Run `" + command + "` to remove these");
        return lines;
    }

    private static List<String> table(List<Orphan> orphans, Style style) {
        Table table = new Table();
        orphans.forEach(orphan -> table.row(
                Table.Cell.of(orphan.kind().word()),
                new Table.Cell(orphan.name(), style::strong),
                Table.Cell.of(orphan.reason())));
        return table.lines("");
    }

    private static ArrayNode orphans(List<Orphan> orphans) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        orphans.forEach(orphan -> array.addObject()
                .put("kind", orphan.kind().word())
                .put("name", orphan.name())
                .put("workspace", orphan.workspace())
                .put("reason", orphan.reason()));
        return array;
    }
}
