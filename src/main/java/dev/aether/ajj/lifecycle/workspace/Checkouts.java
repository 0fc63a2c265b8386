package dev.aether.ajj.lifecycle.workspace;

import dev.aether.ajj.spi.directory.Directories;
import dev.aether.ajj.spi.directory.Injector;
import dev.aether.ajj.spi.vcs.Vcs;
import jakarta.inject.Singleton;

/** The workspaces of jj: what it knows of them, their directories, and the files that ajj injects there. */
@Singleton
public record Checkouts(Vcs vcs, Directories directories, Injector injector) {}
