package dev.aether.ajj.compose.text;

import dev.aether.ajj.model.text.SourcePosition;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The text of compose files, and the positions of services and their keys in it.
 *
 * @param start the beginning of the first file
 * @param positions by {@code SERVICE} and {@code SERVICE/KEY}
 */
public record ComposeLines(SourcePosition start, String text, Map<String, SourcePosition> positions) {

    /**
     * Finds the positions in the documents of compose files.
     *
     * @param file the first file
     */
    public static ComposeLines of(Path file, String text, List<YamlValue> documents) {
        Map<String, SourcePosition> positions = new HashMap<>();
        documents.stream().flatMap(YamlValue::services).forEach(service -> {
            positions.putIfAbsent(service.name(), service.position());
            service.value()
                    .entries()
                    .forEach(key -> positions.putIfAbsent(service.name() + "/" + key.name(), key.position()));
        });
        return new ComposeLines(new SourcePosition(file, 1, 1), text, positions);
    }

    /** Returns the position of a service, in the first file that declares it. */
    public SourcePosition of(String service) {
        return positions.getOrDefault(service, start);
    }

    /** Returns the position of a service's key; the position of the service if no file has the key. */
    public SourcePosition of(String service, String key) {
        return positions.getOrDefault(service + "/" + key, of(service));
    }
}
