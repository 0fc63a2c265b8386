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
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * All workspaces, one per line, cut to the terminal's width: first the change, whose id at its start is enough. The path
 * comes before age and change, because it is needed to go there.
 *
 * @param here base of relative paths; absolute
 */
record ListView(Listing listing, Path here) implements View {
    private static final List<String> HEADER = List.of("WORKSPACE", "SERVICES", "HEALTH", "AGE", "CHANGE", "PATH");
    private static final int SERVICES = HEADER.indexOf("SERVICES");
    private static final int AGE = HEADER.indexOf("AGE");
    private static final int CHANGE = HEADER.indexOf("CHANGE");

    @Override
    public int text(HumanOutput out) {
        out.print(lines(out.columns(), out.style()));
        out.hint(hints());
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
     * Returns the header, and one line for each workspace.
     *
     * @param columns of the terminal; 0 for any length
     */
    List<String> lines(int columns, Style style) {
        Instant now = Instant.now();
        Table table = new Table(List.of(CHANGE, SERVICES), List.of(AGE, CHANGE));
        table.row(HEADER.stream()
                .map(title -> new Table.Cell(title, style::faint))
                .toArray(Table.Cell[]::new));
        for (WorkspaceView workspace : listing.workspaces()) {
            table.row(
                    new Table.Cell((workspace.current() ? "* " : "  ") + workspace.name(), style::strong),
                    Table.Cell.of(services(workspace)),
                    WorkspaceText.state(workspace, style),
                    new Table.Cell(
                            workspace
                                    .created()
                                    .map(created -> Spans.between(created, now))
                                    .orElse("-"),
                            style::faint),
                    new Table.Cell(workspace.change().map(ListView::change).orElse("-"), style::faint),
                    Table.Cell.of(workspace
                            .root()
                            .map(root -> WorkspaceText.shorten(root, here))
                            .orElse("?")));
        }
        return table.lines("", columns);
    }

    private static String services(WorkspaceView workspace) {
        String words = workspace.services().stream().map(ListView::service).collect(Collectors.joining(" "));
        return words.isEmpty() ? "-" : words;
    }

    /** Returns its name, its ports, and its state unless it is ready. */
    private static String service(ServiceView service) {
        String ports = service.ports().values().stream().map(String::valueOf).collect(Collectors.joining(","));
        String address = service.name() + (ports.isEmpty() ? "" : ":" + ports);
        return service.status() == ServiceView.Status.READY
                ? address
                : address + " (" + service.status().word() + ")";
    }

    private static String change(Vcs.Change change) {
        List<String> words = new ArrayList<>(List.of(change.id()));
        if (change.conflict()) {
            words.add("(conflict)");
        }
        if (change.empty()) {
            words.add("(empty)");
        }
        if (!change.description().isEmpty()) {
            words.add(change.description());
        } else if (!change.empty()) {
            words.add("(no description)");
        }
        return String.join(" ", words);
    }

    /** Returns hints about workspaces that ajj has left unfinished, that jj has forgotten, or whose directory is gone. */
    private List<String> hints() {
        return listing.workspaces().stream()
                .filter(workspace -> workspace.abandoned() || workspace.gone() || isForgotten(workspace))
                .map(workspace -> workspace.name()
                        + (workspace.abandoned()
                                ? " is incomplete: remove it with `ajj workspace forget "
                                : workspace.isForgotten()
                                        ? " is forgotten in jj: remove its services with `ajj workspace forget "
                                        : " has no directory. If you moved it, run `ajj list` there. Else remove it with"
                                                + " `ajj workspace forget ")
                        + ShellWord.operand(workspace.name()) + "`, or list its resources with `ajj cleanup`")
                .toList();
    }

    /** Whether jj has forgotten it. Another workspace with its name may be the same one, which was moved. */
    private boolean isForgotten(WorkspaceView workspace) {
        return workspace.isForgotten()
                && listing.workspaces().stream()
                                .filter(other -> other.name().equals(workspace.name()))
                                .count()
                        == 1;
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
