package dev.aether.ajj.lifecycle.workspace;

import dev.aether.ajj.spi.directory.Directories;
import dev.aether.ajj.spi.directory.Injector;
import dev.aether.ajj.spi.vcs.Vcs;

/** Access to jj's workspaces, their directories and their injected files. */
public record Checkouts(Vcs vcs, Directories directories, Injector injector) {}
