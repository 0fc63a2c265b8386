package dev.aether.ajj.lifecycle.service;

import dev.aether.ajj.lifecycle.environment.Environment;
import dev.aether.ajj.lifecycle.environment.HostPorts;
import dev.aether.ajj.lifecycle.inject.InjectedFiles;
import dev.aether.ajj.lifecycle.inject.Rendering;
import dev.aether.ajj.lifecycle.trust.Trust;
import dev.aether.ajj.lifecycle.workspace.Checkouts;
import dev.aether.ajj.lifecycle.workspace.Records;
import dev.aether.ajj.spi.ComposeSource;
import dev.aether.ajj.spi.Probe;
import dev.aether.ajj.spi.Templates;
import jakarta.inject.Singleton;

/** What services are brought up with, besides the engine. */
@Singleton
public record Provisioning(
        Records records, Checkouts checkouts, Templates templates, Probe probe, Trust trust, ComposeSource compose) {

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
