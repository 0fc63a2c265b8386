package dev.aether.ajj.config.service;

import dev.aether.ajj.model.service.ServiceSpec.Condition;

/** A service that another one depends on, and the condition for the start of that one. */
record Dependency(String service, Condition condition) {}
