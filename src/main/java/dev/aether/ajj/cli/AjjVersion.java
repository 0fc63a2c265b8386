package dev.aether.ajj.cli;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import picocli.CommandLine.IVersionProvider;

/** What {@code ajj --version} prints. */
@Singleton
public class AjjVersion implements IVersionProvider {
    private final String version;

    public AjjVersion(@ConfigProperty(name = "quarkus.application.version") String version) {
        this.version = version;
    }

    @Override
    public String[] getVersion() {
        return new String[] {"ajj " + version};
    }
}
