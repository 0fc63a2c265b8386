package dev.aether.ajj.compose.text;

import dev.aether.ajj.files.RegularFile;
import dev.aether.ajj.model.text.SourcePosition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds the position of a service in compose files, for messages. It searches lines without parsing YAML; in an unusual layout the
 * result is the first line.
 */
public final class ComposeLines {
    private final List<Path> files;
    private final List<List<String>> lines = new ArrayList<>();

    /** @param files at least one; an unreadable file has no lines */
    public ComposeLines(List<Path> files) {
        this.files = files;
        for (Path file : files) {
            lines.add(read(file));
        }
    }

    private static List<String> read(Path file) {
        try {
            return new String(RegularFile.read(file, RegularFile.LARGEST), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    /** Returns the beginning of the first file. */
    public SourcePosition start() {
        return new SourcePosition(files.getFirst(), 1, 1);
    }

    /** Returns the texts of all files. */
    public String text() {
        return lines.stream().flatMap(List::stream).collect(Collectors.joining("\n"));
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
        Pattern name = key(service);
        for (int index = 0; index < files.size(); index++) {
            List<String> text = lines.get(index);
            for (int line = 0; line < text.size(); line++) {
                if (name.matcher(text.get(line)).matches()) {
                    int found = key.isEmpty() ? line : below(text, line, key(key));
                    if (found >= 0) {
                        return Optional.of(
                                new SourcePosition(files.get(index), found + 1, indent(text.get(found)) + 1));
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** Returns the first matching line below {@code start} with a deeper indent; -1 without such a line. */
    private static int below(List<String> text, int start, Pattern pattern) {
        for (int line = start + 1; line < text.size(); line++) {
            boolean blank = text.get(line).isBlank();
            if (!blank && indent(text.get(line)) <= indent(text.get(start))) {
                return -1;
            }
            if (pattern.matcher(text.get(line)).matches()) {
                return line;
            }
        }
        return -1;
    }

    private static Pattern key(String name) {
        return Pattern.compile("\\s+[\"']?" + Pattern.quote(name) + "[\"']?\\s*:.*");
    }

    private static int indent(String line) {
        return line.length() - line.stripLeading().length();
    }
}
