package dev.aether.ajj.cli.output;

import dev.aether.ajj.lifecycle.ServiceView;
import dev.aether.ajj.lifecycle.WorkspaceView;
import dev.aether.ajj.spi.Vcs;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** The list of workspaces for people: a line each, as wide as the terminal. */
final class ListSentences {

    /** Index of the column that may be cut: of a path, its end says enough. */
    private static final int PATH = 1;

    private ListSentences() {}

    /**
     * One line for each workspace.
     *
     * @param now when it was looked
     * @param columns of the terminal; 0 when the lines may be as long as they are
     */
    static List<String> of(List<WorkspaceView> workspaces, Instant now, int columns, Style style) {
        Table table = new Table(PATH);
        for (WorkspaceView workspace : workspaces) {
            table.row(
                    new Table.Cell(workspace.name() + (workspace.current() ? "*" : ""), style::strong),
                    Table.Cell.of(workspace.root().map(Sentences::shorten).orElse("?")),
                    Sentences.state(workspace, style),
                    Table.Cell.of(services(workspace)),
                    new Table.Cell(
                            workspace
                                    .created()
                                    .map(created -> Spans.between(created, now))
                                    .orElse(""),
                            style::faint),
                    new Table.Cell(workspace.change().map(ListSentences::change).orElse(""), style::faint));
        }
        return table.lines("", columns);
    }

    private static String services(WorkspaceView workspace) {
        return workspace.services().stream()
                .map(ListSentences::service)
                .filter(words -> !words.isEmpty())
                .collect(Collectors.joining("  "));
    }

    /** Its ports, and what is wrong with it; empty when there is nothing to say. */
    private static String service(ServiceView service) {
        String ports = service.ports().values().stream().map(String::valueOf).collect(Collectors.joining(","));
        if (service.isWell()) {
            return ports.isEmpty() ? "" : service.name() + " " + ports;
        }
        String wrong = " (" + service.status().word() + ")";
        return service.name() + (ports.isEmpty() ? "" : " " + ports) + wrong;
    }

    private static String change(Vcs.Change change) {
        String words = change.description().isEmpty() ? "(no description)" : change.description();
        return change.id() + (change.conflict() ? " (conflict)" : "") + (change.empty() ? " (empty)" : "") + " "
                + words;
    }
}
