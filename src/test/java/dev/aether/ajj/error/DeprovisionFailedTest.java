package dev.aether.ajj.error;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.error.BackendProblem.DeprovisionFailed;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeprovisionFailedTest {

    /** A container that was renamed by hand may still use the resource; ajj does not know it. */
    @ParameterizedTest
    @CsvSource({
        "volume ns-data, 'see which containers use it: docker ps --all --filter volume=ns-data, then run again: ajj down'",
        "network ns, 'see which containers use it: docker ps --all --filter network=ns, then run again: ajj down'",
        "network a;b, 'see which containers use it: docker ps --all --filter network=''a;b'', then run again: ajj down'",
        "container ns-db, 'fix the cause, then run again: ajj down'",
    })
    void hintsAtContainersThatUseTheResource(String resource, String hint) {
        assertThat(DeprovisionFailed.left(resource, "it is in use", "ajj down").hints())
                .containsExactly(hint);
    }
}
