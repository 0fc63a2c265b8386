package dev.aether.ajj.docker.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.model.PullResponseItem;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The events of engines, and what is made of them. */
class PullTallyTest {
    /** docker-java's own, which passes over what it does not know. */
    private static final ObjectMapper MAPPER = DefaultDockerClientConfig.createDefaultConfigBuilder()
            .withDockerHost("unix:///none.sock")
            .build()
            .getObjectMapper();

    private final PullTally tally = new PullTally();

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
        assertThat(tally.result()).isEqualTo("45.6 MB");
    }

    @Test
    void anImageThatIsThereBringsNothing() {
        after("""
                {"status":"Pulling from library/redis","id":"7"}
                {"status":"Digest: sha256:1234"}
                {"status":"Status: Image is up to date for redis:7"}
                """);

        assertThat(tally.words()).isEmpty();
        assertThat(tally.result()).isEqualTo("up to date");
    }

    /** An engine with containerd's store counts the seconds of unpacking; Podman ends with the image's own id. */
    @Test
    void otherEnginesHaveOtherEvents() {
        after("""
                {"status":"Pulling fs layer","progressDetail":{},"id":"a"}
                {"status":"Downloading","progressDetail":{"current":2000},"id":"a"}
                {"status":"Extracting","progressDetail":{"current":1,"units":"s"},"id":"a"}
                {"status":"Pull complete","progressDetail":{},"id":"0123456789ab"}
                """);

        assertThat(tally.words()).isEqualTo("2.0 kB, extracting");
        assertThat(tally.result()).isEqualTo("2.0 kB");
    }

    /** What is said after each event. */
    private List<String> after(String events) {
        return events.lines()
                .flatMap(event -> {
                    tally.note(read(event));
                    return Stream.of(tally.words());
                })
                .toList();
    }

    private static PullResponseItem read(String event) {
        try {
            return MAPPER.readValue(event, PullResponseItem.class);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
