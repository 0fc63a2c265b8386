package dev.aether.ajj.cli.session;

import jakarta.inject.Singleton;

/** State of the running command for adapters. Set after they are created, when the command line is parsed. */
@Singleton
public record CurrentCommand(CurrentProgress progress, CurrentJjOptions jjOptions, CurrentDeadline deadline) {}
