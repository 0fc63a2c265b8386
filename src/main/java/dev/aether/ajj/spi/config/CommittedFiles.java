package dev.aether.ajj.spi.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The files of a workspace that does not exist yet, by their paths in the calling workspace. */
public interface CommittedFiles {

    /** Returns the content of a file; empty if it does not exist. */
    Optional<byte[]> content(Path file);

    /** Returns the first file that exists. */
    Optional<Path> first(List<Path> files);

    /** Records that other files are needed, which only a checkout shows, such as one whose name contains a variable. */
    void requireCheckout();
}
