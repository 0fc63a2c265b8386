package dev.aether.ajj.compose.translate;

import dev.aether.ajj.compose.model.ModelService;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** A service that a workspace gets: its name in aether.toml, and its other host names in the compose file. */
public record SelectedService(String name, ModelService model, Set<String> hostNames) {

    static SelectedService of(String name, ModelService service, Collection<ModelService> all) {
        Set<String> names = new LinkedHashSet<>();
        names.add(service.name());
        service.text("container_name").ifPresent(names::add);
        service.text("hostname").ifPresent(names::add);
        service.json()
                .path("networks")
                .forEach(network -> network.path("aliases").forEach(alias -> names.add(alias.asText())));
        for (ModelService other : all) {
            other.texts("links").stream()
                    .map(link -> link.split(":", 2))
                    .filter(link -> link.length > 1 && link[0].equals(service.name()))
                    .forEach(link -> names.add(link[1]));
        }
        names.remove(name);
        return new SelectedService(name, service, names);
    }

    /** Returns the usual port of a well-known server if it is published; otherwise the only published TCP port. */
    public Optional<String> usualPort() {
        Optional<String> usual =
                model.knownImage().map(known -> Integer.toString(known.port())).filter(model.ports()::contains);
        return usual.or(this::onlyPort);
    }

    private Optional<String> onlyPort() {
        var tcp = model.ports().stream().filter(port -> !port.contains("/")).toList();
        return tcp.size() == 1 ? Optional.of(tcp.getFirst()) : Optional.empty();
    }

    /** Whether it gets a {@code connection} in aether.toml. */
    public boolean hasConnection() {
        return model.knownImage().isPresent() && usualPort().isPresent();
    }
}
