package dev.aether.ajj.compose.translate;

import dev.aether.ajj.compose.model.ModelService;
import dev.aether.ajj.model.config.ComposeUse.LeftOut;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** The selection of a model's services for a workspace, with reasons for those that are left out. */
final class ModelSelection {
    private final SequencedMap<String, ModelService> services;
    private final Map<String, String> reasons = new LinkedHashMap<>();

    /** @param named services that aether.toml names; empty: all without {@code build} */
    ModelSelection(SequencedMap<String, ModelService> services, Collection<String> named) {
        this.services = services;
        services.values()
                .forEach(service -> ownReason(service, named).ifPresent(reason -> reasons.put(service.name(), reason)));
        while (leaveOutDependents()) {
            // a service that was just left out may have dependents, too
        }
    }

    private static Optional<String> ownReason(ModelService service, Collection<String> named) {
        boolean built = service.json().has("build");
        if (built && !named.contains(service.name())) {
            return Optional.of(LeftOut.BUILT);
        }
        if (!built && service.text("image").isEmpty()) {
            return Optional.of("it has no image");
        }
        String replicas = service.text("scale")
                .or(() -> ModelService.text(service.json().path("deploy").path("replicas")))
                .orElse("1");
        return replicas.equals("0") ? Optional.of("it has 0 replicas") : Optional.empty();
    }

    private boolean leaveOutDependents() {
        boolean changed = false;
        for (ModelService service : services.values()) {
            Optional<String> missing = isSelected(service.name()) ? missing(service) : Optional.empty();
            if (missing.isPresent()) {
                reasons.put(service.name(), "it depends on " + missing.get() + ", which is left out");
                changed = true;
            }
        }
        return changed;
    }

    private Optional<String> missing(ModelService service) {
        return service.dependencies().stream()
                .filter(ModelService.Dependency::required)
                .map(ModelService.Dependency::service)
                .filter(reasons::containsKey)
                .findFirst();
    }

    boolean isSelected(String service) {
        return services.containsKey(service) && !reasons.containsKey(service);
    }

    Map<String, String> reasons() {
        return reasons;
    }
}
