package dev.aether.ajj.cli.session;

/** State of the running command for adapters. Set after they are created, when the command line is parsed. */
public record CurrentCommand(CurrentProgress progress, CurrentJjOptions jjOptions, CurrentDeadline deadline) {}
