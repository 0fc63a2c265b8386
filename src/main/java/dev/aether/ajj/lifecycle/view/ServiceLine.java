package dev.aether.ajj.lifecycle.view;

import dev.aether.ajj.spi.backend.LogLine;

/** A line, and the service that has printed it. */
public record ServiceLine(String service, LogLine line) {}
