package dev.aether.ajj.cli.session;

import jakarta.inject.Singleton;

/**
 * What adapters know of the command that is running. They are made before the command line is read, so that all of this is
 * set later.
 */
@Singleton
public record CurrentCommand(CurrentProgress progress, CurrentJjOptions jjOptions, CurrentDeadline deadline) {}
