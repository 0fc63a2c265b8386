package dev.aether.ajj.lifecycle.workspace;

import dev.aether.ajj.spi.directory.Directories;
import dev.aether.ajj.spi.directory.Injector;
import dev.aether.ajj.spi.vcs.Vcs;
import jakarta.inject.Singleton;

/** Access to jj's workspaces, their directories and their injected files. */
@Singleton
public record Checkouts(Vcs vcs, Directories directories, Injector injector) {}
