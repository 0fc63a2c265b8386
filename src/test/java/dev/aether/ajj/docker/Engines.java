package dev.aether.ajj.docker;

import dev.aether.ajj.docker.engine.Engine;
import dev.aether.ajj.docker.engine.EngineAddress;
import dev.aether.ajj.model.config.SubnetRange;
import dev.aether.ajj.spi.machine.Deadline;
import dev.aether.ajj.spi.report.Progress;
import java.util.Optional;

/** Connects to engines on this machine, without a deadline. */
public final class Engines {
    private Engines() {}

    /** Returns an engine with the usual limits. */
    public static Engine at(EngineAddress address) {
        return at(address, Engine.Limits.USUAL);
    }

    /** Returns an engine with limits. */
    public static Engine at(EngineAddress address, Engine.Limits limits) {
        return new Engine(address, Optional.empty(), Progress.SILENT, Deadline.NONE, limits);
    }

    /** Returns a backend, with the usual limits. */
    static DockerBackend backend(EngineAddress address, Progress progress) {
        return backend(new Engine(address, Optional.empty(), progress, Deadline.NONE, Engine.Limits.USUAL), progress);
    }

    /** Returns a backend. */
    static DockerBackend backend(Engine engine) {
        return backend(engine, Progress.SILENT);
    }

    private static DockerBackend backend(Engine engine, Progress progress) {
        return new DockerBackend(engine, SubnetRange.DEFAULT, Optional.empty(), progress);
    }
}
