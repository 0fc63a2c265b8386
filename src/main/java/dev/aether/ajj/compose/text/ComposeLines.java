package dev.aether.ajj.compose.text;

import dev.aether.ajj.model.text.SourcePosition;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The text of compose files, and the positions of services and their keys in it.
 *
 * @param start the beginning of the first file
 * @param positions by {@code SERVICE} and {@code SERVICE/KEY}
 * @param references texts with variables, by {@code SERVICE/KEY}
 */
public record ComposeLines(
        SourcePosition start, String text, Map<String, SourcePosition> positions, Map<String, String> references) {

    /**
     * Finds the positions in the documents of compose files.
     *
     * @param file the first file
     */
    public static ComposeLines of(Path file, String text, List<YamlValue> documents) {
        Map<String, SourcePosition> positions = new HashMap<>();
        Map<String, String> references = new HashMap<>();
        documents.stream().flatMap(YamlValue::services).forEach(service -> {
            positions.putIfAbsent(service.name(), service.position());
            for (YamlValue.Entry key : service.value().entries()) {
                String name = service.name() + "/" + key.name();
                positions.putIfAbsent(name, key.position());
                String variables = key.value().references();
                if (!variables.isEmpty()) {
                    references.merge(name, variables, (one, other) -> one + "\n" + other);
                }
            }
        });
        return new ComposeLines(new SourcePosition(file, 1, 1), text, positions, references);
    }

    /** Returns those of the variables that the files name. */
    public List<String> named(Collection<String> variables) {
        return named(variables, text);
    }

    /** Returns those of the variables that a service's key names. */
    public List<String> named(Collection<String> variables, String service, String key) {
        return named(variables, references.getOrDefault(service + "/" + key, ""));
    }

    private static List<String> named(Collection<String> variables, String text) {
        return variables.stream()
                .filter(name -> reference(Pattern.quote(name)).matcher(text).find())
                .toList();
    }

    /** Matches a variable that has no default and whose $ is not escaped. */
    private static Pattern reference(String name) {
        return Pattern.compile("(?<!\\$)(?:\\$\\$)*+\\$(?:" + name + "\\b|\\{" + name + "\\b(?!:?[-+]))");
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
