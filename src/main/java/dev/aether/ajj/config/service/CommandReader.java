package dev.aether.ajj.config.service;

import dev.aether.ajj.config.syntax.CommandSyntax;
import dev.aether.ajj.config.toml.TomlSection;
import dev.aether.ajj.model.template.Template;
import dev.aether.ajj.model.template.Template.Mark;
import dev.aether.ajj.model.text.SourcePosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the key {@code command} of a service. */
final class CommandReader {
    private static final String KEY = "command";
    private static final String OPEN = "{{";

    private CommandReader() {}

    /** Returns the arguments; empty when the key is missing. Adds those with template tags to {@code templates}, by index. */
    static List<String> read(TomlSection section, Map<Integer, Template> templates) {
        List<String> arguments = section.any(KEY, CommandSyntax::parse).orElse(List.of());
        if (arguments.stream().anyMatch(Template::isNeededFor)) {
            if (section.value(KEY).orElse("") instanceof List) {
                readEntries(section, arguments, templates);
            } else {
                section.template(KEY).ifPresent(whole -> readWords(whole, arguments, templates));
            }
        }
        return arguments;
    }

    private static void readEntries(TomlSection section, List<String> arguments, Map<Integer, Template> templates) {
        for (int index = 0; index < arguments.size(); index++) {
            if (Template.isNeededFor(arguments.get(index))) {
                templates.put(index, section.template(KEY, index, arguments.get(index)));
            }
        }
    }

    /** Reads templates in the words of one string. The words have the same tags in the same order. */
    private static void readWords(Template whole, List<String> words, Map<Integer, Template> templates) {
        int searched = 0;
        for (int index = 0; index < words.size(); index++) {
            String word = words.get(index);
            List<Mark> marks = new ArrayList<>();
            for (int open = word.indexOf(OPEN); open >= 0; open = word.indexOf(OPEN, open + OPEN.length())) {
                int found = Math.max(0, whole.text().indexOf(OPEN, searched));
                SourcePosition position = whole.positionAt(found);
                if (marks.isEmpty() && open > 0) {
                    marks.add(new Mark(0, position));
                }
                marks.add(new Mark(open, position));
                searched = found + OPEN.length();
            }
            if (!marks.isEmpty()) {
                templates.put(index, new Template(word, marks));
            }
        }
    }
}
