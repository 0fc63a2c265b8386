package dev.aether.ajj.docker.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.docker.http.EngineRefusal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages of engines and registries, and ajj's hints. */
class PullHintsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Get "https://registry-1.docker.io/v2/": dial tcp: lookup registry-1.docker.io: no such host | cannot be reached
            Get "https://registry-1.docker.io/v2/": net/http: TLS handshake timeout                     | cannot be reached
            Get "https://r.example/v2/": context deadline exceeded                                       | cannot be reached
            Get "https://r.example/v2/": dial tcp 10.0.0.1:443: connect: connection refused              | cannot be reached
            pull access denied for x, repository does not exist or may require 'docker login': denied    | docker login
            Head "https://ghcr.io/v2/x/manifests/1": unauthorized                                        | docker login
            toomanyrequests: You have reached your pull rate limit                                       | limits pulls
            no matching manifest for linux/arm64/v8 in the manifest list entries                         | platform =
            manifest for postgres:151 not found: manifest unknown: manifest unknown                      | the name and the tag
            failed to register layer: write /usr/lib/x: no space left on device                          | disk is full
            """)
    void aFailedPull(String reason, String advice) {
        assertThat(PullHints.of("postgres:15", reason)).first().asString().contains(advice);
    }

    @Test
    void aFullDiskReplacesOtherHints() {
        EngineRefusal refused =
                new EngineRefusal(500, "{\"message\":\"mkdir /var/lib/docker/overlay2/1a: no space left on device\"}");

        assertThat(refused.hints(List.of("usual"))).first().asString().startsWith("the engine's disk is full");
        assertThat(new EngineRefusal(500, "else").hints(List.of("usual"))).containsExactly("usual");
    }
}
