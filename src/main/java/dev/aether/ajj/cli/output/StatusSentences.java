package dev.aether.ajj.cli.output;

import dev.aether.ajj.lifecycle.ServiceView;
import dev.aether.ajj.lifecycle.WorkspaceView;
import dev.aether.ajj.model.Bytes;
import dev.aether.ajj.spi.Backend.Vitals;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** How the services of the current workspace are, below what jj says of it. */
final class StatusSentences {
    private static final String INDENT = "  ";

    private StatusSentences() {}

    /** @param now when it was looked */
    static List<String> of(WorkspaceView workspace, Instant now, Style style) {
        if (workspace.services().isEmpty()) {
            return List.of(
                    Sentences.isDown(workspace) ? "Services: stopped, `ajj up` brings them back" : "Services: none");
        }
        List<String> lines = new ArrayList<>();
        lines.add("Services: "
                + Sentences.health(workspace.health(), style)
                        .style()
                        .apply(workspace.health().word()));
        Table table = new Table();
        for (ServiceView service : workspace.services()) {
            table.row(
                    new Table.Cell(service.name(), style::strong),
                    Table.Cell.of(service.image()),
                    Sentences.status(service, style),
                    Table.Cell.of(Sentences.addresses(service)),
                    new Table.Cell(
                            service.vitals().map(vitals -> words(vitals, now)).orElse(""), style::faint));
        }
        lines.addAll(table.lines(INDENT));
        return lines;
    }

    private static String words(Vitals vitals, Instant now) {
        List<String> words = new ArrayList<>();
        String span = Spans.between(vitals.started(), now);
        words.add(span.equals("now") ? "up just now" : "up " + span);
        if (vitals.restarts() > 0) {
            words.add(vitals.restarts() == 1 ? "1 restart" : vitals.restarts() + " restarts");
        }
        vitals.memory().ifPresent(bytes -> words.add(Bytes.readable(bytes)));
        return String.join(", ", words);
    }

    /** What mends a service that is not well, the first thing to try first; empty when it is well. */
    static List<String> remedies(ServiceView service) {
        return switch (service.status()) {
            case READY, COMPLETED -> List.of();
            case STOPPED, MISSING -> List.of("bring it back: ajj up " + service.name());
            case EXITED, UNHEALTHY ->
                List.of(
                        "see what it said: ajj logs -n 50 " + service.name(),
                        "start it again: ajj up " + service.name());
            case UNKNOWN -> List.of("see why the engine does not answer: ajj doctor");
        };
    }

    /** A line for each thing to do about services that are not well. */
    static List<String> hints(WorkspaceView workspace, Style style) {
        return workspace.services().stream()
                .flatMap(service -> remedies(service).stream()
                        .map(remedy -> style.hint("Hint: ") + service.name() + " ("
                                + service.status().word() + "): " + remedy))
                .toList();
    }
}
