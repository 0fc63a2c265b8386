package dev.aether.ajj.docker.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Events of a pull, and their totals. */
class PullTotalsTest {
    private final PullTotals totals = new PullTotals();

    @Test
    void addsUpTheLayersOfAnImage() {
        List<String> words = after("""
                {"status":"Pulling from library/postgres","id":"15"}
                {"status":"Pulling fs layer","progressDetail":{},"id":"a"}
                {"status":"Pulling fs layer","progressDetail":{},"id":"b"}
                {"status":"Already exists","progressDetail":{},"id":"c"}
                {"status":"Waiting","progressDetail":{},"id":"b"}
                {"status":"Downloading","progressDetail":{"current":500000,"total":1000000},"progress":"[=>]","id":"a"}
                {"status":"Downloading","progressDetail":{"current":1000000,"total":44600000},"id":"b"}
                {"status":"Verifying Checksum","progressDetail":{},"id":"a"}
                {"status":"Download complete","progressDetail":{},"id":"a"}
                {"status":"Extracting","progressDetail":{"current":32768,"total":1000000},"id":"a"}
                {"status":"Pull complete","progressDetail":{},"id":"a"}
                {"status":"Download complete","progressDetail":{},"id":"b"}
                {"status":"Pull complete","progressDetail":{},"id":"b"}
                {"status":"Digest: sha256:1234"}
                {"status":"Status: Downloaded newer image for postgres:15"}
                """);

        assertThat(words)
                .containsExactly(
                        "",
                        "0 of 1 layer",
                        "0 of 2 layers",
                        "1 of 3 layers",
                        "1 of 3 layers",
                        "500.0 kB of 1.0 MB, 1 of 3 layers",
                        "1.5 MB of 45.6 MB, 1 of 3 layers",
                        "2.0 MB of 45.6 MB, 2 of 3 layers",
                        "2.0 MB of 45.6 MB, 2 of 3 layers",
                        "2.0 MB of 45.6 MB, 2 of 3 layers",
                        "2.0 MB of 45.6 MB, 2 of 3 layers",
                        "45.6 MB of 45.6 MB, extracting",
                        "45.6 MB of 45.6 MB, extracting",
                        "45.6 MB of 45.6 MB, extracting",
                        "45.6 MB of 45.6 MB, extracting");
        assertThat(totals.result()).isEqualTo("45.6 MB");
    }

    @Test
    void anExistingImageDownloadsNothing() {
        after("""
                {"status":"Pulling from library/redis","id":"7"}
                {"status":"Digest: sha256:1234"}
                {"status":"Status: Image is up to date for redis:7"}
                """);

        assertThat(totals.summary()).isEmpty();
        assertThat(totals.result()).isEqualTo("up to date");
    }

    /** With containerd's store, the engine reports seconds of extracting. Podman's last event has the image's id. */
    @Test
    void otherEnginesHaveOtherEvents() {
        after("""
                {"status":"Pulling fs layer","progressDetail":{},"id":"a"}
                {"status":"Downloading","progressDetail":{"current":2000},"id":"a"}
                {"status":"Extracting","progressDetail":{"current":1,"units":"s"},"id":"a"}
                {"status":"Pull complete","progressDetail":{},"id":"0123456789ab"}
                """);

        assertThat(totals.summary()).isEqualTo("2.0 kB, extracting");
        assertThat(totals.result()).isEqualTo("2.0 kB");
    }

    /** Returns the summary after each event. */
    private List<String> after(String events) {
        return events.lines()
                .flatMap(event -> {
                    totals.add(read(event));
                    return Stream.of(totals.summary());
                })
                .toList();
    }

    private static JsonNode read(String event) {
        try {
            return new ObjectMapper().readTree(event);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
