package dev.aether.ajj.cli.output;

import dev.aether.ajj.lifecycle.CleanUp.Outcome;
import dev.aether.ajj.lifecycle.Orphan;
import java.util.ArrayList;
import java.util.List;

/** The words in which people are told of what belongs to nobody. */
final class OrphanSentences {

    private OrphanSentences() {}

    /** What was found and why, and how to be rid of it; or what is gone. */
    static List<String> of(Outcome outcome, Style style) {
        if (outcome.orphans().isEmpty()) {
            return List.of("Nothing is left over");
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
}
