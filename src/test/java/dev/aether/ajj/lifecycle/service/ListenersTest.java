package dev.aether.ajj.lifecycle.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.spi.backend.Backend.CommandResult;
import dev.aether.ajj.spi.backend.Backend.Instance;
import dev.aether.ajj.testing.Declarations;
import dev.aether.ajj.testing.FakeEngine;
import dev.aether.ajj.testing.FakeWorld;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Lines of /proc/net/tcp and /proc/net/tcp6. */
class ListenersTest {
    private static final String LOOPBACK =
            "   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1 0 100 0 0 10 0";
    private static final String LOOPBACK_6 =
            "   0: 00000000000000000000000001000000:1F90 00000000000000000000000000000000:0000 0A 00000000:00000000 00";
    private static final String ALL =
            "   1: 00000000:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1 0 100 0 0 10 0";
    private static final String ALL_6 =
            "   0: 00000000000000000000000000000000:1F90 00000000000000000000000000000000:0000 0A 00000000:00000000 00";

    private final FakeEngine engine =
            new FakeWorld(Declarations.config(FakeWorld.service("web", 8080, List.of()))).engine;

    @Test
    void onLoopbackOnly() {
        assertThat(judged(LOOPBACK)).isTrue();
        assertThat(judged(LOOPBACK, LOOPBACK_6)).isTrue();
    }

    @Test
    void otherAddressesAreReachable() {
        assertThat(judged(LOOPBACK, ALL)).isFalse();
        assertThat(judged(LOOPBACK, ALL_6)).isFalse();
        assertThat(judged(ALL)).isFalse();
    }

    @Test
    void anotherPortOrUnreadableOutput() {
        assertThat(judged(LOOPBACK.replace(":1F90", ":1F91"))).isFalse();
        assertThat(judged()).isFalse();
        assertThat(judged("sh: grep: not found")).isFalse();
    }

    private boolean judged(String... lines) {
        engine.checkResult = new CommandResult(OptionalInt.of(0), List.of(lines));
        return Listeners.onLoopbackOnly(engine.access(new Instance("db", "c1")), 8080);
    }
}
