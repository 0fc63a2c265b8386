package dev.aether.ajj.compose.translate;

import dev.aether.ajj.compose.model.ModelService;
import dev.aether.ajj.compose.text.Templates;
import dev.aether.ajj.model.text.DotEnvWord;
import dev.aether.ajj.model.variable.HostVariables;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/**
 * Templates by variable, for programs on this machine: {@code <SERVICE>_HOST} and {@code <SERVICE>_PORT} of each service with
 * ports, and the usual variable, such as {@code DATABASE_URL}, of well-known servers.
 */
public record ModelInjection(SequencedMap<String, String> variables) {
    private static final Pattern TEMPLATE = Pattern.compile("\\{\\{[^{}\"\\n]*\\}\\}");

    static ModelInjection of(Collection<ModelService> services) {
        ModelInjection injection = new ModelInjection(new LinkedHashMap<>());
        services.forEach(injection::add);
        return injection;
    }

    /** Adds the variables of a service with ports. */
    public void add(ModelService service) {
        List<String> ports = List.copyOf(service.ports());
        if (ports.isEmpty()) {
            return;
        }
        String prefix = freePrefix(prefix(service));
        variables.put(prefix + "_HOST", Templates.of(service.name(), "host"));
        for (String port : ports) {
            String infix =
                    ports.size() == 1 ? "" : "_" + port.toUpperCase(Locale.ROOT).replace('/', '_');
            variables.put(prefix + infix + "_PORT", Templates.port(service.name(), port));
        }
        addConnection(service);
        variables.keySet().removeIf(HostVariables::include);
    }

    /** Adds a number if services such as {@code a-b} and {@code a_b} have the same prefix. */
    private String freePrefix(String prefix) {
        String free = prefix;
        for (int number = 2; variables.containsKey(free + "_HOST"); number++) {
            free = prefix + "_" + number;
        }
        return free;
    }

    /** Adds the usual variable of a well-known server, or {@code <SERVICE>_URL} if another server has it already. */
    public void addConnection(ModelService service) {
        if (service.connection().isPresent()) {
            String usual = service.knownImage().orElseThrow().variable();
            variables.putIfAbsent(
                    variables.containsKey(usual) ? prefix(service) + "_URL" : usual,
                    Templates.of(service.name(), "connection"));
        }
    }

    private static String prefix(ModelService service) {
        return service.name()
                .toUpperCase(Locale.ROOT)
                .replaceAll("[^A-Z0-9]+", "_")
                .replaceAll("^(?=[0-9])", "_");
    }

    /** Returns the variables as lines of a dotenv file. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        variables.forEach((name, template) -> lines.add(name + "=" + quoted(template)));
        return lines;
    }

    /** Returns a value with quotes if necessary. Templates in it need none. */
    private static String quoted(String template) {
        return DotEnvWord.isPlain(TEMPLATE.matcher(template).replaceAll("")) ? template : DotEnvWord.quoted(template);
    }
}
