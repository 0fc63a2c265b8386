package dev.aether.ajj.cli.repository;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aether.ajj.cli.output.HumanOutput;
import dev.aether.ajj.cli.output.JsonOutput;
import dev.aether.ajj.cli.output.ProblemJson;
import dev.aether.ajj.cli.output.ProblemText;
import dev.aether.ajj.cli.output.View;
import dev.aether.ajj.cli.terminal.Style;
import dev.aether.ajj.cli.terminal.Table;
import dev.aether.ajj.error.ConfigProblem;
import dev.aether.ajj.error.ExitStatus;
import dev.aether.ajj.lifecycle.doctor.Diagnosis;
import dev.aether.ajj.model.text.WordWrap;
import dev.aether.ajj.spi.report.Finding;
import dev.aether.ajj.spi.report.Finding.Status;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The checks of {@code ajj doctor}. */
record DoctorView(Diagnosis diagnosis) implements View {

    @Override
    public int text(HumanOutput out) {
        out.print(lines(out.isQuiet(), out.columns(), out.style()));
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
     * Formats one line for each check, its hints below it (only once, when checks share them), and a summary.
     *
     * @param onlyTrouble whether to leave out checks that are ok
     * @param columns of the terminal; 0 for any length
     */
    private List<String> lines(boolean onlyTrouble, int columns, Style style) {
        List<Finding> shown = diagnosis.findings().stream()
                .filter(finding -> !onlyTrouble || finding.status() != Status.OK)
                .toList();
        String indent = gap(shown.stream().map(finding -> finding.status().word()));
        String margin = indent + gap(shown.stream().map(Finding::name));
        List<String> lines = new ArrayList<>();
        Set<String> hints = new HashSet<>();
        for (Finding finding : shown) {
            lines.addAll(finding(finding, indent, margin, columns, style));
            finding.hints().stream()
                    .filter(hints::add)
                    .flatMap(hint -> ProblemText.hint(hint, style, within(columns, indent)).stream())
                    .forEach(line -> lines.add(indent + line));
        }
        if (!onlyTrouble) {
            lines.add(summary());
        }
        return lines;
    }

    /** Formats a finding's status, name and message in columns. */
    private static List<String> finding(Finding finding, String indent, String margin, int columns, Style style) {
        String status = status(finding, style)
                + indent.substring(finding.status().word().length());
        String name = style.strong(finding.name())
                + margin.substring(indent.length() + finding.name().length());
        String message = message(finding).replaceAll("\\R+", " ");
        List<String> lines = new ArrayList<>();
        for (String line : WordWrap.lines(message, within(columns, margin), "")) {
            lines.add((lines.isEmpty() ? status + name : margin) + line);
        }
        return lines;
    }

    /** Returns blanks as wide as the widest of the words and the gap after it. */
    private static String gap(Stream<String> words) {
        return " ".repeat(words.mapToInt(String::length).max().orElse(0) + Table.GAP.length());
    }

    /** Returns the width that an indent leaves; 0 for any length. */
    private static int within(int columns, String indent) {
        return columns == 0 ? 0 : Math.max(1, columns - indent.length());
    }

    private static String status(Finding finding, Style style) {
        String word = finding.status().word();
        return switch (finding.status()) {
            case OK -> style.good(word);
            case WARNING -> style.doubtful(word);
            case BROKEN -> style.bad(word);
        };
    }

    private static String message(Finding finding) {
        return finding.problem()
                        .filter(ConfigProblem.Invalid.class::isInstance)
                        .map(invalid -> ProblemText.where(((ConfigProblem.Invalid) invalid).position()) + ": ")
                        .orElse("")
                + finding.message();
    }

    private String summary() {
        long broken = diagnosis.count(Status.BROKEN);
        long warnings = diagnosis.count(Status.WARNING);
        if (broken + warnings == 0) {
            return "No problems found";
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
