package dev.aether.ajj.compose;

import dev.aether.ajj.compose.Value.Entry;
import dev.aether.ajj.compose.Value.Mapping;
import dev.aether.ajj.compose.Value.Scalar;
import dev.aether.ajj.error.ConfigFaults;
import dev.aether.ajj.error.Suggestions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** Services that extend others: {@code extends: NAME}, or with {@code service} and {@code file}. */
final class Extension {
    private static final String KEY = "extends";

    private final ComposeLoader loader;
    private final Variables variables;
    private final ConfigFaults problems;

    Extension(ComposeLoader loader, Variables variables, ConfigFaults problems) {
        this.loader = loader;
        this.variables = variables;
        this.problems = problems;
    }

    /** The document with all its services whole. */
    Mapping apply(Mapping document, Path file) {
        if (!(document.value("services").orElse(null) instanceof Mapping services)) {
            return document;
        }
        SequencedMap<String, Entry> whole = new LinkedHashMap<>();
        services.all().forEach((name, entry) -> {
            Value service = entry.value() instanceof Mapping mapping
                            && mapping.value(KEY).isPresent()
                    ? whole(name, services, file, new ArrayList<>())
                    : entry.value();
            whole.put(name, new Entry(entry.key(), service, entry.directive()));
        });
        return ComposeLoader.withServices(document, new Mapping(services.position(), whole));
    }

    /** A service with what it extends below it. */
    private Value whole(String name, Mapping services, Path file, List<String> trail) {
        Optional<Value> found = services.value(name);
        if (!(found.orElse(null) instanceof Mapping service)) {
            return found.orElse(Value.nothing(services.position()));
        }
        Optional<Value> extended = service.value(KEY);
        if (extended.isEmpty()) {
            return service;
        }
        String step = file + ":" + name;
        if (trail.contains(step)) {
            problems.report(
                    service.positionOf(KEY),
                    "services extend each other in a circle",
                    "remove one of the extends of " + name);
            return service.without(KEY);
        }
        trail.add(step);
        Mapping own = service.without(KEY);
        return base(extended.get(), services, file, trail)
                .map(base -> Merge.service(base, own))
                .orElse(own);
    }

    private Optional<Value> base(Value extended, Mapping services, Path file, List<String> trail) {
        Fields fields = Fields.of(extended, "service", KEY, problems);
        Optional<Scalar> name = fields.scalar("service");
        if (name.isEmpty()) {
            problems.report(extended.position(), "extends names no service", "write extends: { service: NAME }");
            return Optional.empty();
        }
        Optional<Scalar> other = fields.scalar("file");
        if (other.isEmpty()) {
            return base(name.get(), services, file, trail);
        }
        return loader.existing(other.get())
                .flatMap(path -> loader.file(path, variables)
                        .value("services")
                        .filter(Mapping.class::isInstance)
                        .map(Mapping.class::cast)
                        .or(() -> Optional.of(Value.emptyMapping(extended.position())))
                        .flatMap(found -> base(name.get(), found, path, trail)));
    }

    private Optional<Value> base(Scalar name, Mapping services, Path file, List<String> trail) {
        if (services.value(name.text()).isEmpty()) {
            problems.report(
                    name.position(),
                    "there is no service \"" + name.text() + "\" in " + file.getFileName(),
                    Suggestions.hint(
                            name.text(),
                            services.entries().keySet(),
                            services.entries().isEmpty()
                                    ? file.getFileName() + " has no services: check the file"
                                    : "its services: "
                                            + String.join(
                                                    ", ", services.entries().keySet())));
            return Optional.empty();
        }
        return Optional.of(whole(name.text(), services, file, trail));
    }
}
