package dev.aether.ajj.testing;

import dev.aether.ajj.model.ServiceSpec;
import dev.aether.ajj.spi.Backend;
import dev.aether.ajj.spi.BackendContract;
import java.util.List;

/** The fake that other tests rely on keeps the contract too. */
class FakeEngineTest extends BackendContract {
    private final FakeEngine engine = new FakeEngine(new Faults());
    private int nextPort = 20000;

    @Override
    protected Backend backend() {
        return engine;
    }

    @Override
    protected ServiceSpec sleeper(String name) {
        return Declarations.service(name, List.of(Declarations.tcp(80)), List.of());
    }

    @Override
    protected int freePort() {
        return nextPort++;
    }
}
