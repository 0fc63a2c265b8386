package dev.aether.ajj.cli;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** What {@code ajj --version} prints. A bean, because a native image makes no other objects for picocli. */
@Singleton
public final class AjjVersion implements IVersionProvider {
    /** Such as {@code ajj 1.2.3}. A native image has it from its build. */
    public static final String TEXT = "ajj " + ofBuild();

    @Override
    public String[] getVersion() {
        return new String[] {TEXT};
    }

    private static String ofBuild() {
        try (InputStream version =
                Objects.requireNonNull(AjjVersion.class.getResourceAsStream("/ajj.version"), "the build's version")) {
            return new String(version.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
