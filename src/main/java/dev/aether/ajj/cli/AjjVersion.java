package dev.aether.ajj.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The output of {@code ajj --version}. */
public final class AjjVersion implements IVersionProvider {
    /** The version, such as {@code ajj 1.2.3}. In a native image it is set at build time. */
    public static final String TEXT = "ajj " + buildVersion();

    @Override
    public String[] getVersion() {
        return new String[] {TEXT};
    }

    private static String buildVersion() {
        try (InputStream version =
                Objects.requireNonNull(AjjVersion.class.getResourceAsStream("/ajj.version"), "the build's version")) {
            return new String(version.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
