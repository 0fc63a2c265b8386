package dev.aether.ajj.cli;

import dev.aether.ajj.spi.machine.Handover;
import dev.aether.ajj.spi.machine.Interruptions;
import dev.aether.ajj.spi.machine.ProcessContext;
import dev.aether.ajj.spi.terminal.Console;
import dev.aether.ajj.spi.terminal.Terminal;

/** The process that ajj runs in, and what connects it to its user. */
public record Machine(
        ProcessContext process, Terminal terminal, Console console, Handover handover, Interruptions interruptions) {}
