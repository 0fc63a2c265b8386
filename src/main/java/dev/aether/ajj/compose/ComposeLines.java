package dev.aether.ajj.compose;

import dev.aether.ajj.model.SourcePosition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds where a compose file declares a service, for messages. It searches lines and does not parse YAML, so an unusual layout
 * leads to the first line.
 */
final class ComposeLines {
    private final List<Path> files;
    private final List<List<String>> lines = new ArrayList<>();

    /** @param files at least one; those that cannot be read have no lines */
    ComposeLines(List<Path> files) {
        this.files = files;
        for (Path file : files) {
            lines.add(read(file));
        }
    }

    private static List<String> read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    /** The beginning of the first file. */
    SourcePosition start() {
        return new SourcePosition(files.getFirst(), 1, 1);
    }

    /** The texts of all files. */
    String text() {
        return lines.stream().flatMap(List::stream).collect(Collectors.joining("\n"));
    }

    /** The line of a service, in the first file that has one. */
    SourcePosition of(String service) {
        Pattern key = Pattern.compile("\\s+[\"']?" + Pattern.quote(service) + "[\"']?\\s*:.*");
        for (int index = 0; index < files.size(); index++) {
            List<String> text = lines.get(index);
            for (int line = 0; line < text.size(); line++) {
                if (key.matcher(text.get(line)).matches()) {
                    int column = text.get(line).length()
                            - text.get(line).stripLeading().length()
                            + 1;
                    return new SourcePosition(files.get(index), line + 1, column);
                }
            }
        }
        return start();
    }
}
