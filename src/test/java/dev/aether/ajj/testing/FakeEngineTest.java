package dev.aether.ajj.testing;

import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.model.workspace.Location;
import dev.aether.ajj.spi.backend.Backend;
import dev.aether.ajj.spi.backend.RunningServiceContract;
import java.util.List;

/** The fake keeps the contract of backends too. */
class FakeEngineTest extends RunningServiceContract {
    private final FakeEngine engine = new FakeEngine(new Faults(), Location.unknown(Location.DOCKER));
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
    protected ServiceSpec talker(String name) {
        engine.printed.printAtStart(name, "out: one", "err: two", "out: three");
        return sleeper(name);
    }

    @Override
    protected void end(String containerId) {
        engine.kill(containerId, 0);
    }

    @Override
    protected int freePort() {
        return nextPort++;
    }
}
