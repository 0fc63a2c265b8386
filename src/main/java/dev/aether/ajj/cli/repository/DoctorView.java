package dev.aether.ajj.cli.repository;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aether.ajj.cli.output.HumanOutput;
import dev.aether.ajj.cli.output.JsonOutput;
import dev.aether.ajj.cli.output.ProblemJson;
import dev.aether.ajj.cli.output.View;
import dev.aether.ajj.cli.terminal.Style;
import dev.aether.ajj.cli.terminal.Table;
import dev.aether.ajj.error.ConfigProblem;
import dev.aether.ajj.error.ExitStatus;
import dev.aether.ajj.lifecycle.doctor.Diagnosis;
import dev.aether.ajj.spi.report.Finding;
import dev.aether.ajj.spi.report.Finding.Status;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The checks of {@code ajj doctor}. */
record DoctorView(Diagnosis diagnosis) implements View {

    @Override
    public int text(HumanOutput out) {
        out.print(lines(out.isQuiet(), out.style()));
        return exitStatus();
    }

    @Override
    public int json(JsonOutput out) {
        ObjectNode document = out.document(diagnosis.isBroken() ? "error" : "success");
        ArrayNode checks = document.putArray("checks");
        for (Finding finding : diagnosis.findings()) {
            ObjectNode check = checks.addObject()
                    .put("name", finding.name())
                    .put("status", finding.status().word())
                    .put("message", finding.message());
            check.set("hints", JsonOutput.array(finding.hints()));
            ProblemJson.putDetails(check, finding.details());
        }
        out.print(document, diagnosis.problems());
        return exitStatus();
    }

    private int exitStatus() {
        return diagnosis.isBroken() ? ExitStatus.BROKEN : ExitStatus.SUCCESS;
    }

    /**
     * One line for each check, below it how to repair it (once, when several have the same hint), and a summary.
     *
     * @param onlyTrouble whether checks that are well are left out
     */
    private List<String> lines(boolean onlyTrouble, Style style) {
        List<Finding> shown = diagnosis.findings().stream()
                .filter(finding -> !onlyTrouble || finding.status() != Status.OK)
                .toList();
        Table table = new Table();
        shown.forEach(finding -> table.row(
                status(finding, style),
                new Table.Cell(finding.name(), style::strong),
                Table.Cell.of(message(finding).replaceAll("\\R+", " "))));
        List<String> rows = table.lines("");
        String indent = " "
                .repeat(shown.stream()
                                .mapToInt(finding -> finding.status().word().length())
                                .max()
                                .orElse(0)
                        + Table.GAP.length());
        List<String> lines = new ArrayList<>();
        Set<String> hints = new HashSet<>();
        for (int index = 0; index < shown.size(); index++) {
            lines.add(rows.get(index));
            shown.get(index).hints().stream()
                    .filter(hints::add)
                    .forEach(hint -> lines.add(indent + style.hint("Hint: ") + hint));
        }
        if (!onlyTrouble) {
            lines.add(summary());
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

    private String summary() {
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
