package dev.aether.ajj.lifecycle;

import dev.aether.ajj.spi.Probe;
import dev.aether.ajj.spi.Templates;
import jakarta.inject.Singleton;

/** What services are brought up with, besides the engine. */
@Singleton
public record Provisioning(Records records, Checkouts checkouts, Templates templates, Probe probe, Trust trust) {

    HostPorts hostPorts(Environment environment) {
        return new HostPorts(environment, records.ledger());
    }

    InjectedFiles files(Environment environment) {
        return new InjectedFiles(environment, checkouts.vcs(), checkouts.injector());
    }

    Rendering rendering(Environment environment, String host) {
        return new Rendering(environment, templates, host);
    }
}
