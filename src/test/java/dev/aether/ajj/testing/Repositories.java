package dev.aether.ajj.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Directories that are recognised as repositories. */
public final class Repositories {
    private Repositories() {}

    /** Creates a bare Git repository. */
    public static void bare(Path directory) throws IOException {
        Files.createDirectories(directory.resolve("objects/info"));
        Files.createDirectories(directory.resolve("refs"));
        Files.createDirectories(directory.resolve("info"));
        Files.writeString(directory.resolve("HEAD"), "ref: refs/heads/main");
        Files.writeString(directory.resolve("config"), "[core]\n\tbare = true\n");
    }
}
