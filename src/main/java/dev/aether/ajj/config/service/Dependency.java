package dev.aether.ajj.config.service;

import dev.aether.ajj.model.service.ServiceSpec.Condition;

/** Another service, and what it must have reached before this one starts. */
record Dependency(String service, Condition condition) {}
