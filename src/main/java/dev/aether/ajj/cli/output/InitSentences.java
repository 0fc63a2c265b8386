package dev.aether.ajj.cli.output;

import dev.aether.ajj.lifecycle.InitConfig.Initialized;
import dev.aether.ajj.spi.ConfigDraft;
import dev.aether.ajj.spi.ConfigDraft.Note;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/** The words in which {@code ajj init} is told to people, as lines without line ends. */
final class InitSentences {
    private static final String INDENT = "  ";

    private InitSentences() {}

    /** What was written, what it declares, what is different, and what to do next. */
    static List<String> of(Initialized initialized, Style style) {
        ConfigDraft draft = initialized.draft();
        List<String> lines = new ArrayList<>();
        lines.add(
                style.strong((initialized.replaced() ? "Replaced " : "Wrote ") + Sentences.shorten(initialized.file()))
                        + from(draft));
        Table services = new Table();
        draft.services()
                .forEach(service -> services.row(
                        new Table.Cell(service.name(), style::strong),
                        Table.Cell.of(service.image()),
                        Table.Cell.of(String.join(", ", service.ports()))));
        lines.addAll(services.lines(INDENT));
        if (draft.services().isEmpty()) {
            lines.add(INDENT + "no service could be taken over");
        }
        draft.injectedFile().ifPresent(file -> lines.add(INDENT + "Their addresses go into " + file));
        addLeftOut(draft, style, lines);
        addNotes(draft, style, lines);
        lines.add(next(draft));
        return lines;
    }

    private static String from(ConfigDraft draft) {
        return draft.sources().isEmpty()
                ? ", with an example to begin with"
                : " from " + draft.sources().stream().map(Sentences::shorten).collect(Collectors.joining(" and "));
    }

    private static void addLeftOut(ConfigDraft draft, Style style, List<String> lines) {
        if (draft.leftOut().isEmpty()) {
            return;
        }
        lines.add("Left out, as comments:");
        Table table = new Table();
        draft.leftOut()
                .forEach(
                        left -> table.row(new Table.Cell(left.service(), style::strong), Table.Cell.of(left.reason())));
        lines.addAll(table.lines(INDENT));
    }

    /** What is true of several services is said once. */
    private static void addNotes(ConfigDraft draft, Style style, List<String> lines) {
        SequencedMap<String, List<String>> services = new LinkedHashMap<>();
        Map<String, Note> notes = new LinkedHashMap<>();
        for (Note note : draft.notes()) {
            String same = note.key() + "\n" + note.message();
            notes.putIfAbsent(same, note);
            services.computeIfAbsent(same, _ -> new ArrayList<>());
            if (!note.service().isEmpty()) {
                services.get(same).add(note.service());
            }
        }
        if (notes.isEmpty()) {
            return;
        }
        lines.add("Different from before:");
        notes.forEach((same, note) -> {
            String names = String.join(", ", services.getOrDefault(same, List.of()));
            lines.add(INDENT + style.strong(names.isEmpty() ? note.key() : names + ": " + note.key()) + ": "
                    + note.message());
        });
    }

    private static String next(ConfigDraft draft) {
        Path file = Path.of("aether.toml");
        return draft.sources().isEmpty()
                ? "Next: change " + file + " to what you need, commit it, then ajj workspace add ../NAME"
                : "Next: look " + file + " over, commit it, then ajj workspace add ../NAME";
    }
}
