package dev.aether.ajj.lifecycle.doctor;

import dev.aether.ajj.error.Problem;
import dev.aether.ajj.spi.report.Finding;
import java.util.List;
import java.util.stream.Stream;

/** What {@code ajj doctor} has found, thing by thing. */
public record Diagnosis(List<Finding> findings) {

    /** The same after findings of before. */
    public Diagnosis after(List<Finding> before) {
        return new Diagnosis(Stream.concat(before.stream(), findings.stream()).toList());
    }

    /** Whether there is anything that makes commands fail. */
    public boolean isBroken() {
        return findings.stream().anyMatch(Finding::isBroken);
    }

    /** What commands would report, in the order of the findings. */
    public List<Problem> problems() {
        return findings.stream().flatMap(finding -> finding.problem().stream()).toList();
    }

    /** How many findings are of a status. */
    public long count(Finding.Status status) {
        return findings.stream().filter(finding -> finding.status() == status).count();
    }
}
