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
import java.util.stream.Stream;

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
                        + from(initialized));
        List<Path> others = Stream.concat(draft.included().stream(), draft.variableFiles().stream())
                .toList();
        if (!others.isEmpty()) {
            lines.add(INDENT + "Also read: " + names(others, initialized, ", "));
        }
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
        lines.add(next(initialized));
        return lines;
    }

    private static String from(Initialized initialized) {
        List<Path> sources = initialized.draft().sources();
        return sources.isEmpty() ? ", with an example to begin with" : " from " + names(sources, initialized, " and ");
    }

    private static String names(List<Path> files, Initialized initialized, String between) {
        Path beside = initialized.file().resolveSibling("");
        return files.stream()
                .map(file -> file.startsWith(beside) ? beside.relativize(file).toString() : Sentences.shorten(file))
                .collect(Collectors.joining(between));
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
        lines.add("Changed or not taken over:");
        notes.forEach((same, note) -> {
            String names = String.join(", ", services.getOrDefault(same, List.of()));
            String subject = names.isEmpty() ? note.key() : note.key() + " of " + names;
            lines.add(INDENT + style.strong(subject) + ": " + note.message());
        });
    }

    private static String next(Initialized initialized) {
        String file = Sentences.shorten(initialized.file());
        String name = file.endsWith("/aether.toml") ? "aether.toml" : file;
        String look = initialized.draft().sources().isEmpty()
                ? "change " + name + " to what you need"
                : "look " + name + " over";
        return "Next: " + look + ", commit it, then ajj workspace add ../NAME";
    }
}
