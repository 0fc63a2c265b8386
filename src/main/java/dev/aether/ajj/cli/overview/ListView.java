package dev.aether.ajj.cli.overview;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aether.ajj.cli.output.HumanOutput;
import dev.aether.ajj.cli.output.JsonOutput;
import dev.aether.ajj.cli.output.View;
import dev.aether.ajj.cli.output.WorkspaceJson;
import dev.aether.ajj.cli.output.WorkspaceText;
import dev.aether.ajj.cli.terminal.Spans;
import dev.aether.ajj.cli.terminal.Style;
import dev.aether.ajj.cli.terminal.Table;
import dev.aether.ajj.lifecycle.overview.ListWorkspaces.Listing;
import dev.aether.ajj.lifecycle.view.ServiceView;
import dev.aether.ajj.lifecycle.view.WorkspaceView;
import dev.aether.ajj.model.text.ShellWord;
import dev.aether.ajj.spi.vcs.Vcs;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** All workspaces: a line each, as wide as the terminal. */
record ListView(Listing listing) implements View {
    /** Index of the column that may be cut: of a path, its end says enough. */
    private static final int PATH = 1;

    @Override
    public int text(HumanOutput out) {
        out.print(lines(listing.workspaces(), Instant.now(), out.columns(), out.style()));
        out.hint(incomplete());
        return out.report(listing.problems());
    }

    @Override
    public int json(JsonOutput out) {
        ObjectNode document = out.document(listing.problems());
        ArrayNode workspaces = document.putArray("workspaces");
        listing.workspaces().forEach(workspace -> workspaces.add(workspace(workspace)));
        return out.print(document, listing.problems());
    }

    /**
     * One line for each workspace.
     *
     * @param now when the services were queried
     * @param columns of the terminal; 0 when the lines may be as long as they are
     */
    private static List<String> lines(List<WorkspaceView> workspaces, Instant now, int columns, Style style) {
        Table table = new Table(PATH);
        for (WorkspaceView workspace : workspaces) {
            table.row(
                    new Table.Cell(workspace.name() + (workspace.current() ? "*" : ""), style::strong),
                    Table.Cell.of(workspace.root().map(WorkspaceText::shorten).orElse("?")),
                    WorkspaceText.state(workspace, style),
                    Table.Cell.of(services(workspace)),
                    new Table.Cell(
                            workspace
                                    .created()
                                    .map(created -> Spans.between(created, now))
                                    .orElse(""),
                            style::faint),
                    new Table.Cell(workspace.change().map(ListView::change).orElse(""), style::faint));
        }
        return table.lines("", columns);
    }

    private static String services(WorkspaceView workspace) {
        return workspace.services().stream()
                .map(ListView::service)
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

    /** How to recover workspaces that ajj has left unfinished. */
    private List<String> incomplete() {
        return listing.workspaces().stream()
                .filter(WorkspaceView::abandoned)
                .map(workspace -> workspace.name() + " was left unfinished: take it away with `ajj workspace forget "
                        + ShellWord.quoted(workspace.name()) + "`, or see `ajj cleanup`")
                .toList();
    }

    private static ObjectNode workspace(WorkspaceView workspace) {
        ObjectNode node = WorkspaceJson.of(workspace);
        workspace.created().ifPresent(created -> node.put("created", created.toString()));
        workspace
                .change()
                .ifPresent(change -> node.putObject("change")
                        .put("change_id", change.id())
                        .put("description", change.description())
                        .put("empty", change.empty())
                        .put("conflict", change.conflict()));
        return node;
    }
}
