package dev.aether.ajj.cli.output;

import dev.aether.ajj.error.ConfigProblem;
import dev.aether.ajj.lifecycle.Diagnosis;
import dev.aether.ajj.spi.Finding;
import dev.aether.ajj.spi.Finding.Status;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The words in which people are told how everything is. */
final class DiagnosisSentences {

    private DiagnosisSentences() {}

    /**
     * One line for each thing, below it how to mend it (once, when several are mended so), and what it comes to.
     *
     * @param onlyTrouble whether things that are well are left out
     */
    static List<String> of(Diagnosis diagnosis, boolean onlyTrouble, Style style) {
        List<Finding> told = diagnosis.findings().stream()
                .filter(finding -> !onlyTrouble || finding.status() != Status.OK)
                .toList();
        Table table = new Table();
        told.forEach(finding -> table.row(
                status(finding, style),
                new Table.Cell(finding.name(), style::strong),
                Table.Cell.of(message(finding).replaceAll("\\R+", " "))));
        List<String> rows = table.lines("");
        String belowTheName = " "
                .repeat(told.stream()
                                .mapToInt(finding -> finding.status().word().length())
                                .max()
                                .orElse(0)
                        + Table.GAP.length());
        List<String> lines = new ArrayList<>();
        Set<String> hints = new HashSet<>();
        for (int index = 0; index < told.size(); index++) {
            lines.add(rows.get(index));
            told.get(index).hints().stream()
                    .filter(hints::add)
                    .forEach(hint -> lines.add(belowTheName + style.hint("Hint: ") + hint));
        }
        if (!onlyTrouble) {
            lines.add(sum(diagnosis));
        }
        return lines;
    }

    private static Table.Cell status(Finding finding, Style style) {
        return switch (finding.status()) {
            case OK -> new Table.Cell(finding.status().word(), style::good);
            case WARNING -> new Table.Cell(finding.status().word(), style::doubtful);
            case BROKEN -> new Table.Cell(finding.status().word(), style::bad);
        };
    }

    private static String message(Finding finding) {
        return finding.problem()
                        .filter(ConfigProblem.Invalid.class::isInstance)
                        .map(invalid -> ((ConfigProblem.Invalid) invalid).position() + ": ")
                        .orElse("")
                + finding.message();
    }

    private static String sum(Diagnosis diagnosis) {
        long broken = diagnosis.count(Status.BROKEN);
        long warnings = diagnosis.count(Status.WARNING);
        if (broken + warnings == 0) {
            return "All is well";
        }
        List<String> parts = new ArrayList<>();
        if (broken > 0) {
            parts.add(broken + " broken");
        }
        if (warnings > 0) {
            parts.add(warnings == 1 ? "1 warning" : warnings + " warnings");
        }
        return String.join(", ", parts);
    }
}
