package dev.aether.ajj.lifecycle.service;

import dev.aether.ajj.lifecycle.environment.Environment;
import dev.aether.ajj.lifecycle.environment.HostPorts;
import dev.aether.ajj.lifecycle.inject.InjectedFiles;
import dev.aether.ajj.lifecycle.inject.Rendering;
import dev.aether.ajj.lifecycle.inject.WatchedRoot;
import dev.aether.ajj.lifecycle.trust.Trust;
import dev.aether.ajj.lifecycle.workspace.Checkouts;
import dev.aether.ajj.lifecycle.workspace.Records;
import dev.aether.ajj.spi.directory.Templates;
import dev.aether.ajj.spi.machine.Probe;
import java.nio.file.Path;

/** The collaborators that start services, except the backend. */
public record Provisioning(Records records, Checkouts checkouts, Templates templates, Probe probe, Trust trust) {

    /** Returns a copy that injects only into one directory. */
    public Provisioning injectingInto(WatchedRoot root) {
        return new Provisioning(
                records, new Checkouts(checkouts.vcs(), checkouts.directories(), root), templates, probe, trust);
    }

    public WatchedRoot watched(Path root) {
        return new WatchedRoot(checkouts.injector(), checkouts.directories(), root);
    }

    HostPorts hostPorts(Environment environment) {
        return new HostPorts(environment, records.ledger());
    }

    public InjectedFiles files(Environment environment) {
        return new InjectedFiles(environment, checkouts.vcs(), checkouts.injector());
    }

    public Rendering rendering(Environment environment, String host) {
        return new Rendering(environment, templates, host);
    }
}
