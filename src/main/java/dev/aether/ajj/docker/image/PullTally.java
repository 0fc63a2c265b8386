package dev.aether.ajj.docker.image;

import com.github.dockerjava.api.model.PullResponseItem;
import com.github.dockerjava.api.model.ResponseItem.ProgressDetail;
import dev.aether.ajj.model.text.Bytes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Adds up what the layers of one image have brought so far, from the events of its pull. The engine learns a layer's size
 * when it begins to load it, so the whole grows at first.
 */
final class PullTally {
    private final Map<String, Layer> layers = new LinkedHashMap<>();
    private boolean extracting;

    /** @param total 0 when it is not known */
    private record Layer(long current, long total, boolean loaded) {
        static final Layer UNKNOWN = new Layer(0, 0, false);

        Layer at(@Nullable ProgressDetail detail) {
            if (detail == null || detail.getCurrent() == null) {
                return this;
            }
            long whole = Objects.requireNonNullElse(detail.getTotal(), 0L);
            return new Layer(detail.getCurrent(), Math.max(whole, total), loaded);
        }

        Layer whole() {
            return new Layer(Math.max(current, total), total, true);
        }
    }

    /** Takes one event into account. Those that are about no layer are passed over. */
    void note(PullResponseItem event) {
        String id = event.getId();
        if (id == null || event.getStatus() == null) {
            return;
        }
        switch (event.getStatus()) {
            case "Pulling fs layer", "Waiting" -> layers.putIfAbsent(id, Layer.UNKNOWN);
            case "Downloading" ->
                layers.put(id, layers.getOrDefault(id, Layer.UNKNOWN).at(event.getProgressDetail()));
            case "Already exists" -> layers.put(id, Layer.UNKNOWN.whole());
            case "Verifying Checksum", "Download complete", "Pull complete" ->
                layers.computeIfPresent(id, (_, layer) -> layer.whole());
            case "Extracting" -> {
                extracting = true;
                layers.computeIfPresent(id, (_, layer) -> layer.whole());
            }
            default -> {
                // "Pulling from library/postgres" has the tag for an id.
            }
        }
    }

    /** How far it is, such as {@code 12.3 MB of 45.6 MB, 2 of 7 layers}; empty as long as nothing is known. */
    String words() {
        List<String> words = new ArrayList<>();
        long whole = layers.values().stream().mapToLong(Layer::total).sum();
        long loaded = layers.values().stream().filter(Layer::loaded).count();
        if (whole > 0) {
            words.add(Bytes.readable(bytes()) + " of " + Bytes.readable(whole));
        } else if (bytes() > 0) {
            words.add(Bytes.readable(bytes()));
        }
        if (!layers.isEmpty()) {
            words.add(loaded == layers.size() && extracting ? "extracting" : loaded + " of " + layers());
        }
        return String.join(", ", words);
    }

    private String layers() {
        return layers.size() == 1 ? "1 layer" : layers.size() + " layers";
    }

    /** What was loaded: {@code 45.6 MB}, or that nothing had to be. */
    String result() {
        return bytes() == 0 ? "up to date" : Bytes.readable(bytes());
    }

    private long bytes() {
        return layers.values().stream().mapToLong(Layer::current).sum();
    }
}
