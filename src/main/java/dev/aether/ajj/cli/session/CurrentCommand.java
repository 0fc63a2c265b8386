package dev.aether.ajj.cli.session;

import jakarta.inject.Singleton;

/**
 * The running command's state for adapters. They are created before the command line is parsed, so it is set later.
 */
@Singleton
public record CurrentCommand(CurrentProgress progress, CurrentJjOptions jjOptions, CurrentDeadline deadline) {}
