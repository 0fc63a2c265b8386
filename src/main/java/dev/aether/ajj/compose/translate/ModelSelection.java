package dev.aether.ajj.compose.translate;

import dev.aether.ajj.compose.model.ModelService;
import dev.aether.ajj.model.config.ComposeUse.LeftOut;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Selects a model's services for a workspace. */
final class ModelSelection {
    private ModelSelection() {}

    /**
     * Returns the reasons for services that are left out, by name.
     *
     * @param named services that aether.toml names; empty: all without {@code build}
     */
    static Map<String, String> leftOut(Collection<ModelService> services, Collection<String> named) {
        Map<String, String> reasons = new LinkedHashMap<>();
        services.forEach(
                service -> reason(service, named).ifPresent(reason -> reasons.put(service.declared(), reason)));
        int before;
        do { // a service that is left out may have dependents, which have dependents, too
            before = reasons.size();
            for (ModelService service : services) {
                service.dependencies().stream()
                        .filter(ModelService.Dependency::required)
                        .map(ModelService.Dependency::service)
                        .filter(reasons::containsKey)
                        .findFirst()
                        .ifPresent(missing -> reasons.putIfAbsent(
                                service.declared(), "it depends on " + missing + ", which is left out"));
            }
        } while (reasons.size() > before);
        return reasons;
    }

    private static Optional<String> reason(ModelService service, Collection<String> named) {
        boolean built = service.json().has("build");
        if (built && !named.contains(service.declared())) {
            return Optional.of(LeftOut.BUILT);
        }
        if (!built && service.text("image").isEmpty()) {
            return Optional.of("it has no image");
        }
        return service.replicas() == 0 ? Optional.of("it has 0 replicas") : Optional.empty();
    }
}
