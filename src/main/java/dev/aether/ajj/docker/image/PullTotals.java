package dev.aether.ajj.docker.image;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aether.ajj.model.text.Bytes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sums up the layers of a pull. The total grows, because a layer's size is known when its download starts. */
final class PullTotals {
    private final Map<String, Layer> layers = new LinkedHashMap<>();
    private boolean extracting;

    /** @param total 0 when it is not known */
    private record Layer(long current, long total, boolean complete) {
        static final Layer UNKNOWN = new Layer(0, 0, false);

        Layer at(JsonNode detail) {
            return detail.has("current")
                    ? new Layer(
                            detail.path("current").asLong(),
                            Math.max(detail.path("total").asLong(), total),
                            complete)
                    : this;
        }

        Layer completed() {
            return new Layer(Math.max(current, total), total, true);
        }
    }

    /** Adds an event. Events that are not about a layer are ignored. */
    void add(JsonNode event) {
        if (!event.has("id")) {
            return;
        }
        String id = event.path("id").asText();
        switch (event.path("status").asText()) {
            case "Pulling fs layer", "Waiting" -> layers.putIfAbsent(id, Layer.UNKNOWN);
            case "Downloading" ->
                layers.put(id, layers.getOrDefault(id, Layer.UNKNOWN).at(event.path("progressDetail")));
            case "Already exists" -> layers.put(id, Layer.UNKNOWN.completed());
            case "Verifying Checksum", "Download complete", "Pull complete" ->
                layers.computeIfPresent(id, (_, layer) -> layer.completed());
            case "Extracting" -> {
                extracting = true;
                layers.computeIfPresent(id, (_, layer) -> layer.completed());
            }
            default -> {
                // such as "Pulling from library/postgres", whose id is the tag
            }
        }
    }

    /** Returns the progress, such as {@code 12.3 MB of 45.6 MB, 2 of 7 layers}; an empty text when it is unknown. */
    String summary() {
        List<String> parts = new ArrayList<>();
        long total = layers.values().stream().mapToLong(Layer::total).sum();
        long complete = layers.values().stream().filter(Layer::complete).count();
        if (total > 0) {
            parts.add(Bytes.readable(bytes()) + " of " + Bytes.readable(total));
        } else if (bytes() > 0) {
            parts.add(Bytes.readable(bytes()));
        }
        if (!layers.isEmpty()) {
            String all = layers.size() == 1 ? "1 layer" : layers.size() + " layers";
            parts.add(complete == layers.size() && extracting ? "extracting" : complete + " of " + all);
        }
        return String.join(", ", parts);
    }

    /** Returns the amount of downloaded data, such as {@code 45.6 MB}, or {@code up to date}. */
    String result() {
        return bytes() == 0 ? "up to date" : Bytes.readable(bytes());
    }

    private long bytes() {
        return layers.values().stream().mapToLong(Layer::current).sum();
    }
}
