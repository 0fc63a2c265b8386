package dev.aether.ajj.compose.translate;

import dev.aether.ajj.compose.model.KnownImage;
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
        var tcp = model.ports().stream().filter(port -> !port.contains("/")).toList();
        return model.knownImage()
                .map(KnownImage::port)
                .filter(model.ports()::contains)
                .or(() -> Optional.of(tcp).filter(ports -> ports.size() == 1).map(ports -> ports.getFirst()));
    }

    /** Returns the {@code connection} in aether.toml; empty unless it is a well-known server. */
    public Optional<String> connection() {
        return model.knownImage()
                .flatMap(known ->
                        usualPort().map(port -> known.connection(port, model.environment(), model.texts("command"))));
    }
}
