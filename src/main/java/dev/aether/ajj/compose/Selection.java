package dev.aether.ajj.compose;

import dev.aether.ajj.compose.Definition.Dependency;
import dev.aether.ajj.error.ConfigFaults;
import dev.aether.ajj.error.Escapes;
import dev.aether.ajj.error.Suggestions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Predicate;

/** Which services are taken over, and why the others are not. */
public final class Selection {
    private final SequencedMap<String, Definition> definitions;
    private final Map<String, String> reasons = new LinkedHashMap<>();

    private Selection(SequencedMap<String, Definition> definitions) {
        this.definitions = definitions;
    }

    /**
     * Decides.
     *
     * @param active whether compose starts a service
     * @param problems hears of dependencies on services that there are not
     */
    public static Selection of(
            SequencedMap<String, Definition> definitions, Predicate<Definition> active, ConfigFaults problems) {
        Selection selection = new Selection(definitions);
        definitions.values().forEach(service -> selection.checkDependencies(service, problems));
        definitions
                .values()
                .forEach(service ->
                        ownReason(service, active).ifPresent(reason -> selection.reasons.put(service.name(), reason)));
        while (selection.leaveOutWhatWaits()) {
            // One that is left out may be what another one waits for.
        }
        return selection;
    }

    private void checkDependencies(Definition service, ConfigFaults problems) {
        for (Dependency dependency : service.dependencies()) {
            String name = dependency.name().value();
            if (!definitions.containsKey(name) && dependency.required()) {
                problems.report(
                        dependency.name().position(),
                        "there is no service \"" + name + "\" that " + service.name() + " could wait for",
                        Suggestions.hint(
                                name, definitions.keySet(), "services: " + String.join(", ", definitions.keySet())));
            }
        }
    }

    private static Optional<String> ownReason(Definition service, Predicate<Definition> active) {
        if (service.build().isPresent()) {
            return Optional.of(
                    Escapes.of("it is built from " + service.build().get().value() + ", and ajj builds no images"));
        }
        if (!active.test(service)) {
            return Optional.of(
                    Escapes.of("it belongs to the profile " + String.join(", ", service.profiles()) + " (--profile)"));
        }
        if (service.image().isEmpty()) {
            return Optional.of("it has no image");
        }
        return service.replicas().orElse(1) == 0 ? Optional.of("it is to have no containers") : Optional.empty();
    }

    private boolean leaveOutWhatWaits() {
        boolean changed = false;
        for (Definition service : definitions.values()) {
            Optional<String> missing = isTaken(service) ? missing(service) : Optional.empty();
            if (missing.isPresent()) {
                reasons.put(service.name(), "it needs " + missing.get() + ", which is left out");
                changed = true;
            }
        }
        return changed;
    }

    /** Something that it cannot be without, and that is left out. */
    private Optional<String> missing(Definition service) {
        return service.dependencies().stream()
                .filter(Dependency::required)
                .map(dependency -> dependency.name().value())
                .filter(reasons::containsKey)
                .findFirst();
    }

    boolean isTaken(Definition service) {
        return !reasons.containsKey(service.name());
    }

    /** Why it is left out, in a half-sentence; empty for one that is taken over. */
    String reason(Definition service) {
        return reasons.getOrDefault(service.name(), "");
    }
}
