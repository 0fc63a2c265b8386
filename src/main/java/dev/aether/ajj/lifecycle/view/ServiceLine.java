package dev.aether.ajj.lifecycle.view;

import dev.aether.ajj.spi.backend.LogLine;

/** A log line of a service. */
public record ServiceLine(String service, LogLine line) {}
