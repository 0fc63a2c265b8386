package dev.aether.ajj.cli.output;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aether.ajj.cli.terminal.Style;
import dev.aether.ajj.cli.terminal.Table;
import dev.aether.ajj.model.config.ComposeUse;
import dev.aether.ajj.model.config.ComposeUse.LeftOut;
import dev.aether.ajj.model.config.ComposeUse.Note;
import dev.aether.ajj.model.text.WordWrap;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/** What was not taken from compose files. */
public record ComposeNotes(List<LeftOut> leftOut, List<Note> notes) {

    /** Adds {@code compose} to a document. */
    public static void addTo(ObjectNode document, ComposeUse use) {
        ObjectNode compose = document.putObject("compose");
        compose.set("files", JsonOutput.array(use.files()));
        compose.set("services", JsonOutput.array(use.services()));
        new ComposeNotes(use.leftOut(), use.notes()).addTo(compose);
    }

    /**
     * Returns lines for humans: the files used, and what was not kept.
     *
     * @param columns of the terminal; 0 for any length
     */
    public static List<String> lines(ComposeUse use, Style style, int columns) {
        String leftOut = leftOut(use);
        List<String> lines = new ArrayList<>();
        lines.addAll(
                indented("Services from " + files(use) + (leftOut.isEmpty() ? "" : "; without " + leftOut), columns));
        new ComposeNotes(use.leftOut(), use.notes()).addNotes("Notes:", style, columns, lines);
        return lines;
    }

    /** Wraps a text below a title. */
    private static List<String> indented(String text, int columns) {
        int room = columns == 0 ? 0 : Math.max(1, columns - WorkspaceText.INDENT.length());
        return WordWrap.labelled(text, room).stream()
                .map(line -> WorkspaceText.INDENT + line)
                .toList();
    }

    /** Returns the end of a sentence: that a workspace has no services, and why. */
    public static String none(Optional<ComposeUse> composed) {
        if (composed.isEmpty()) {
            return " has no services: aether.toml declares none";
        }
        ComposeUse use = composed.get();
        String leftOut = leftOut(use);
        return " has no services: " + files(use)
                + (use.files().size() == 1 ? " declares " : " declare ")
                + (leftOut.isEmpty() ? "none" : "only " + leftOut);
    }

    private static String files(ComposeUse use) {
        return use.files().stream().map(Path::getFileName).map(String::valueOf).collect(Collectors.joining(", "));
    }

    private static String leftOut(ComposeUse use) {
        return use.leftOut().stream()
                .map(left -> left.service() + " (" + left.reason() + ")")
                .collect(Collectors.joining(", "));
    }

    /** Adds {@code left_out} and {@code notes}. */
    public void addTo(ObjectNode document) {
        ArrayNode services = document.putArray("left_out");
        leftOut.forEach(left -> services.addObject().put("name", left.service()).put("reason", left.reason()));
        ArrayNode all = document.putArray("notes");
        notes.forEach(note -> all.addObject()
                .put("service", note.service().isEmpty() ? null : note.service())
                .put("key", note.key())
                .put("message", note.message())
                .put("file", note.position().file().toString())
                .put("line", note.position().line()));
    }

    /** Adds a table of the services that were left out, below a title. */
    public void addLeftOut(String title, Style style, List<String> lines) {
        if (leftOut.isEmpty()) {
            return;
        }
        lines.add(title);
        Table table = new Table();
        leftOut.forEach(left -> table.row(new Table.Cell(left.service(), style::strong), Table.Cell.of(left.reason())));
        lines.addAll(table.lines(WorkspaceText.INDENT));
    }

    /**
     * Adds each note, below a title; services with the same note share one.
     *
     * @param columns of the terminal; 0 for any length
     */
    public void addNotes(String title, Style style, int columns, List<String> lines) {
        SequencedMap<String, List<String>> services = new LinkedHashMap<>();
        Map<String, Note> distinct = new LinkedHashMap<>();
        for (Note note : notes) {
            String same = note.key() + "\n" + note.message();
            distinct.putIfAbsent(same, note);
            services.computeIfAbsent(same, _ -> new ArrayList<>());
            if (!note.service().isEmpty()) {
                services.get(same).add(note.service());
            }
        }
        if (distinct.isEmpty()) {
            return;
        }
        lines.add(title);
        distinct.forEach((same, note) -> {
            String names = String.join(", ", services.getOrDefault(same, List.of()));
            String subject = names.isEmpty() ? note.key() : note.key() + " of " + names;
            List<String> wrapped = new ArrayList<>(indented(subject + ": " + note.message(), columns));
            String begin = WorkspaceText.INDENT + subject + ":";
            // A long list of services may end in another line.
            if (wrapped.getFirst().startsWith(begin)) {
                String rest = wrapped.getFirst().substring(begin.length());
                wrapped.set(0, WorkspaceText.INDENT + style.strong(subject) + ":" + rest);
            }
            lines.addAll(wrapped);
        });
    }
}
