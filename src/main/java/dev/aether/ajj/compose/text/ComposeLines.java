package dev.aether.ajj.compose.text;

import dev.aether.ajj.files.RegularFile;
import dev.aether.ajj.model.text.SourcePosition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the position of a service in compose files, for messages. It searches lines without parsing YAML; in an unusual layout the
 * result is the first line.
 */
public final class ComposeLines {
    private final SequencedMap<Path, List<String>> files = new LinkedHashMap<>();
    private final String text;

    /** @param files at least one; an unreadable file has no lines */
    public ComposeLines(List<Path> files) {
        files.forEach(file -> this.files.put(file, read(file)));
        text = String.join(
                "\n", this.files.values().stream().flatMap(List::stream).toList());
    }

    private static List<String> read(Path file) {
        try {
            return new String(RegularFile.read(file), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    /** Returns the beginning of the first file. */
    public SourcePosition start() {
        return new SourcePosition(files.firstEntry().getKey(), 1, 1);
    }

    /** Returns the texts of all files. */
    public String text() {
        return text;
    }

    /** Returns those of the variables that the files name. */
    public List<String> named(Collection<String> variables) {
        return named(variables, text);
    }

    /** Returns those of the variables that a service's key names, in its line or in deeper lines below it. */
    public List<String> named(Collection<String> variables, String service, String key) {
        return find(service, key)
                .map(position -> named(variables, block(position)))
                .orElse(List.of());
    }

    private String block(SourcePosition key) {
        List<String> lines = files.getOrDefault(key.file(), List.of());
        int end = key.line();
        while (end < lines.size() && (lines.get(end).isBlank() || indent(lines.get(end)) >= key.column())) {
            end++;
        }
        return String.join("\n", lines.subList(key.line() - 1, end));
    }

    private static List<String> named(Collection<String> variables, String text) {
        return variables.stream()
                .filter(name -> Pattern.compile("\\$\\{?" + Pattern.quote(name) + "\\b")
                        .matcher(text)
                        .find())
                .toList();
    }

    /** Returns the line of a service, in the first file that declares it. */
    public SourcePosition of(String service) {
        return find(service, "").orElse(start());
    }

    /** Returns the line of a service's key; the line of the service if it does not have the key. */
    public SourcePosition of(String service, String key) {
        return find(service, key).orElseGet(() -> of(service));
    }

    private Optional<SourcePosition> find(String service, String key) {
        for (var file : files.entrySet()) {
            List<String> lines = file.getValue();
            for (int line = 0; line < lines.size(); line++) {
                if (declares(lines.get(line), service)) {
                    int found = key.isEmpty() ? line : below(lines, line, key);
                    if (found >= 0) {
                        return Optional.of(new SourcePosition(file.getKey(), found + 1, indent(lines.get(found)) + 1));
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** Returns the first line below {@code start}, with a deeper indent, that declares the key; -1 without such a line. */
    private static int below(List<String> lines, int start, String key) {
        for (int line = start + 1; line < lines.size(); line++) {
            boolean blank = lines.get(line).isBlank();
            if (!blank && indent(lines.get(line)) <= indent(lines.get(start))) {
                return -1;
            }
            if (declares(lines.get(line), key)) {
                return line;
            }
        }
        return -1;
    }

    private static boolean declares(String line, String key) {
        String stripped = line.strip();
        return indent(line) > 0
                && Stream.of(key, '"' + key + '"', "'" + key + "'")
                        .anyMatch(name -> stripped.startsWith(name)
                                && stripped.substring(name.length())
                                        .stripLeading()
                                        .startsWith(":"));
    }

    private static int indent(String line) {
        return line.length() - line.stripLeading().length();
    }
}
