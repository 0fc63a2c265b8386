package dev.aether.ajj.config;

import dev.aether.ajj.model.SourcePosition;

/** A value and where it stands. */
record Located<T>(T value, SourcePosition position) {}
