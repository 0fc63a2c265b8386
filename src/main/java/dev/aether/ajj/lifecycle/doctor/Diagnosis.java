package dev.aether.ajj.lifecycle.doctor;

import dev.aether.ajj.error.Problem;
import dev.aether.ajj.spi.report.Finding;
import java.util.List;
import java.util.stream.Stream;

/** The findings of {@code ajj doctor}. */
public record Diagnosis(List<Finding> findings) {

    /** Returns a diagnosis that begins with other findings. */
    public Diagnosis after(List<Finding> before) {
        return new Diagnosis(Stream.concat(before.stream(), findings.stream()).toList());
    }

    /** Whether a finding makes commands fail. */
    public boolean isBroken() {
        return findings.stream().anyMatch(Finding::isBroken);
    }

    /** Returns the problems that commands would report, in the order of the findings. */
    public List<Problem> problems() {
        return findings.stream().flatMap(finding -> finding.problem().stream()).toList();
    }

    /** Returns the number of findings with a status. */
    public long count(Finding.Status status) {
        return findings.stream().filter(finding -> finding.status() == status).count();
    }
}
