package dev.aether.ajj.cli.repository;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aether.ajj.cli.output.ComposeNotes;
import dev.aether.ajj.cli.output.HumanOutput;
import dev.aether.ajj.cli.output.JsonOutput;
import dev.aether.ajj.cli.output.View;
import dev.aether.ajj.cli.output.WorkspaceText;
import dev.aether.ajj.cli.terminal.Style;
import dev.aether.ajj.cli.terminal.Table;
import dev.aether.ajj.lifecycle.init.InitConfig.Initialized;
import dev.aether.ajj.spi.config.ConfigDraft;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The aether.toml that {@code ajj init} has written. */
record InitView(Initialized initialized) implements View {

    @Override
    public int text(HumanOutput out) {
        return out.confirm(lines(out.style(), out.columns()));
    }

    @Override
    public int json(JsonOutput out) {
        ConfigDraft draft = initialized.draft();
        ObjectNode document = out.document()
                .put("file", initialized.file().toString())
                .put("replaced", initialized.replaced())
                .put(
                        "source",
                        draft.sources().isEmpty()
                                ? null
                                : draft.sources().getFirst().toString());
        document.set("sources", JsonOutput.array(draft.sources()));
        ArrayNode services = document.putArray("services");
        draft.services().forEach(service -> {
            ObjectNode node = services.addObject().put("name", service.name()).put("image", service.image());
            node.set("ports", JsonOutput.array(service.ports()));
        });
        new ComposeNotes(draft.leftOut(), draft.notes()).addTo(document);
        return out.print(document.put("env_file", draft.injectedFile().orElse(null)));
    }

    private List<String> lines(Style style, int columns) {
        ConfigDraft draft = initialized.draft();
        List<String> lines = new ArrayList<>();
        lines.add(style.strong(
                        (initialized.replaced() ? "Replaced " : "Wrote ") + WorkspaceText.shorten(initialized.file()))
                + from());
        Table services = new Table();
        draft.services()
                .forEach(service -> services.row(
                        new Table.Cell(service.name(), style::strong),
                        Table.Cell.of(service.image()),
                        Table.Cell.of(String.join(", ", service.ports()))));
        lines.addAll(services.lines(WorkspaceText.INDENT));
        if (draft.services().isEmpty()) {
            lines.add(WorkspaceText.INDENT + "no service without `build:`");
        }
        draft.injectedFile().ifPresent(file -> lines.add(WorkspaceText.INDENT + "Their addresses go into " + file));
        ComposeNotes differences = new ComposeNotes(draft.leftOut(), draft.notes());
        differences.addLeftOut("Left out:", style, lines);
        differences.addNotes("Notes:", style, columns, lines);
        lines.add(next());
        return lines;
    }

    private String from() {
        List<Path> sources = initialized.draft().sources();
        return sources.isEmpty() ? ", with an example" : " for " + names(sources, " and ");
    }

    private String names(List<Path> files, String between) {
        Path beside = initialized.file().resolveSibling("");
        return files.stream()
                .map(file -> file.startsWith(beside) ? beside.relativize(file).toString() : WorkspaceText.shorten(file))
                .collect(Collectors.joining(between));
    }

    private String next() {
        String file = WorkspaceText.shorten(initialized.file());
        String name = file.endsWith("/aether.toml") ? "aether.toml" : file;
        String edit = initialized.draft().sources().isEmpty() ? "adapt " + name : "check " + name;
        return "Next: " + edit + ", commit it, then ajj workspace add ../NAME";
    }
}
