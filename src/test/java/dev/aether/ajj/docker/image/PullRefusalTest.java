package dev.aether.ajj.docker.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.docker.http.EngineRefusal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages of engines and registries, and ajj's hints. */
class PullRefusalTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Get "https://registry-1.docker.io/v2/": dial tcp: lookup registry-1.docker.io: no such host | the registry registry-1.docker.io cannot be reached | check the network
            Get "https://registry-1.docker.io/v2/": net/http: TLS handshake timeout | the registry registry-1.docker.io cannot be reached | check the network
            Get "https://r.example/v2/": context deadline exceeded | the registry r.example cannot be reached | check the network
            Get "http://localhost:1/v2/": dial tcp 127.0.0.1:1: connect: connection refused | the registry localhost:1 cannot be reached | check the network
            dial tcp 10.0.0.1:443: i/o timeout | its registry cannot be reached | check the network
            pull access denied for x, repository does not exist or may require 'docker login': denied | its registry does not have it, or requires a login | check the name
            Head "https://ghcr.io/v2/x/manifests/1": unauthorized | its registry does not have it, or requires a login | check the name
            toomanyrequests: You have reached your pull rate limit | its registry limits the number of pulls | log in
            no matching manifest for linux/arm64/v8 in the manifest list entries | it is not available for this machine's processor | platform =
            manifest for postgres:151 not found: manifest unknown: manifest unknown | its registry does not have it | check the name
            failed to register layer: write /usr/lib/x: no space left on device | no space is left on the engine's disk | disk is full
            failed to register layer: open /var/lib/docker/tmp/x: permission denied | failed to register layer: open /var/lib/docker/tmp/x: permission denied | check the name
            content digest sha256:0123: not found | content digest sha256:0123: not found | check the name
            failed to resolve reference "docker.io/library/x:9": docker.io/library/x:9: not found | its registry does not have it | check the name
            something new | something new | check the name
            """)
    void aFailedPullHasAPlainReasonAndHints(String message, String reason, String advice) {
        PullRefusal refusal = PullRefusal.of("postgres:15", message);

        assertThat(refusal.reason()).isEqualTo(reason);
        assertThat(refusal.hints()).first().asString().contains(advice);
    }

    @Test
    void aFullDiskReplacesOtherHints() {
        EngineRefusal refused =
                new EngineRefusal(500, "{\"message\":\"mkdir /var/lib/docker/overlay2/1a: no space left on device\"}");

        assertThat(refused.hints(List.of("usual"))).first().asString().startsWith("the engine's disk is full");
        assertThat(new EngineRefusal(500, "else").hints(List.of("usual"))).containsExactly("usual");
    }
}
