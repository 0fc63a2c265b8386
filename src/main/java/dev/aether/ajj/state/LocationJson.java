package dev.aether.ajj.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aether.ajj.model.workspace.Location;

/** Reads and writes a location as the fields {@code backend} and {@code location} of a JSON object. */
final class LocationJson {
    private static final String BACKEND = "backend";
    private static final String LOCATION = "location";
    private static final String ADDRESS = "address";
    private static final String ID = "id";

    private LocationJson() {}

    /** Returns an unknown location when the object has none, as in version 1.0. */
    static Location read(JsonNode node) {
        JsonNode location = node.path(LOCATION);
        return new Location(
                node.path(BACKEND).asText(Location.DOCKER),
                location.path(ADDRESS).asText(),
                location.path(ID).asText());
    }

    static void write(Location location, ObjectNode node) {
        node.put(BACKEND, location.backend());
        if (location.isKnown()) {
            node.putObject(LOCATION).put(ADDRESS, location.address()).put(ID, location.id());
        } else {
            node.remove(LOCATION);
        }
    }
}
