package dev.aether.ajj.compose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What programs on this machine are told when aether.toml does not say it: {@code <SERVICE>_HOST} and {@code <SERVICE>_PORT} of
 * every service with ports, and the usual variable, such as {@code DATABASE_URL}, of servers that ajj knows.
 */
final class ModelInjection {
    private final SequencedMap<String, String> variables = new LinkedHashMap<>();

    /** @param name of the service in aether.toml */
    void add(String name, ModelService service) {
        List<String> ports = List.copyOf(service.ports());
        if (ports.isEmpty()) {
            return;
        }
        String prefix = name.toUpperCase(Locale.ROOT)
                .replaceAll("[^A-Z0-9]+", "_")
                .replaceAll("^(?=[0-9])", "_");
        variables.putIfAbsent(prefix + "_HOST", Templates.of(name, "host"));
        for (String port : ports) {
            String infix = ports.size() == 1 ? "" : "_" + port.toUpperCase(Locale.ROOT).replace('/', '_');
            variables.putIfAbsent(prefix + infix + "_PORT", Templates.port(name, port));
        }
        Optional<KnownImage> known =
                service.knownImage().filter(found -> ModelTable.usualPort(found, service.ports()).isPresent());
        known.ifPresent(found -> variables.putIfAbsent(
                variables.containsKey(found.variable()) ? prefix + "_URL" : found.variable(),
                Templates.of(name, "connection")));
    }

    /** Lines of a dotenv file, with templates. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        variables.forEach((name, value) -> lines.add(name + "=" + value));
        return lines;
    }
}
